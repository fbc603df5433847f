"""Each decision on a comment: the status, the row of the log, the event, and the way back."""

import pytest

LINK = "See https://example.org/archive"


@pytest.fixture
def held(newsroom):
    return newsroom.post(LINK)


@pytest.mark.parametrize(
    ("action", "status", "reason", "logged"),
    [
        ("approve", "approved", None, "approve"),
        ("reject:hate", "rejected", "hate", "reject"),
        ("reject:off_topic", "rejected", "off_topic", "reject"),
        ("mark_spam", "spam", None, "mark_spam"),
    ],
)
def test_a_decision_changes_the_status_and_is_logged_and_told(newsroom, held, action, status, reason, logged):
    answer = newsroom.act(newsroom.browser(), "comment", held, action)
    assert answer.status_code == 303
    row = newsroom.row("comment", held)
    assert (row.status, row.reason) == (status, reason)
    entry = newsroom.log()[-1]
    assert (entry.actor_type, entry.action, entry.from_state, entry.to_state) == ("staff", logged, "pending", status)
    assert (entry.reason, entry.from_reason, entry.at) == (reason, "link", newsroom.clock.now())
    assert newsroom.events()[-1].type == "CommentModerated"
    assert newsroom.events()[-1].payload["to_status"] == status


@pytest.mark.parametrize("action", ["approve", "reject:abuse", "mark_spam"])
def test_undo_restores_status_and_reason(newsroom, held, action):
    browser = newsroom.browser()
    newsroom.act(browser, "comment", held, action)
    decision = newsroom.log()[-1]
    answer = newsroom.send(browser, f"/desk/daily/log/{decision.public_id}/undo")
    assert answer.status_code == 303
    row = newsroom.row("comment", held)
    assert (row.status, row.reason) == ("pending", "link")
    assert newsroom.log()[-1].undoes_id == decision.id


def test_the_note_is_kept_in_the_log(newsroom, held):
    browser = newsroom.browser()
    newsroom.act(browser, "comment", held, "reject:other", note="Third warning to this author")
    assert "Third warning to this author" in browser.get("/desk/daily/log").text
    assert "Third warning to this author" in browser.get(f"/desk/daily/comments/{held}").text


def test_approving_a_flagged_comment_resolves_the_flags_and_undo_brings_them_back(newsroom):
    comment = newsroom.post("A plain comment")
    newsroom.flag(comment, "offensive", "spam", "offensive", remark="Look at this")
    assert newsroom.row("comment", comment).status == "pending"
    browser = newsroom.browser()
    page = browser.get("/desk/daily/comments?queue=flagged").text
    assert "Taken off the page because readers flagged it" in page and "Look at this" in page
    newsroom.act(browser, "comment", comment, "approve")
    assert newsroom.row("comment", comment).open_flags == 0
    newsroom.send(browser, "/desk/daily/undo")
    row = newsroom.row("comment", comment)
    assert (row.status, row.reason, row.open_flags) == ("pending", "flagged", 3)


def test_a_flagged_comment_that_is_still_shown_can_be_kept(newsroom):
    comment = newsroom.post("A plain comment")
    newsroom.flag(comment, "off_topic")
    browser = newsroom.browser()
    assert comment in browser.get("/desk/daily/comments").text
    newsroom.act(browser, "comment", comment, "approve")
    assert comment not in browser.get("/desk/daily/comments").text
    assert newsroom.row("comment", comment).status == "approved"


def test_featuring_and_taking_it_back(newsroom):
    comment = newsroom.post("A thoughtful comment")
    browser = newsroom.browser()
    newsroom.act(browser, "comment", comment, "feature")
    assert newsroom.row("comment", comment).featured
    assert newsroom.log()[-1].action == "feature"
    newsroom.act(browser, "comment", comment, "unfeature")
    assert not newsroom.row("comment", comment).featured
    newsroom.send(browser, "/desk/daily/undo")
    assert newsroom.row("comment", comment).featured


def test_whoever_comes_second_is_told_what_the_first_did_and_changes_nothing(newsroom, held):
    seen = newsroom.row("comment", held).version
    newsroom.act(newsroom.browser("olena"), "comment", held, "approve")
    newsroom.clock.pass_by(seconds=10)
    late = newsroom.act(newsroom.browser("bohdan"), "comment", held, "mark_spam", version=seen)
    assert late.status_code == 409
    assert "Olena approved this 10 seconds ago." in late.text
    assert newsroom.row("comment", held).status == "approved"
    assert newsroom.log()[-1].action == "approve"


def test_the_script_gets_a_lost_race_as_json(newsroom, held):
    seen = newsroom.row("comment", held).version
    newsroom.act(newsroom.browser("olena"), "comment", held, "reject:abuse")
    late = newsroom.send(
        newsroom.browser("bohdan"),
        f"/desk/daily/comments/{held}/actions",
        action="approve",
        version=seen,
        accept="application/json",
    )
    assert late.status_code == 409
    assert late.json == {"message": "Olena rejected this just now.", "url": f"/desk/daily/comments/{held}"}


def test_a_decision_without_the_version_seen_loses(newsroom, held):
    for version in ("", "-1", "x", "9" * 30, "١"):
        assert newsroom.act(newsroom.browser(), "comment", held, "approve", version=version).status_code == 409
    assert newsroom.row("comment", held).status == "pending"


def test_the_script_is_told_the_new_version_the_counts_and_how_to_undo(newsroom, held):
    newsroom.post(LINK, "Second")
    browser = newsroom.browser()
    answer = newsroom.send(
        browser,
        f"/desk/daily/comments/{held}/actions",
        action="approve",
        version=newsroom.row("comment", held).version,
        accept="application/json",
    )
    assert answer.status_code == 200
    assert answer.json["versions"] == {held: newsroom.row("comment", held).version}
    assert answer.json["counts"]["comments-held"] == "1"
    undone = newsroom.send(browser, answer.json["undo"], accept="application/json")
    assert undone.status_code == 200 and undone.json["counts"]["comments-held"] == "2"
    assert undone.json["versions"] == {held: newsroom.row("comment", held).version}


def test_unknown_actions_and_reasons_are_refused(newsroom, held):
    browser = newsroom.browser()
    for action in ("", "erase", "hold", "undo", "approve_all"):
        assert newsroom.act(browser, "comment", held, action).status_code == 400
    assert newsroom.act(browser, "comment", held, "reject:because").status_code == 422
    assert newsroom.row("comment", held).status == "pending"


def test_an_undone_decision_cannot_be_undone_twice(newsroom, held):
    browser = newsroom.browser()
    newsroom.act(browser, "comment", held, "approve")
    url = f"/desk/daily/log/{newsroom.log()[-1].public_id}/undo"
    assert newsroom.send(browser, url).status_code == 303
    assert newsroom.send(browser, url).status_code == 409


def test_a_decision_that_others_built_on_cannot_be_undone(newsroom, held):
    browser = newsroom.browser()
    newsroom.act(browser, "comment", held, "approve")
    first = newsroom.log()[-1]
    newsroom.act(newsroom.browser("bohdan"), "comment", held, "mark_spam")
    assert newsroom.send(browser, f"/desk/daily/log/{first.public_id}/undo").status_code == 409
    assert newsroom.row("comment", held).status == "spam"


def test_undo_goes_back_through_ones_own_decisions_only(newsroom):
    first, second = newsroom.post(LINK, "One"), newsroom.post(LINK, "Two")
    olena, bohdan = newsroom.browser("olena"), newsroom.browser("bohdan")
    newsroom.act(olena, "comment", first, "approve")
    newsroom.act(olena, "comment", second, "approve")
    assert newsroom.send(bohdan, "/desk/daily/undo", accept="application/json").status_code == 409
    newsroom.send(olena, "/desk/daily/undo")
    assert [newsroom.row("comment", one).status for one in (first, second)] == ["approved", "pending"]
    newsroom.send(olena, "/desk/daily/undo")
    assert [newsroom.row("comment", one).status for one in (first, second)] == ["pending", "pending"]
