"""The page Raid: begun and ended by one press, for the site and for a thread; who may, and what is said."""

import re

import pytest
from sqlalchemy import select

from commentsvc.db import db, unit_of_work
from commentsvc.models.log import LogEntry
from commentsvc.models.site import Site
from commentsvc.models.staff import Membership

RAID = "/desk/daily/raid"
FORM = {"hold_new": "yes", "damp": "yes", "slow_seconds": "60", "minutes": "30"}


@pytest.fixture
def thread_raid(newsroom):
    """The address of the one thread's raid page."""
    newsroom.post("First")
    lists = newsroom.browser().get("/desk/daily/threads").text
    return re.search(r'href="(/desk/daily/threads/\w+)/settings"', lists).group(1) + "/raid"


def site(newsroom):
    with newsroom.app.app_context():
        row = db.session.execute(select(Site.raid, Site.anonymous_closed).where(Site.slug == "daily")).one()
        db.session.remove()
    return row


def actions(newsroom) -> list[str]:
    with newsroom.app.app_context():
        found = list(db.session.scalars(select(LogEntry.action).order_by(LogEntry.seq)))
        db.session.remove()
    return found


def test_raid_mode_is_begun_ended_and_undone(newsroom):
    browser = newsroom.browser()
    assert newsroom.send(browser, f"{RAID}/begin", **FORM).location == RAID
    shown = browser.get(RAID).text
    assert "Raid mode is on." in shown
    assert "End raid mode" in shown
    assert "one comment per reader every 60 seconds in a discussion" in shown
    assert site(newsroom).raid["slow_seconds"] == 60
    newsroom.send(browser, "/desk/daily/undo")
    assert site(newsroom).raid is None
    newsroom.send(browser, f"{RAID}/begin", **FORM)
    newsroom.send(browser, f"{RAID}/end")
    assert site(newsroom).raid is None
    assert actions(newsroom)[-4:] == ["begin_raid", "undo", "begin_raid", "end_raid"]


def test_it_is_said_where_one_works_while_it_lasts(newsroom):
    browser = newsroom.browser()
    for page in ("/desk/daily/", "/desk/daily/comments"):
        assert "Raid mode is on" not in browser.get(page).text
    newsroom.send(browser, f"{RAID}/begin", **FORM)
    newsroom.send(browser, f"{RAID}/anonymous", do="close", minutes="10")
    for page in ("/desk/daily/", "/desk/daily/comments"):
        shown = browser.get(page).text
        assert "Raid mode is on" in shown
        assert "Anonymous posting is closed" in shown
    newsroom.clock.pass_by(minutes=31)
    assert "Raid mode is on" not in newsroom.browser().get("/desk/daily/").text


def test_anonymous_posting_is_closed_and_opened_by_one_press(newsroom):
    browser = newsroom.browser()
    newsroom.send(browser, f"{RAID}/anonymous", do="close", minutes="")
    assert site(newsroom).anonymous_closed["until"] is None
    assert "Open anonymous posting" in browser.get(RAID).text
    newsroom.send(browser, f"{RAID}/anonymous", do="open")
    assert site(newsroom).anonymous_closed is None
    assert newsroom.send(browser, f"{RAID}/anonymous", do="ajar").status_code == 400


def test_one_thread_has_a_raid_of_its_own(newsroom, thread_raid):
    browser = newsroom.browser()
    assert newsroom.send(browser, f"{thread_raid}/begin", **FORM).location == thread_raid
    assert "Raid mode is on here" in browser.get(thread_raid).text
    assert "Discussions in raid mode" in browser.get(RAID).text
    assert site(newsroom).raid is None
    newsroom.send(browser, "/desk/daily/undo")
    assert "Begin raid mode" in browser.get(thread_raid).text


def test_who_begins_second_is_told_who_was_first(newsroom):
    newsroom.send(newsroom.browser(), f"{RAID}/begin", **FORM)
    late = newsroom.send(newsroom.browser("bohdan"), f"{RAID}/begin", **FORM)
    assert late.status_code == 409
    assert "Olena began raid mode just now." in late.text


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"slow_seconds": "0"}, "Please choose at least one measure."),
        ({"hold_new": "yes", "minutes": "0"}, "Ends by itself after so many minutes: "),
        ({"hold_new": "yes", "minutes": "soon"}, "Ends by itself after so many minutes: "),
        ({"hold_new": "yes", "slow_seconds": "601"}, "Seconds between two comments: "),
        ({"hold_new": "yes", "slow_seconds": "-1"}, "Seconds between two comments: "),
    ],
)
def test_a_wrong_form_is_shown_again_and_nothing_begins(newsroom, form, told):
    answer = newsroom.send(newsroom.browser(), f"{RAID}/begin", **form)
    assert answer.status_code == 422
    assert told in answer.text
    assert site(newsroom).raid is None


def test_a_wrong_length_closes_nothing(newsroom):
    answer = newsroom.send(newsroom.browser(), f"{RAID}/anonymous", do="close", minutes="99999")
    assert answer.status_code == 422
    assert site(newsroom).anonymous_closed is None


@pytest.mark.parametrize("name", ["edita", "jorge", "vera"])
def test_only_moderators_press_the_buttons(newsroom, name):
    browser = newsroom.browser(name)
    assert "Begin raid mode" not in browser.get(RAID).text
    for path, form in (("begin", FORM), ("end", {}), ("anonymous", {"do": "close"})):
        assert newsroom.send(browser, f"{RAID}/{path}", **form).status_code == 403


def test_who_has_sections_alone_does_nothing_about_the_whole_site(newsroom, thread_raid):
    with newsroom.app.app_context():
        with unit_of_work():
            for row in db.session.scalars(select(Membership).where(Membership.role == "moderator")):
                row.sections = ["Sport"]
        db.session.remove()
    browser = newsroom.browser()
    assert "Begin raid mode" not in browser.get(RAID).text
    for path, form in (("begin", FORM), ("end", {}), ("anonymous", {"do": "close"})):
        assert newsroom.send(browser, f"{RAID}/{path}", **form).status_code == 403
    assert newsroom.send(browser, f"{thread_raid}/begin", **FORM).status_code == 404


def test_the_log_tells_the_measures_in_words(newsroom):
    browser = newsroom.browser()
    newsroom.send(browser, f"{RAID}/begin", **FORM)
    shown = browser.get("/desk/daily/log").text
    assert "Raid mode begun" in shown
    assert "comments of new identities wait for a moderator" in shown
    assert "&#34;hold_new&#34;" not in shown


GROUP = re.compile(r'name="kind" value="(\w+)"><input type="hidden" name="key" value="([^"]+)"')


@pytest.fixture
def flood(newsroom):
    """Five readers who say the same, and one who does not."""
    for number in range(5):
        newsroom.post(f"Boycott this paper now! {number}", name=f"Reader {'abcde'[number]}")
    newsroom.post("I cross that bridge every day, and it is fine.", name="Olha")


def test_a_cohort_is_shown_gathered_decided_and_undone_as_one(newsroom, flood):
    browser = newsroom.browser()
    shown = browser.get(RAID).text
    assert "Nearly the same words" in shown
    assert "Boycott this paper now!" in shown
    groups = dict(GROUP.findall(shown))
    answer = newsroom.send(browser, f"{RAID}/cohorts", kind="alike", key=groups["alike"])
    looked = browser.get(answer.location).text
    assert "5 comments" in looked
    assert "I cross that bridge" not in looked
    newsroom.send(browser, f"{answer.location}/begin", action="mark_spam")
    assert "alike" not in dict(GROUP.findall(browser.get(RAID).text))
    newsroom.send(browser, f"{answer.location}/undo")
    assert dict(GROUP.findall(browser.get(RAID).text))["alike"] == groups["alike"]


def test_cohorts_stand_in_the_queue_while_a_raid_is_fended_off(newsroom, flood):
    browser = newsroom.browser()
    assert "look organised" not in browser.get("/desk/daily/comments").text
    newsroom.send(browser, f"{RAID}/begin", **FORM)
    assert "look organised" in browser.get("/desk/daily/comments").text


def test_a_group_of_which_nothing_is_left_is_told(newsroom):
    browser = newsroom.browser()
    answer = newsroom.send(browser, f"{RAID}/cohorts", kind="alike", key="gone")
    assert answer.location == RAID
    assert "Nothing is left of this group." in browser.get(RAID).text
    assert newsroom.send(browser, f"{RAID}/cohorts", kind="odd", key="gone").status_code == 400


def test_only_moderators_gather_a_cohort(newsroom):
    assert newsroom.send(newsroom.browser("vera"), f"{RAID}/cohorts", kind="alike", key="x").status_code == 403
