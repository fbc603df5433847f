"""The answers that a newsroom keeps ready: written, ordered, shown before they are kept and before they are sent."""

import re

import pytest
from sqlalchemy import select, update

from commentsvc.db import db, unit_of_work
from commentsvc.models.answer import ReadyAnswer
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.models.site import Site

PAGE = "/desk/daily/settings/answers"
_BUTTON = re.compile(r'<button class="btn small" type="button" data-template="([^"]*)" title="[^"]*">([^<]*)')


def write(newsroom, browser, url=PAGE, **form):
    typed = {"name": "Thanks", "purpose": "fixed", "words_en": "Thank you for reading {article}.", "do": "save"}
    return newsroom.send(browser, url, **(typed | form))


def kept(newsroom) -> list[ReadyAnswer]:
    with newsroom.app.app_context():
        return list(db.session.scalars(select(ReadyAnswer).order_by(ReadyAnswer.place)))


def offered(page: str) -> dict[str, str]:
    return {name.strip(): text for text, name in _BUTTON.findall(page)}


def of_language(newsroom, report: str, language: str) -> None:
    with newsroom.app.test_request_context("/"), unit_of_work():
        mine = CorrectionReport.public_id == report
        db.session.execute(update(CorrectionReport).where(mine).values(language=language))


def last_note(newsroom) -> str:
    with newsroom.app.app_context():
        newest = select(LogNote.text).join(LogEntry, LogEntry.id == LogNote.entry_id).order_by(LogEntry.id.desc())
        return db.session.scalar(newest.limit(1))


@pytest.mark.parametrize(
    ("name", "may"), [("ada", True), ("edita", True), ("olena", False), ("jorge", False), ("vera", False)]
)
def test_administrators_and_editors_write_them(newsroom, name, may):
    browser = newsroom.browser(name)
    assert browser.get(PAGE).status_code == (200 if may else 403)
    assert (f'href="{PAGE}"' in browser.get("/desk/daily/reports").text) is (may and name == "edita")
    assert write(newsroom, browser).status_code == (303 if may else 403)
    assert len(kept(newsroom)) == may
    if not may:
        write(newsroom, newsroom.browser("ada"))
        one = kept(newsroom)[0].public_id
        for path in ("", "/move", "/deletion"):
            assert write(newsroom, browser, f"{PAGE}/{one}{path}").status_code == 403
        assert len(kept(newsroom)) == 1


def test_an_editor_of_some_sections_leaves_them_alone(newsroom):
    newsroom.grant("edita", "daily", "editor", ["Sport"])
    browser = newsroom.browser("edita")
    assert browser.get(PAGE).status_code == 403
    assert write(newsroom, browser).status_code == 403
    assert f'href="{PAGE}"' not in browser.get("/desk/daily/reports").text


def test_an_answer_of_another_site_is_not_there(newsroom):
    write(newsroom, newsroom.browser("ada"))
    one = kept(newsroom)[0]
    xenia = newsroom.browser("xenia")
    assert xenia.get(f"/desk/other/settings/answers/{one.public_id}").status_code in (403, 404)
    newsroom.grant("xenia", "other", "administrator")
    token = newsroom.token(xenia, "/desk/other/")
    for path, status in (("", 404), ("/move", 404), ("/deletion", 303)):
        form = {"csrf_token": token, "name": "X", "purpose": "any", "words_en": "x", "version": 1, "to": "up"}
        assert xenia.post(f"/desk/other/settings/answers/{one.public_id}{path}", data=form).status_code == status
    assert [row.name for row in kept(newsroom)] == ["Thanks"]


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(newsroom):
    browser = newsroom.browser("edita")
    page = write(newsroom, browser, name=" ", purpose="praise", words_en="Dear {reader}", words_uk="А тут {")
    assert page.status_code == 422
    assert "There is no placeholder {reader}." in page.text and "A brace stands alone here." in page.text
    assert 'id="name-wrong"' in page.text and 'id="purpose-wrong"' in page.text
    assert "Dear {reader}" in page.text and "А тут {" in page.text
    page = write(newsroom, browser, words_en="", words_uk="Дякуємо")
    assert page.status_code == 422 and 'id="words_en-wrong"' in page.text
    assert kept(newsroom) == []
    assert write(newsroom, browser).status_code == 303
    page = write(newsroom, browser, name="THANKS")
    assert page.status_code == 422 and "There is an answer of this name already." in page.text


def test_a_preview_shows_readers_of_each_language_their_page_and_keeps_nothing(newsroom):
    browser = newsroom.browser("edita")
    words = {"words_en": "You are right about {article}. <b>", "words_uk": "Ви маєте рацію щодо «{article}»."}
    page = write(newsroom, browser, do="preview", **words)
    assert page.status_code == 200 and kept(newsroom) == []
    assert "You are right about The bridge that waited. &lt;b&gt;" in page.text
    assert "Ви маєте рацію щодо «Міст, який чекав»." in page.text
    assert "The article has been corrected" in page.text and "Статтю виправлено" in page.text
    # Whoever reads Russian gets the words in the site's language, and is told so at the desk.
    assert "The words come in another one: English" in page.text
    declined = write(newsroom, browser, do="preview", purpose="not_an_error").text
    assert "The article stays as it is" in declined and "We have checked: this is not an error." in declined


def test_each_change_is_a_row_of_the_log_in_words(newsroom):
    browser = newsroom.browser("edita")
    write(newsroom, browser, words_uk="Дякуємо")
    assert last_note(newsroom) == (
        '{"answer.purpose:Thanks":["","fixed"],"answer.en:Thanks":["","Thank you for reading {article}."],'
        '"answer.uk:Thanks":["","Дякуємо"]}'
    )
    one = kept(newsroom)[0]
    changed = write(newsroom, browser, f"{PAGE}/{one.public_id}", name="Many thanks", purpose="any", version=1)
    assert changed.status_code == 303
    assert last_note(newsroom) == (
        '{"answer.uk:Many thanks":["Дякуємо",""],"answer.purpose:Many thanks":["fixed","any"],'
        '"answer.name:Many thanks":["Thanks","Many thanks"]}'
    )
    rows = len(newsroom.log())
    same = write(newsroom, browser, f"{PAGE}/{one.public_id}", name="Many thanks", purpose="any", version=2)
    assert same.status_code == 303 and len(newsroom.log()) == rows
    assert newsroom.send(browser, f"{PAGE}/{one.public_id}/deletion").status_code == 303
    assert kept(newsroom) == [] and len(newsroom.log()) == rows + 1
    assert newsroom.send(browser, f"{PAGE}/{one.public_id}/deletion").status_code == 303
    log = newsroom.browser("ada").get("/desk/daily/log").text
    assert "Answer “Many thanks”: goes out with" in log and "Дякуємо" in log


def test_who_saves_second_sees_what_the_first_wrote_and_loses_nothing(newsroom):
    browser = newsroom.browser("edita")
    write(newsroom, browser)
    one = kept(newsroom)[0].public_id
    write(newsroom, browser, f"{PAGE}/{one}", words_en="The first.", version=1)
    page = write(newsroom, browser, f"{PAGE}/{one}", words_en="The second.", version=1)
    assert page.status_code == 409 and "The first." in page.text and "The second." in page.text
    assert kept(newsroom)[0].words == {"en": "The first."}
    assert write(newsroom, browser, f"{PAGE}/{one}", words_en="The second.", version=2).status_code == 303


def test_they_stand_in_the_order_that_the_newsroom_gave_them(newsroom):
    browser = newsroom.browser("edita")
    for name in ("One", "Two", "Three"):
        write(newsroom, browser, name=name)
    ids = {row.name: row.public_id for row in kept(newsroom)}
    newsroom.send(browser, f"{PAGE}/{ids['Three']}/move", to="up")
    newsroom.send(browser, f"{PAGE}/{ids['One']}/move", to="up")
    newsroom.send(browser, f"{PAGE}/{ids['One']}/move", to="down")
    assert [row.name for row in kept(newsroom)] == ["Three", "One", "Two"]
    report = newsroom.report()
    names = list(offered(browser.get(f"/desk/daily/reports/{report}").text))
    assert names == ["Three", "One", "Two", "Not an error", "Opinion or style", "Not ours to change", "Question"]


def test_a_reader_gets_their_language_else_the_sites_else_english(newsroom):
    browser, report = newsroom.browser("edita"), newsroom.report()
    write(newsroom, browser, words_en="Thanks for “{quote}” → {replacement}, {site}.", words_uk="Дякуємо за «{quote}».")
    page = f"/desk/daily/reports/{report}"
    of_language(newsroom, report, "uk")
    assert offered(browser.get(page).text)["Thanks"] == "Дякуємо за «1978»."
    assert offered(browser.get(page).text)["Question"].startswith("Дякуємо")
    of_language(newsroom, report, "ru")
    text = browser.get(page).text
    assert offered(text)["Thanks"] == "Thanks for “1978” → 1987, The Daily Lantern."
    assert "(English)" in text
    with newsroom.app.test_request_context("/"), unit_of_work():
        db.session.execute(update(Site).where(Site.slug == "daily").values(language="uk"))
    assert offered(browser.get(page).text)["Thanks"] == "Дякуємо за «1978»."


def test_an_answer_with_a_notice_waits_for_the_notice(newsroom):
    browser, report = newsroom.browser("edita"), newsroom.report()
    write(newsroom, browser, words_en="It is corrected: {notice}")
    page = f"/desk/daily/reports/{report}"
    assert "Thanks" not in offered(browser.get(page).text)
    answer = browser.get(f"{page}/answer").text
    assert "not here: the address of the newest notice about the article" in answer
    code = kept(newsroom)[0].public_id
    used = newsroom.send(browser, f"{page}/answer", use=code, version=1)
    assert "It is corrected" not in used.text
    words = {"kind": "typo", "text": "It was closed in 1987.", "before": "1978", "after": "1987"}
    published = newsroom.send(browser, "/desk/daily/notices/new", do="publish", report=report, **words)
    newsroom.act(browser, "report", report, "reopen")
    text = offered(browser.get(page).text)["Thanks"]
    assert text.startswith("It is corrected: http") and text.endswith("#" + published.location.rpartition("/")[2])
    address = text.removeprefix("It is corrected: ")
    assert "It was closed in 1987." in newsroom.stranger().get(address).text


def test_hostile_words_stay_text(newsroom):
    browser = newsroom.browser("edita")
    evil = '"><script>alert(1)</script>'
    write(newsroom, browser, name=evil, words_en=f"{evil} {{quote}}")
    report = newsroom.report(replacement=evil)
    for url in (PAGE, f"{PAGE}/{kept(newsroom)[0].public_id}", f"/desk/daily/reports/{report}", "/desk/daily/log"):
        assert "<script>alert" not in newsroom.browser("ada").get(url).text, url
    shown = newsroom.send(browser, f"/desk/daily/reports/{report}/answer", answer=evil, action="ask", version=1)
    assert "<script>alert" not in shown.text and "&lt;script&gt;alert" in shown.text


def test_without_a_script_the_words_are_chosen_seen_and_sent(newsroom):
    browser, report = newsroom.browser("edita"), newsroom.report()
    of_language(newsroom, report, "uk")
    write(newsroom, browser, purpose="not_an_error", words_uk="Ми перевірили: «{quote}» — правильно.")
    url = f"/desk/daily/reports/{report}/answer"
    assert browser.get(url).status_code == 200
    page = newsroom.send(browser, url, use=kept(newsroom)[0].public_id, version=1).text
    assert "Ми перевірили: «1978» — правильно.</textarea>" in page
    assert '<option value="decline:not_an_error" selected>' in page
    # As the reader's own page says it.
    assert "Стаття лишається без змін" in page
    answer = "Ми перевірили: «1978» — правильно."
    assert newsroom.act(browser, "report", report, "decline:not_an_error", answer=answer).status_code == 303
    assert newsroom.row("report", report).answer == answer


def test_a_question_needs_words_and_a_decided_report_takes_none(newsroom):
    browser, report = newsroom.browser("edita"), newsroom.report()
    url = f"/desk/daily/reports/{report}/answer"
    page = newsroom.send(browser, url, action="ask", answer="", version=1)
    assert page.status_code == 422 and 'id="answer-wrong"' in page.text
    newsroom.act(browser, "report", report, "fix")
    page = browser.get(url).text
    assert "Reopen it to answer anew." in page and "<textarea" not in page


def test_who_decides_about_no_reports_answers_none(newsroom):
    report = newsroom.report()
    for name, status in (("jorge", 404), ("vera", 403)):
        browser = newsroom.browser(name)
        assert browser.get(f"/desk/daily/reports/{report}/answer").status_code == status
        assert newsroom.send(browser, f"/desk/daily/reports/{report}/answer", answer="x").status_code == status
