"""What readers are told of a thread's state, and what is refused in it."""

import pytest

from commentsvc.db import db, unit_of_work
from commentsvc.models.article import Article, Thread
from commentsvc.services import sites


@pytest.fixture
def settle(app, site):
    """`settle(lock_after_days=14)`: the site's settings, as an administrator sets them."""

    def change(**changes):
        with app.app_context():
            with unit_of_work():
                sites.change_settings(sites.get(site.slug), changes)
            db.session.remove()

    return change


@pytest.fixture
def mark(app, site):
    """`mark(closed=True)`: the one thread's or its article's columns, with the version a reader would notice."""

    def change(**changes):
        with app.app_context():
            with unit_of_work():
                thread, article = db.session.query(Thread).one(), db.session.query(Article).one()
                for name, value in changes.items():
                    setattr(article if name in ("section", "published_at") else thread, name, value)
                thread.version += 1
            db.session.remove()

    return change


def head(api):
    return api.thread().json["thread"]


def refused(answer) -> tuple[int, str]:
    return answer.status_code, answer.json["code"]


def test_an_open_thread_says_so(api, reader):
    assert head(api)["state"] == "open"
    reader("Ann").posted("Hello")
    assert (head(api)["state"], head(api)["locked"]) == ("open", False)
    assert head(api)["announcement"] is None
    assert head(api)["house_rules"] is None
    assert head(api)["pre_moderated"] is False


def test_a_closed_article_shows_nothing_and_takes_nothing(api, reader, mark):
    ann, ben = reader("Ann"), reader("Ben")
    comment = ann.posted("Hello")
    mark(closed=True)
    page = api.thread().json
    assert (page["thread"]["state"], page["thread"]["comment_count"], page["comments"]) == ("closed", 0, [])
    assert api.call("GET", "/sites/daily/counts", query={"key": "bridge"}).json == {"counts": {"bridge": 0}}
    closed = (403, "thread_closed")
    assert refused(ann.post("More")) == closed
    assert refused(ann.edit(comment["id"], "Other")) == closed
    assert refused(ben.vote(comment["id"])) == closed
    assert refused(ben.flag(comment["id"])) == closed
    assert refused(api.call("GET", f"/comments/{comment['id']}")) == (404, "thread_closed")
    assert refused(api.replies(comment["id"])) == (404, "thread_closed")
    assert api.thread().json["thread"]["state"] == "closed"
    mark(closed=False)
    assert [one["id"] for one in api.thread().json["comments"]] == [comment["id"]]


def test_a_closed_section_closes_its_articles_at_once(api, reader, mark, settle):
    reader("Ann").posted("Hello")
    mark(section="Crime")
    assert head(api)["state"] == "open"
    settle(closed_sections=["Crime", "Courts"])
    assert head(api)["state"] == "closed"
    assert refused(api.post("More")) == (403, "thread_closed")
    settle(closed_sections=[])
    assert head(api)["state"] == "open"


def test_an_old_thread_is_locked_at_the_very_moment(api, reader, settle, clock):
    settle(lock_after_days=14)
    ann, ben = reader("Ann"), reader("Ben")
    comment = ann.posted("Hello")
    clock.pass_by(days=13, hours=23, minutes=59, seconds=59)
    assert head(api)["state"] == "open"
    ben.posted("Just in time")
    assert head(api)["state"] == "open"
    clock.pass_by(seconds=1)
    assert (head(api)["state"], head(api)["locked"]) == ("locked", True)
    assert refused(ben.post("Too late")) == (403, "thread_locked")
    assert refused(ben.vote(comment["id"])) == (403, "thread_locked")
    assert len(api.thread().json["comments"]) == 2


def test_the_publishers_date_goes_before_the_first_comment(api, reader, mark, settle, clock):
    settle(lock_after_days=14)
    reader("Ann").posted("Hello")
    mark(published_at=clock.now())
    clock.pass_by(days=10)
    mark(published_at=clock.now())
    clock.pass_by(days=10)
    assert head(api)["state"] == "open"


def test_pages_are_told_to_ask_less_often_the_longer_nothing_comes(api, reader, clock):
    assert head(api)["poll_after"] == 60
    reader("Ann").posted("Hello")
    told = [head(api)["poll_after"]]
    for minutes in (3, 10, 60, 600, 1440):
        clock.pass_by(minutes=minutes)
        told.append(head(api)["poll_after"])
    assert told == [10, 30, 60, 180, 300, 600]


def test_the_newsrooms_words_come_as_nodes_and_at_once(api, reader, mark, settle):
    assert head(api)["house_rules"] is None
    settle(house_rules="Be **kind**.", announcement="We are <b>moving</b>.")
    assert head(api)["house_rules"] == [{"t": "p", "c": ["Be ", {"t": "strong", "c": ["kind"]}, "."]}]
    assert head(api)["announcement"] == [{"t": "p", "c": ["We are <b>moving</b>."]}]
    reader("Ann").posted("Hello")
    mark(announcement="About the bridge only.")
    assert head(api)["announcement"] == [{"t": "p", "c": ["About the bridge only."]}]


def test_a_pre_moderated_thread_says_so(api, reader, mark, settle):
    reader("Ann").posted("Hello")
    mark(pre_moderated=True)
    assert head(api)["pre_moderated"] is True
    mark(pre_moderated=False)
    settle(pre_moderate=True)
    assert head(api)["pre_moderated"] is True


def test_readers_are_told_whether_votes_against_are_taken(api, reader, settle):
    reader("Ann").posted("Hello")
    assert head(api)["downvotes"] is True
    settle(downvotes=False)
    assert head(api)["downvotes"] is False
