"""Each decision on a correction report: state, log, event, what the reader is told, undo, and its group."""

import re

import pytest


@pytest.fixture
def report(newsroom):
    return newsroom.report(remark="My father worked there", contact="marta@reader.example")


@pytest.mark.parametrize(
    ("action", "state", "reason"),
    [
        ("accept", "verifying", None),
        ("decline:not_an_error", "declined", "not_an_error"),
        ("decline:opinion_or_style", "declined", "opinion_or_style"),
        ("decline:out_of_scope", "declined", "out_of_scope"),
        ("fix", "fixed_silently", None),
        ("mark_spam", "spam", None),
    ],
)
def test_a_decision_changes_the_state_is_logged_told_and_undone(newsroom, report, action, state, reason):
    editor = newsroom.browser("edita")
    assert newsroom.act(editor, "report", report, action).status_code == 303
    row = newsroom.row("report", report)
    assert (row.state, row.reason) == (state, reason)
    entry = newsroom.log()[-1]
    assert (entry.actor_type, entry.action, entry.from_state, entry.to_state, entry.reason) == (
        "staff",
        action.split(":")[0],
        "new",
        state,
        reason,
    )
    event = newsroom.events()[-1]
    assert (event.type, event.payload) == (
        "CorrectionDecided",
        {"report": report, "from_state": "new", "to_state": state},
    )
    newsroom.send(editor, "/desk/daily/undo")
    row = newsroom.row("report", report)
    assert (row.state, row.reason) == ("new", None)
    assert newsroom.log()[-1].undoes_id == entry.id


def test_the_card_shows_the_words_in_their_sentence_and_the_change(newsroom, report):
    page = newsroom.browser().get("/desk/daily/reports").text
    assert "It was closed in <mark><del>1978</del><ins>1987</ins></mark> after the flood." in page
    for shown in ("Wrong fact", "My father worked there", "marta@reader.example", "The bridge"):
        assert shown in page
    place = re.search(r'"(http://daily.example/bridge#[^"]*)"', page)[1]
    assert place.endswith(":~:text=was%20closed%20in-,1978,-after%20the")


def test_an_answer_goes_to_the_reader_stays_in_the_log_and_goes_with_undo(newsroom, report):
    editor = newsroom.browser("edita")
    newsroom.act(editor, "report", report, "fix", answer="Thank you, Marta!")
    assert newsroom.row("report", report).answer == "Thank you, Marta!"
    assert "Thank you, Marta!" in editor.get("/desk/daily/log").text
    newsroom.send(editor, "/desk/daily/undo")
    assert newsroom.row("report", report).answer == ""


def test_declining_without_a_reason_is_refused(newsroom, report):
    editor = newsroom.browser("edita")
    for action in ("decline", "decline:", "decline:hate"):
        assert newsroom.act(editor, "report", report, action).status_code == 422
    assert newsroom.row("report", report).state == "new"


def test_a_closed_report_can_be_reopened_and_keeps_its_history(newsroom, report):
    editor = newsroom.browser("edita")
    newsroom.act(editor, "report", report, "decline:not_an_error")
    assert report in editor.get("/desk/daily/reports?state=closed").text
    assert report not in editor.get("/desk/daily/reports").text
    assert newsroom.act(editor, "report", report, "fix").status_code == 403
    newsroom.act(editor, "report", report, "reopen")
    assert newsroom.row("report", report).state == "new"
    page = editor.get(f"/desk/daily/reports/{report}").text
    assert "Reopened" in page and "Declined" in page and "Not an error" in page


def test_whoever_comes_second_is_told_what_the_first_did(newsroom, report):
    seen = newsroom.row("report", report).version
    newsroom.act(newsroom.browser("edita"), "report", report, "accept")
    newsroom.clock.pass_by(minutes=2)
    late = newsroom.act(newsroom.browser("olena"), "report", report, "mark_spam", version=seen)
    assert late.status_code == 409 and "Edita accepted this report 2 minutes ago." in late.text
    assert newsroom.row("report", report).state == "verifying"


def test_reports_of_one_place_are_decided_together_and_undone_together(newsroom, report):
    second, third = newsroom.report(network="n2"), newsroom.report("1986", network="n3")
    elsewhere = newsroom.report(slug="other")
    editor = newsroom.browser("edita")
    page = editor.get("/desk/daily/reports").text
    assert page.count("3 readers report this place") == 1 and "2 more reports of this place" in page
    newsroom.act(editor, "report", second, "fix", answer="Thanks")
    assert {newsroom.row("report", one).state for one in (report, second, third)} == {"fixed_silently"}
    assert newsroom.row("report", elsewhere).state == "new"
    assert [entry.action for entry in newsroom.log()] == ["fix"] * 3
    newsroom.send(editor, "/desk/daily/undo")
    assert {newsroom.row("report", one).state for one in (report, second, third)} == {"new"}


def test_the_script_is_told_which_reports_went_along(newsroom, report):
    second = newsroom.report(network="n2")
    editor = newsroom.browser("edita")
    url = f"/desk/daily/reports/{report}/actions"
    version = newsroom.row("report", report).version
    answer = newsroom.send(editor, url, action="decline:out_of_scope", version=version, accept="application/json")
    assert set(answer.json["versions"]) == {report, second}
    assert "1 more report of the same place went with it." in answer.json["message"]
    undone = newsroom.send(editor, answer.json["undo"], accept="application/json")
    assert set(undone.json["versions"]) == {report, second}
    assert undone.json["counts"]["reports-open"] == "1"


def test_spam_is_about_one_report_only(newsroom, report):
    second = newsroom.report(network="n2")
    newsroom.act(newsroom.browser("edita"), "report", second, "mark_spam")
    assert newsroom.row("report", report).state == "new"


def test_undo_leaves_alone_what_was_decided_anew_since(newsroom, report):
    second = newsroom.report(network="n2")
    editor, other = newsroom.browser("edita"), newsroom.browser("olena")
    newsroom.act(editor, "report", report, "decline:out_of_scope")
    decision = next(entry for entry in newsroom.log() if entry.subject_id == newsroom.row("report", report).id)
    newsroom.clock.pass_by(minutes=1)
    newsroom.act(other, "report", second, "reopen")
    newsroom.act(other, "report", second, "fix")
    newsroom.send(editor, f"/desk/daily/log/{decision.public_id}/undo")
    assert newsroom.row("report", report).state == "new"
    assert newsroom.row("report", second).state == "fixed_silently"


def test_what_readers_wrote_is_text_not_markup(newsroom):
    newsroom.report("<script>alert(1)</script>", remark="<img src=x onerror=alert(1)>", contact="<b>@x.example")
    newsroom.post("<script>alert(2)</script> https://example.org", "<i>Eve</i>")
    browser = newsroom.browser()
    for url in ("/desk/daily/reports", "/desk/daily/comments", "/desk/daily/", "/desk/daily/log"):
        page = browser.get(url).text
        assert "<script>alert" not in page and "<img src=x" not in page and "<i>Eve" not in page
