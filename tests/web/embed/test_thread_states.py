"""A thread's states, the newsroom's words and former keys on the pages without JavaScript."""

import pytest

from commentsvc.db import db, unit_of_work
from commentsvc.models.article import Article, Thread
from commentsvc.services import moving, sites


@pytest.fixture
def settle(app, site):
    def change(**changes):
        with app.app_context(), unit_of_work():
            sites.change_settings(sites.get(site.slug), changes)

    return change


@pytest.fixture
def mark(app):
    """`mark(closed=True)`: columns of the one thread."""

    def change(**changes):
        with app.app_context(), unit_of_work():
            thread = db.session.query(Thread).one()
            for name, value in changes.items():
                setattr(thread, name, value)

    return change


def test_where_comments_are_off_the_page_says_so_and_shows_none(plain, mark):
    plain.post("A word that nobody shall see")
    mark(closed=True)
    page = plain.thread().text
    assert "Comments on this article are switched off." in page
    assert "nobody shall see" not in page
    assert plain.page.forms == []


def test_a_form_that_was_open_is_refused_and_the_text_is_still_there(plain, mark):
    plain.post("First")
    plain.thread()
    mark(closed=True)
    refused = plain.send("/thread", text="My long thoughts", name="Ann")
    assert refused.status_code == 403
    assert "My long thoughts" in refused.text


def test_a_thread_that_is_too_old_can_be_read(plain, settle, clock):
    settle(lock_after_days=7)
    plain.post("First")
    clock.pass_by(days=7)
    page = plain.thread().text
    assert "The discussion is closed. You can still read it." in page
    assert "First" in page


def test_rules_and_announcement_stand_above_the_box(plain, settle, mark):
    settle(house_rules="Be *kind*.", announcement="For all <script>alert(1)</script>", pre_moderate=True)
    page = plain.thread().text
    assert "<p>Be <em>kind</em>.</p>" in page
    assert "<p>For all &lt;script&gt;alert(1)&lt;/script&gt;</p>" in page
    assert "Comments are read by a moderator before they appear." in page
    plain.post("First")
    mark(announcement="For this one")
    page = plain.thread().text
    assert "<p>For this one</p>" in page and "For all" not in page


def test_a_former_key_leads_to_the_thread_and_its_forms_work(plain, readers, factories, app):
    plain.post("First")
    with app.app_context(), unit_of_work():
        moving.move(factories.context(), "bridge", "bridge-reopens")
    other = readers()
    other.post("From a page with the old key", name="Ben")
    assert "From a page with the old key" in other.answer.text
    other.thread()
    assert other.send("/vote", value="1").status_code == 200
    with app.app_context():
        assert db.session.query(Article).count() == 1
