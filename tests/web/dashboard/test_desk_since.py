"""What happened since somebody left the desk: told truly, to whom it concerns, and only of what they see."""

import re

import pytest

from commentsvc.db import db
from commentsvc.services import staff

PAGE = "/desk/daily/"
_WORDS = re.compile(r'<section class="since" .*?</section>', re.DOTALL)


def since(browser, span: str = "") -> str:
    """The section of the overview, without its tags and breaks."""
    page = browser.get(f"{PAGE}?since={span}" if span else PAGE).text
    return " ".join(re.sub(r"<[^>]+>", " ", _WORDS.search(page)[0]).split()).replace(" ;", ";").replace(" ,", ",")


@pytest.fixture
def olena(newsroom):
    return newsroom.browser("olena")


@pytest.fixture
def bohdan(newsroom):
    return newsroom.browser("bohdan")


def test_the_first_visit_tells_of_the_last_day(newsroom, olena):
    newsroom.post("Hello")
    assert since(olena).startswith("What happened 24 hours Seven days 1 comment came in")
    newsroom.clock.pass_by(hours=25)
    assert "Nothing happened" in since(newsroom.browser("bohdan"))


def test_what_came_in_and_what_colleagues_decided_after_one_left(newsroom, olena):
    newsroom.post("Before")
    newsroom.clock.pass_by(minutes=2)
    olena.get(PAGE)
    newsroom.clock.pass_by(minutes=45)
    held, other = newsroom.post("See https://example.org/1"), newsroom.post("See https://example.org/2")
    flagged, report = newsroom.post("Rude"), newsroom.report()
    newsroom.flag(flagged, "spam", "abusive")
    bohdan = newsroom.browser("bohdan")
    newsroom.act(bohdan, "comment", held, "approve")
    newsroom.act(bohdan, "comment", other, "reject", reason="abuse")
    newsroom.act(bohdan, "report", report, "accept")
    newsroom.clock.pass_by(minutes=10)
    olena = newsroom.browser("olena")
    told = since(olena)
    assert told.startswith("Since you left 1 hour ago")
    assert "3 comments came in; 2 were held, 1 was flagged . 1 correction report came in" in told
    assert "Who Approved Rejected Spam Correction reports Bohdan 1 1 0 1" in told
    # Looking on does not end the visit: the same is told until the person leaves again.
    newsroom.clock.pass_by(minutes=20)
    assert "3 comments came in" in since(olena)
    newsroom.clock.pass_by(minutes=40)
    assert "Nothing happened in this time." in since(newsroom.browser("olena"))
    assert "4 comments came in" in since(newsroom.browser("olena"), "day")


def test_ones_own_work_is_not_news_and_others_changes_of_it_are(newsroom, olena, bohdan):
    mine, other = newsroom.post("See https://example.org/1"), newsroom.post("See https://example.org/2")
    untouched = newsroom.post("See https://example.org/3")
    for comment in (mine, other, untouched):
        newsroom.act(olena, "comment", comment, "approve")
    undone = newsroom.log()[-2].public_id
    newsroom.clock.pass_by(minutes=45)
    newsroom.act(newsroom.browser("bohdan"), "comment", mine, "reject", reason="abuse")
    newsroom.send(newsroom.browser("bohdan"), f"/desk/daily/log/{undone}/undo")
    told = since(newsroom.browser("olena"))
    changed = told.partition("Your decisions that others changed")[2].partition("What colleagues changed")[0]
    assert "example.org/1" in changed and "example.org/2" in changed and "example.org/3" not in changed
    assert "Your decisions" not in since(newsroom.browser("bohdan"), "day")


def test_answers_to_ones_own_words_are_told(newsroom, olena):
    comment = newsroom.post("When does it open?")
    assert newsroom.send(olena, f"/desk/daily/comments/{comment}/replies", text="In May.").status_code == 303
    newsroom.clock.pass_by(minutes=45)
    (root,) = olena.get("/api/v1/sites/daily/thread?key=bridge").json["comments"]
    said = root["replies"]["comments"][0]["id"]
    newsroom.post("Thank you, that helps", parent=said)
    told = since(newsroom.browser("olena"))
    assert "Answers to what you wrote Thank you, that helps" in told
    assert "Thank you, that helps" not in since(newsroom.browser("bohdan"), "day").partition("Answers to")[2]


def test_changed_rules_are_told(newsroom, olena):
    page = olena.get(f"/desk/daily/comments/{newsroom.post('Hello')}").text
    thread = re.search(r'href="(/desk/daily/threads/\w+)"', page)[1]
    newsroom.clock.pass_by(minutes=45)
    assert newsroom.send(newsroom.browser("bohdan"), f"{thread}/switch", switch="locked:yes").status_code == 303
    assert "What colleagues changed Locked" in since(newsroom.browser("olena"))


def test_only_what_one_sees_is_counted(newsroom):
    newsroom.post("Hello")
    newsroom.post("See https://example.org/1")
    newsroom.report()
    newsroom.grant("olena", "daily", "moderator", ["Sport"])
    assert "Nothing happened in this time." in since(newsroom.browser("olena"))


def test_a_page_that_asks_by_itself_keeps_nobody_here(newsroom, olena):
    olena.get(PAGE)
    for _ in range(5):
        newsroom.clock.pass_by(minutes=10)
        assert olena.get("/desk/daily/comments/state?seen=").status_code < 500
    with newsroom.app.app_context():
        place = staff.find("olena@daily.example").memberships[0]
        assert place.left_at is None
        seen = place.seen_at
        db.session.remove()
    olena.get(PAGE)
    with newsroom.app.app_context():
        assert staff.find("olena@daily.example").memberships[0].left_at == seen
