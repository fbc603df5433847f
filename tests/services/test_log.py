"""Decisions, their log and their undoing."""

import pytest

from commentsvc.domain.errors import Forbidden, LostRace, ServiceError
from commentsvc.domain.moderation import Action, RejectReason, Status
from commentsvc.services import log, moderation, sites, verification
from tests.factories import STAFF


def differences(factories) -> list:
    return factories.act(lambda: list(verification.check_log(sites.get("daily").id)))


def test_every_decision_is_a_link_of_the_chain(factories):
    comment = factories.comment()
    first = factories.decide(comment, Action.REJECT, note="Insults the mayor")
    second = factories.decide(comment, Action.APPROVE)
    assert (first.seq, first.previous_hash) == (1, log.GENESIS)
    assert second.previous_hash == first.hash
    assert (first.actor_type, first.actor_id, first.at) == ("staff", STAFF.id, factories.clock.now())
    assert (first.from_state, first.to_state, first.reason) == ("approved", "rejected", RejectReason.ABUSE)
    assert differences(factories) == []


def test_the_last_decision_is_undone_once(factories):
    comment = factories.held()
    entry = factories.decide(comment, Action.APPROVE)
    undone = factories.undo(entry)
    row = factories.reload(comment)
    assert (row.status, row.reason) == (Status.PENDING, "pre_moderation")
    assert undone.undoes_id == entry.id
    assert factories.thread_of(comment).comment_count == 0
    with pytest.raises(ServiceError):
        factories.undo(entry)
    assert differences(factories) == []


def test_a_decision_that_somebody_overtook_is_not_undone(factories):
    comment = factories.comment()
    entry = factories.decide(comment, Action.REJECT)
    factories.decide(comment, Action.MARK_SPAM)
    with pytest.raises(LostRace):
        factories.undo(entry)


def test_a_decision_needs_the_current_version(factories):
    comment = factories.comment()

    def decide():
        row = factories._row(comment)
        moderation.decide(factories.context(), row, Action.REJECT, STAFF, seen_version=row.version + 1, reason="abuse")

    with pytest.raises(LostRace):
        factories.act(decide)
    assert factories.reload(comment).status == Status.APPROVED


def test_a_withdrawn_comment_is_its_authors(factories):
    comment = factories.comment()
    factories.withdraw(comment)
    with pytest.raises(Forbidden):
        factories.decide(comment, Action.APPROVE)


def test_a_lock_is_undone(factories):
    comment = factories.comment()
    entry = factories.lock()
    assert factories.thread_of(comment).locked
    factories.undo(entry)
    assert not factories.thread_of(comment).locked
    assert differences(factories) == []


def test_a_staff_decision_answers_the_flags(factories):
    comment = factories.comment()
    for name in ("B", "C", "D"):
        factories.flag(comment, by=name)
    assert factories.reload(comment).status == Status.PENDING
    factories.decide(comment, Action.APPROVE)
    row = factories.reload(comment)
    assert (row.status, row.open_flags) == (Status.APPROVED, 0)
    assert factories.act(verification.check_thread, row.thread_id) == []
