"""Correction notices at the desk: written from a report, seen by a second person, published, changed, withdrawn."""

import re

import pytest

from commentsvc.db import unit_of_work
from commentsvc.services import publishing

LIST = "/desk/daily/notices"
WORDS = {"kind": "correction", "text": "The bridge was closed in 1987.", "before": "1978", "after": "1987"}
HOSTILE = '</textarea><script>alert(1)</script><img src=x onerror=alert(1)>"'


@pytest.fixture
def edita(newsroom):
    return newsroom.browser("edita")


@pytest.fixture
def ada(newsroom):
    return newsroom.browser("ada")


def write(newsroom, browser, do="submit", report=None, **words):
    """Send the form, as if after its preview; the page it leads to."""
    about = {"report": report} if report else {"article": "bridge"}
    return newsroom.send(browser, f"{LIST}/new", do=do, **about, **(WORDS | words))


def act(newsroom, browser, page, action, **form):
    version = re.search(r'name="version" value="(\d+)"', browser.get(page).text)
    form.setdefault("version", version.group(1) if version else "0")
    return newsroom.send(browser, f"{page}/actions", action=action, **form)


def public(newsroom):
    return newsroom.stranger().get("/corrections/daily").text


def test_a_report_becomes_a_notice_that_another_person_publishes(newsroom, edita, ada):
    report = newsroom.report()
    asked = edita.get(f"/desk/daily/reports/{report}").text
    link = re.search(r'href="(/desk/daily/notices/new\?report=\w+)"', asked).group(1)
    form = edita.get(link).text
    assert ">\n1978</textarea>" in form and ">\n1987</textarea>" in form
    preview = write(newsroom, edita, "preview", report)
    assert preview.status_code == 200
    assert "<del>1978</del>" in preview.text and "Hand over for approval" in preview.text
    sent = write(newsroom, edita, "submit", report)
    assert sent.status_code == 303 and sent.location.startswith(f"{LIST}/")
    assert "You wrote this: somebody else has to publish it." in edita.get(sent.location).text
    assert act(newsroom, edita, sent.location, "publish_notice").status_code == 403
    assert WORDS["text"] in ada.get(LIST).text, "what waits stands first"
    assert act(newsroom, ada, sent.location, "publish_notice").status_code == 303
    assert WORDS["text"] in public(newsroom)
    assert newsroom.row("report", report).state == "published"
    assert sent.location in edita.get(f"/desk/daily/reports/{report}").text


def test_a_typing_error_is_published_by_its_writer_at_once(newsroom, edita):
    newsroom.report()
    preview = write(newsroom, edita, "preview", kind="typo")
    assert 'value="publish"' in preview.text
    assert write(newsroom, edita, "publish", kind="typo").status_code == 303
    assert WORDS["text"] in public(newsroom)


def test_a_journalist_drafts_and_publishes_nothing(newsroom, ada):
    newsroom.report()
    with newsroom.app.test_request_context("/"), unit_of_work():
        word = {"url": "http://daily.example/bridge", "title": "The bridge", "authors": ["Jorge"]}
        publishing.publish(newsroom.context(), "bridge", publishing.prepare(word))
    jorge = newsroom.browser("jorge")
    assert write(newsroom, jorge, "publish", kind="typo").status_code == 403
    draft = write(newsroom, jorge, "save").location
    assert "publish_notice" not in jorge.get(draft).text
    assert act(newsroom, jorge, draft, "publish_notice").status_code == 403
    assert act(newsroom, jorge, draft, "submit_notice").status_code == 303
    other = write(newsroom, ada, "save").location
    assert newsroom.send(jorge, f"{other}/edit", do="save", version="1", **WORDS).status_code == 403
    assert act(newsroom, jorge, other, "withdraw_notice", reason="No.", version="1").status_code == 403
    assert act(newsroom, jorge, draft, "withdraw_notice", reason="Not needed.").status_code == 303


def test_who_only_looks_writes_nothing(newsroom):
    newsroom.report()
    vera = newsroom.browser("vera")
    assert vera.get(LIST).status_code == 200
    assert "notices/new" not in vera.get(LIST).text
    assert vera.get(f"{LIST}/new").status_code == 403
    assert write(newsroom, vera).status_code == 403


def test_a_change_waits_while_the_public_sees_the_old_words(newsroom, edita, ada):
    newsroom.report()
    page = write(newsroom, edita).location
    act(newsroom, ada, page, "publish_notice")
    version = re.search(r'name="version" value="(\d+)"', ada.get(f"{page}/edit").text).group(1)
    words = WORDS | {"text": "It was closed in May 1987."}
    assert newsroom.send(ada, f"{page}/edit", do="submit", version=version, **words).status_code == 303
    shown = edita.get(page).text
    assert WORDS["text"] in shown and words["text"] in shown and "A change waits for approval" in shown
    assert words["text"] not in public(newsroom)
    assert words["text"] in edita.get(LIST).text
    act(newsroom, edita, page, "publish_notice")
    assert words["text"] in public(newsroom) and WORDS["text"] not in public(newsroom)


def test_withdrawing_asks_for_a_reason_and_leaves_a_trace(newsroom, edita, ada):
    newsroom.report()
    page = write(newsroom, edita).location
    act(newsroom, ada, page, "publish_notice")
    assert act(newsroom, ada, page, "withdraw_notice", reason=" ").status_code == 422
    assert act(newsroom, ada, page, "withdraw_notice", reason="It was right.").status_code == 303
    assert "It was right." in public(newsroom) and WORDS["text"] not in public(newsroom)
    assert page in ada.get(f"{LIST}?state=withdrawn").text


def test_who_comes_too_late_is_told_who_was_faster(newsroom, edita, ada):
    newsroom.report()
    page = write(newsroom, edita).location
    seen = re.search(r'name="version" value="(\d+)"', ada.get(page).text).group(1)
    newsroom.send(edita, f"{page}/edit", do="save", version=seen, **WORDS)
    late = act(newsroom, ada, page, "publish_notice", version=seen)
    assert late.status_code == 409
    assert "Edita changed this notice" in late.text


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"text": ""}, "text-wrong"),
        ({"kind": "rumour"}, "kind-wrong"),
        ({"article": "never heard of"}, "article-wrong"),
        ({"before": "x" * 2001}, "before-wrong"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(newsroom, edita, wrong, told):
    newsroom.report()
    form = {"article": "bridge"} | WORDS | wrong
    answer = newsroom.send(edita, f"{LIST}/new", do="save", **form)
    assert answer.status_code == 422
    assert f'id="{told}"' in answer.text


def test_hostile_words_stay_words_on_every_page(newsroom, edita):
    report = newsroom.report(replacement=HOSTILE)
    pages = [edita.get(f"{LIST}/new?report={report}").text]
    hostile = {"text": HOSTILE, "before": HOSTILE, "after": HOSTILE + "!"}
    pages.append(write(newsroom, edita, "preview", report, **hostile).text)
    page = write(newsroom, edita, "submit", report, **hostile).location
    act(newsroom, edita, page, "withdraw_notice", reason=HOSTILE)
    pages += [edita.get(path).text for path in (page, f"{LIST}?state=withdrawn", "/desk/daily/log")]
    for text in pages:
        assert "<script>alert" not in text and "<img src=x" not in text
        assert "&lt;script&gt;" in text


def test_another_section_is_nobodys_to_write_about(newsroom, edita):
    report = newsroom.report()
    page = write(newsroom, edita).location
    newsroom.grant("jorge", "daily", "journalist", ["Sport"])
    jorge = newsroom.browser("jorge")
    for path in (page, f"{page}/edit", f"{LIST}/new?report={report}"):
        assert jorge.get(path).status_code == 404
    assert write(newsroom, jorge).status_code == 422
    assert page not in jorge.get(LIST).text
