"""A thread's switches and announcement: logged, undone, and turned by the clock."""

import pytest

from commentsvc.db import db
from commentsvc.domain.errors import Forbidden, LostRace
from commentsvc.domain.moderation import Status
from commentsvc.domain.thread_switches import Switch
from commentsvc.jobs import housekeeping
from commentsvc.models.article import Thread
from commentsvc.models.log import LogEntry
from commentsvc.services import moderation, sites, thread_states, verification
from tests.factories import STAFF


@pytest.fixture
def thread(factories) -> Thread:
    return factories.thread_of(factories.comment())


@pytest.fixture
def turn(factories, thread):
    """`turn("closed", True)`: a moderator turns a switch of the thread."""

    def act(which: str, on: bool) -> LogEntry:
        return factories.act(
            lambda: thread_states.switch(factories.context(), row(thread), Switch(which), STAFF, on=on)
        )

    return act


@pytest.fixture
def say(factories, thread):
    """`say("Words")`: a moderator sets the announcement."""

    def act(words: str) -> LogEntry:
        return factories.act(lambda: thread_states.announce(factories.context(), row(thread), words, STAFF))

    return act


@pytest.fixture
def settle(factories):
    return lambda **changes: factories.act(lambda: sites.change_settings(sites.get("daily"), changes))


@pytest.fixture
def keep_house(app, factories):
    """The worker's periodic work, by the test's clock."""

    def work() -> int:
        with app.app_context():
            locked = housekeeping.lock_old_threads(factories.clock.now(), app.extensions["commentsvc"].keys)
            db.session.remove()
        return locked

    return work


def row(thread: Thread) -> Thread:
    return db.session.get_one(Thread, thread.id)


@pytest.mark.parametrize("which", list(Switch))
def test_a_switch_is_logged_grows_the_version_and_is_undone(factories, thread, turn, which):
    entry = turn(which, True)
    now = factories.reload(thread)
    assert getattr(now, which) is True
    assert now.version > thread.version
    assert (entry.action, entry.to_state) == (which.on_action, which.state(True))
    undone = factories.undo(entry)
    assert (undone.action, undone.undoes_id) == ("undo", entry.id)
    assert getattr(factories.reload(thread), which) is False
    with pytest.raises(LostRace):
        factories.undo(entry)


def test_who_finds_a_switch_turned_already_came_too_late(turn):
    turn("closed", True)
    with pytest.raises(LostRace):
        turn("closed", True)


def test_switches_are_independent_of_each_other(factories, thread, turn):
    turn("locked", True)
    turn("pre_moderated", True)
    turn("locked", False)
    now = factories.reload(thread)
    assert (now.locked, now.closed, now.pre_moderated) == (False, False, True)


def test_a_pre_moderated_thread_holds_every_comment_and_every_edit(factories, thread, turn):
    before = factories.comment("Before", by="Ben")
    turn("pre_moderated", True)
    held = factories.comment("After", by="Cem")
    assert (before.status, held.status, held.reason) == (Status.APPROVED, Status.PENDING, "pre_moderated_thread")


def test_an_announcement_is_undone_to_the_words_before(factories, thread, say):
    first, second = say("Be kind."), say("Be **brief**.")
    assert factories.reload(thread).announcement == "Be **brief**."
    factories.undo(second)
    assert factories.reload(thread).announcement == "Be kind."
    factories.undo(first)
    assert factories.reload(thread).announcement == ""


def test_taking_an_announcement_away_can_be_undone(factories, thread, say):
    say("Be kind.")
    gone = say("")
    assert (gone.from_state, gone.to_state) == ("announced", "unannounced")
    factories.undo(gone)
    assert factories.reload(thread).announcement == "Be kind."


def test_the_worker_locks_what_is_too_old_and_says_so_in_the_log(app, factories, thread, settle, keep_house):
    settle(lock_after_days=14)
    factories.clock.pass_by(days=13, hours=23)
    assert keep_house() == 0
    factories.comment("A younger one", key="ferry")
    factories.clock.pass_by(hours=1)
    assert keep_house() == 1
    assert keep_house() == 0
    assert factories.reload(thread).locked is True
    with app.app_context():
        entry = db.session.query(LogEntry).one()
        assert (entry.actor_type, entry.action, entry.subject_id) == ("machine", "lock", thread.id)
        assert list(verification.check_log(sites.get("daily").id)) == []


def test_a_moderator_opens_an_old_thread_for_good(factories, thread, settle, keep_house, turn):
    settle(lock_after_days=14)
    factories.clock.pass_by(days=15)
    with pytest.raises(Forbidden):
        factories.comment("Too late", by="Cem")
    opened = turn("locked", False)
    factories.comment("In time after all", by="Ben")
    assert keep_house() == 0
    factories.act(lambda: moderation.undo(factories.context(), opened, STAFF))
    with pytest.raises(Forbidden):
        factories.comment("Too late again", by="Dora")


def test_without_an_age_nothing_is_locked(factories, thread, keep_house):
    factories.clock.pass_by(days=4000)
    assert keep_house() == 0
