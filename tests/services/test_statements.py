"""A statement of reasons for each decision against a reader: written with it, undone with it, at little cost."""

import pytest
from sqlalchemy import event, func, select

from commentsvc.db import db
from commentsvc.domain.moderation import MACHINE, Action, RejectReason
from commentsvc.models.comment import Comment
from commentsvc.models.statement import Statement
from commentsvc.services import bulk, moderation, sanctions, statements
from tests.factories import STAFF


@pytest.fixture
def stated(factories):
    factories.settings(statements_of_reasons=True, appeals=True)
    return factories


def all_of(factories) -> list[Statement]:
    return factories.act(lambda: list(db.session.scalars(select(Statement).order_by(Statement.id))))


def holding(factories) -> list[Statement]:
    return [one for one in all_of(factories) if one.until_version is None]


def test_a_site_that_has_not_switched_it_on_writes_none(factories):
    factories.decide(factories.comment(), Action.REJECT)
    assert all_of(factories) == []


def test_a_rejection_says_what_is_restricted_why_and_how_it_came_about(stated):
    comment = stated.comment()
    stated.flag(comment, "abusive", by="Ben")
    stated.flag(comment, "spam", by="Cem")
    entry = stated.decide(comment, Action.REJECT, reason=RejectReason.HATE)
    (one,) = all_of(stated)
    assert (one.restriction, one.ground, one.reason, one.source) == ("removed", "rules", "hate", "flags")
    assert (one.flags, one.found, one.automated_decision, one.entry_id) == (2, None, False, entry.id)
    assert (one.reader_id, one.comment_id) == (comment.reader_id, comment.id)


@pytest.mark.parametrize(
    ("action", "reason", "ground"),
    [(Action.REJECT, RejectReason.ILLEGAL, "law"), (Action.REJECT, "other", "rules"), (Action.MARK_SPAM, None, "spam")],
)
def test_the_ground_is_the_law_the_rules_or_spam(stated, action, reason, ground):
    stated.decide(stated.comment(), action, reason=reason)
    assert [one.ground for one in all_of(stated)] == [ground]


def test_what_a_check_found_is_told_and_what_is_held_for_all_alike_is_not(stated):
    stated.decide(stated.comment("See https://example.org"), Action.REJECT)
    stated.decide(stated.held(), Action.REJECT)
    found, plain = all_of(stated)
    assert (found.restriction, found.source, found.found) == ("refused", "check", ["link"])
    assert (plain.restriction, plain.source, plain.found) == ("refused", "own", None)


def test_a_machine_s_decision_says_so(stated):
    comment = stated.comment()

    def reject():
        row = db.session.get_one(Comment, comment.id)
        moderation.decide(
            stated.context(), row, Action.REJECT, MACHINE, seen_version=row.version, reason=RejectReason.HATE
        )

    stated.act(reject)
    assert [one.automated_decision for one in all_of(stated)] == [True]


def test_a_notice_and_the_law_it_names_are_told_without_its_sender(stated):
    comment = stated.comment()
    cause = statements.Cause(content_notice_id=5, notice_reference="N-2026-5", law="§ 185 StGB")
    stated.decide(comment, Action.REJECT, cause=cause)
    (one,) = all_of(stated)
    assert (one.source, one.ground, one.law) == ("notice", "law", "§ 185 StGB")
    assert (one.content_notice_id, one.notice_reference) == (5, "N-2026-5")


def test_what_the_newsroom_wrote_is_told_to_nobody(stated):
    stated.comment()
    stated.decide(stated.speak(stated.staff("Olena")), Action.REJECT)
    assert all_of(stated) == []


def test_undoing_a_decision_ends_its_statement_and_undoing_that_lets_it_hold_again(stated):
    comment = stated.comment()
    rejected = stated.decide(comment, Action.REJECT)
    undone = stated.undo(rejected)
    assert holding(stated) == [] and all_of(stated)[0].ended_at is not None
    assert undone.action == Action.UNDO
    stated.decide(comment, Action.REJECT)
    approved = stated.decide(comment, Action.APPROVE)
    assert holding(stated) == []
    stated.undo(approved)
    first, second = all_of(stated)
    assert [one.id for one in holding(stated)] == [second.id] and first.until_version is not None


def test_another_decision_has_another_statement(stated):
    comment = stated.comment()
    stated.decide(comment, Action.REJECT)
    stated.decide(comment, Action.MARK_SPAM)
    assert [one.ground for one in holding(stated)] == ["spam"]
    assert len(all_of(stated)) == 2


def test_suspensions_and_bans_have_one_with_their_end_and_lose_it_when_lifted(stated):
    comment = stated.comment()
    entry = stated.sanction_author(comment, "suspension", days=7)
    stated.sanction_author(comment, "warning")
    (one,) = all_of(stated)
    assert (one.restriction, one.source, one.entry_id) == ("suspended", "own", entry.id)
    assert (one.ends_at - one.starts_at).days == 7
    undone = stated.undo(entry)
    assert holding(stated) == [] and undone.action == Action.UNDO

    ban = stated.sanction_author(comment, "ban")

    def lift():
        row = db.session.get_one(sanctions.Sanction, ban.subject_id)
        return sanctions.lift(stated.context(), row, STAFF, row.version)

    lifted = stated.act(lift)
    assert holding(stated) == []
    stated.undo(lifted)
    assert [one.restriction for one in holding(stated)] == ["banned"]


def test_a_bulk_decision_costs_one_more_statement_for_each_comment(factories):
    def cost(on: bool) -> int:
        factories.settings(statements_of_reasons=on)
        held = [factories.held(source=f"Held {on} {number}") for number in range(10)]
        person = factories.staff("A moderator")

        def prepare():
            run = bulk.prepare(factories.context(), person.id, {})
            bulk.add_items(run.id, [(one.id, one.version) for one in held])
            bulk.begin(factories.context(), run, Action.REJECT, RejectReason.HATE)
            return run.id

        run_id = factories.act(prepare)
        counted = 0

        def count(*_args):
            nonlocal counted
            counted += 1

        with factories.app.app_context():
            event.listen(db.engine, "before_cursor_execute", count)
        factories.act(lambda: bulk.step(factories.context(), run_id))
        with factories.app.app_context():
            event.remove(db.engine, "before_cursor_execute", count)
        return counted

    without, with_them = cost(False), cost(True)
    assert factories.act(lambda: db.session.scalar(select(func.count()).select_from(Statement))) == 10
    # The rows that are written pass the engine's events by (``rows.insert``); nothing else is asked.
    assert with_them - without <= 1
