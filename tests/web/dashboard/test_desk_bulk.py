"""Decisions about many comments: exactly those that were seen, passed over what changed, undone as one."""

import re

import pytest

from commentsvc.jobs import dispatch
from commentsvc.services import bulk

LINK = "See https://example.org/archive"


def statuses(newsroom, comments):
    return [newsroom.row("comment", one).status for one in comments]


def choose(newsroom, browser, comments, action, **more):
    chosen = [f"{one}:{newsroom.row('comment', one).version}" for one in comments]
    return newsroom.send(browser, "/desk/daily/comments/actions", comment=chosen, action=action, **more)


def gather(newsroom, browser, **choice) -> str:
    answer = newsroom.send(browser, "/desk/daily/comments/everything", **({"queue": "waiting"} | choice))
    assert answer.status_code == 303
    return answer.headers["Location"]


@pytest.fixture
def small_steps(monkeypatch):
    """Runs of more than three comments are work for the background, two at a time."""
    monkeypatch.setattr(bulk, "AT_ONCE_MAX", 3)
    monkeypatch.setattr(bulk, "BATCH", 2)


def test_a_selection_is_decided_and_undone_with_one_press(newsroom):
    browser = newsroom.browser()
    comments = [newsroom.post(LINK) for _ in range(3)]
    assert choose(newsroom, browser, comments[:2], "reject:off_topic").status_code == 303
    assert statuses(newsroom, comments) == ["rejected", "rejected", "pending"]
    assert newsroom.row("comment", comments[0]).reason == "off_topic"
    page = browser.get("/desk/daily/comments").text
    assert "Rejected: 2 comments." in page
    undo = re.search(r'action="(/desk/daily/bulk/\w+/undo)"', page)[1]
    assert newsroom.send(browser, undo).status_code == 303
    assert statuses(newsroom, comments) == ["pending"] * 3
    assert "Put back: 2 comments." in browser.get("/desk/daily/comments").text
    assert [entry.action for entry in newsroom.log()].count("undo") == 2


def _last_run(browser) -> str:
    found = re.search(r'href="(/desk/daily/bulk/\w{16})"', browser.get("/desk/daily/bulk").text)
    return f"{found[1]}/undo"


def test_u_undoes_the_whole_run(newsroom):
    browser = newsroom.browser()
    comments = [newsroom.post(LINK) for _ in range(3)]
    choose(newsroom, browser, comments, "mark_spam")
    assert newsroom.send(browser, "/desk/daily/undo").status_code == 303
    assert statuses(newsroom, comments) == ["pending"] * 3
    assert newsroom.send(browser, "/desk/daily/undo", accept="application/json").status_code == 409


def test_what_changed_meanwhile_is_left_alone_in_deciding_and_in_undoing(newsroom):
    browser, bohdan = newsroom.browser(), newsroom.browser("bohdan")
    comments = [newsroom.post(LINK) for _ in range(3)]
    seen = [f"{one}:{newsroom.row('comment', one).version}" for one in comments]
    newsroom.act(bohdan, "comment", comments[0], "approve")
    newsroom.send(
        browser, "/desk/daily/comments/actions", comment=[*seen, "nobody:1", "x", "\0:1", seen[1]], action="mark_spam"
    )
    assert statuses(newsroom, comments) == ["approved", "spam", "spam"]
    assert "Marked as spam: 2 comments. 1 was left alone" in browser.get("/desk/daily/comments").text
    newsroom.act(bohdan, "comment", comments[1], "approve")
    newsroom.send(browser, _last_run(browser))
    assert statuses(newsroom, comments) == ["approved", "approved", "pending"]
    assert newsroom.send(browser, _last_run(browser)).status_code == 409


def test_everything_in_a_list_is_told_exactly_before_it_is_decided(newsroom, small_steps):
    browser, bohdan = newsroom.browser(), newsroom.browser("bohdan")
    comments = [newsroom.post(LINK, f"Reader {number}") for number in range(7)]
    page = gather(newsroom, browser)
    told = browser.get(page).text
    assert "<h1>7 comments</h1>" in told and "Approve 7 comments" in told and told.count('class="row"') == 7
    late = newsroom.post(LINK)
    newsroom.act(bohdan, "comment", comments[6], "mark_spam")
    assert newsroom.send(browser, f"{page}/begin", action="approve").headers["Location"] == page
    assert statuses(newsroom, comments[:2]) == ["pending", "pending"]
    assert browser.get(f"{page}/progress").json["total"] == 7
    assert "data-progress" in browser.get(page).text
    dispatch.run_due(newsroom.app)
    assert statuses(newsroom, comments) == ["approved"] * 6 + ["spam"]
    assert newsroom.row("comment", late).status == "pending"
    done = browser.get(f"{page}/progress").json
    assert (done["state"], done["done"]) == ("done", 7)
    assert done["told"] == "Approved: 6 comments. 1 was left alone: it had changed meanwhile."
    assert newsroom.send(browser, f"{page}/begin", action="approve").status_code == 409
    newsroom.send(browser, f"{page}/undo")
    dispatch.run_due(newsroom.app)
    assert statuses(newsroom, comments) == ["pending"] * 6 + ["spam"]
    assert browser.get(f"{page}/progress").json["told"] == "Put back: 6 comments."


def test_undoing_while_it_goes_on_puts_back_what_was_done(newsroom, small_steps, monkeypatch):
    browser = newsroom.browser()
    comments = [newsroom.post(LINK, f"Reader {number}") for number in range(5)]
    page = gather(newsroom, browser)
    newsroom.send(browser, f"{page}/begin", action="approve")
    newsroom.send(browser, f"{page}/undo")
    dispatch.run_due(newsroom.app)
    assert statuses(newsroom, comments) == ["pending"] * 5
    assert browser.get(f"{page}/progress").json["state"] == "undone"


def test_everything_by_one_author_and_everything_like_one_text(newsroom):
    browser = newsroom.browser()
    spam = newsroom.post("Win 500 euros at https://win.example/a", "Ann")
    more = newsroom.post_as(spam, "Look https://example.net/b")
    copy = newsroom.post("WIN 700 euros at https://win.example/b", "Ben")
    card = browser.get(f"/desk/daily/comments/{spam}").text
    like, author = re.search(r"like=(\w+)", card)[1], re.search(r"author=(\w+)", card)[1]
    page = gather(newsroom, browser, like=like)
    assert "<h1>2 comments</h1>" in browser.get(page).text
    newsroom.send(browser, f"{page}/begin", action="mark_spam")
    assert statuses(newsroom, [spam, more, copy]) == ["spam", "pending", "spam"]
    page = gather(newsroom, browser, author=author)
    assert "<h1>1 comment</h1>" in browser.get(page).text


def test_a_dismissed_moderator_s_run_ends(newsroom, small_steps):
    browser = newsroom.browser("bohdan")
    comments = [newsroom.post(LINK, f"Reader {number}") for number in range(5)]
    page = gather(newsroom, browser)
    newsroom.send(browser, f"{page}/begin", action="approve")
    newsroom.grant("bohdan", "daily", "viewer")
    dispatch.run_due(newsroom.app)
    assert statuses(newsroom, comments) == ["pending"] * 5
    assert newsroom.browser().get(f"{page}/progress").json["state"] == "stopped"


def test_only_moderators_and_only_their_own_sections(newsroom):
    comment = newsroom.post(LINK)
    edita = newsroom.browser("edita")
    assert choose(newsroom, edita, [comment], "approve").status_code == 403
    assert newsroom.send(edita, "/desk/daily/comments/everything", queue="waiting").status_code == 403
    page = gather(newsroom, newsroom.browser())
    assert newsroom.send(newsroom.browser("ada"), f"{page}/begin", action="approve").status_code == 403
    newsroom.grant("bohdan", "daily", "moderator", ["Sport"])
    bohdan = newsroom.browser("bohdan")
    for answer in (bohdan.get(page), bohdan.get(f"{page}/progress"), newsroom.send(bohdan, f"{page}/undo")):
        assert answer.status_code == 404
    choose(newsroom, bohdan, [comment], "approve")
    assert "<h1>0 comments</h1>" in bohdan.get(gather(newsroom, bohdan)).text
    assert statuses(newsroom, [comment]) == ["pending"]


def test_odd_forms_change_nothing(newsroom):
    browser, comment = newsroom.browser(), newsroom.post(LINK)
    for action in ("", "feature", "undo", "approve\0"):
        assert choose(newsroom, browser, [comment], action).status_code == 400
    assert choose(newsroom, browser, [comment], "reject:nothing").status_code == 422
    assert choose(newsroom, browser, [], "approve").status_code == 303
    assert newsroom.send(browser, "/desk/daily/comments/everything", queue="all").status_code == 400
    assert browser.get("/desk/daily/bulk/nothing").status_code == 404
    assert statuses(newsroom, [comment]) == ["pending"]


def test_the_desks_script_is_told_what_left_and_what_came_back(newsroom):
    browser = newsroom.browser()
    comments = [newsroom.post(LINK) for _ in range(3)]
    chosen = [f"{one}:{newsroom.row('comment', one).version}" for one in comments]
    newsroom.act(browser, "comment", comments[2], "approve")
    script = {"accept": "application/json", "next": "/desk/daily/comments?queue=held"}
    done = newsroom.send(browser, "/desk/daily/comments/actions", comment=chosen, action="mark_spam", **script).json
    assert done["message"] == "Marked as spam: 2 comments. 1 was left alone: it had changed meanwhile."
    assert done["versions"] == {one: newsroom.row("comment", one).version for one in comments[:2]}
    assert done["counts"]["comments-held"] == "0"
    newsroom.act(browser, "comment", comments[0], "approve")
    back = newsroom.send(browser, done["undo"], **script).json
    assert back["message"] == "Put back: 1 comment."
    assert back["versions"] == {comments[1]: newsroom.row("comment", comments[1]).version}
    assert (back["undo"], back["counts"]["comments-held"]) == (None, "1")
