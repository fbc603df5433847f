"""Events become jobs once for each handler; jobs are done, tried again, or die; nothing stops the rest."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.backoff import ATTEMPTS_MAX
from commentsvc.jobs import dispatch, housekeeping
from commentsvc.jobs.registry import STANDARD, collect
from commentsvc.jobs.work import GiveUp, Retry
from commentsvc.models.outbox import OutboxEvent
from tests.clock import START


def events(app):
    with app.app_context():
        return list(db.session.scalars(select(OutboxEvent).order_by(OutboxEvent.id)))


def test_each_handler_of_an_event_gets_one_job_with_the_events_id(bench, factories, clock):
    comment = factories.comment()
    clock.pass_by(minutes=1)
    assert bench.run() == 2
    [event] = events(bench.app)
    assert event.dispatched_at == clock.now()
    assert {(row.handler, row.key, row.state, row.attempts) for row in bench.rows()} == {
        ("note", event.public_id, "done", 1),
        ("second", event.public_id, "done", 1),
    }
    for work in bench.seen:
        assert work.payload["comment"] == comment.public_id
        assert (work.site_id, work.occurred_at, work.attempt) == (comment.site_id, START, 1)
    assert bench.run() == 0


def test_a_site_that_does_not_want_a_handlers_events_gets_no_job_for_them(bench, factories):
    bench.registry = replace(bench.registry, wanted={"second": lambda site_id: site_id < 0, "note": lambda _id: True})
    factories.comment()
    assert bench.run() == 1
    assert [row.handler for row in bench.rows()] == ["note"]
    assert all(event.dispatched_at for event in events(bench.app))


def test_an_event_that_nobody_listens_to_is_only_marked(bench, factories):
    factories.withdraw(factories.comment())
    bench.run()
    assert all(event.dispatched_at for event in events(bench.app))
    assert {work.payload.get("status") for work in bench.seen} == {"approved"}


def test_more_events_than_one_unit_of_work_takes_in_all_become_jobs(bench, factories):
    comment = factories.comment()
    for number in range(120):
        factories.flag(comment, "disagree", by=f"Reader {number}")
    assert bench.run() == 122
    assert len(set(bench.keys)) == 121


def test_a_key_is_taken_once_for_each_handler(bench):
    assert bench.add("one") is True
    assert bench.add("one") is False
    assert bench.add("one", "second") is True
    bench.run()
    assert bench.add("one") is False
    assert bench.run() == 0


def test_a_job_waits_until_it_is_due(bench, clock):
    bench.add("later", due_at=clock.now() + timedelta(minutes=5))
    assert bench.run() == 0
    clock.pass_by(minutes=5)
    assert bench.run() == 1


def test_what_fails_is_tried_again_later_and_then_done(bench, clock):
    bench.failures = [Retry("busy"), LookupError("a reader's words")]
    bench.add("one")
    for error in ("busy", "LookupError"):
        assert bench.run() == 1
        [row] = bench.rows()
        assert (row.state, row.error) == ("waiting", error)
        assert row.due_at > clock.now()
        clock.moment = row.due_at
    bench.run()
    [row] = bench.rows()
    assert (row.state, row.attempts, row.error, row.leased_until) == ("done", 3, None, None)
    assert [work.attempt for work in bench.seen] == [1, 2, 3]


def test_whoever_says_when_is_asked_again_then(bench, clock):
    bench.failures = [Retry("busy", timedelta(minutes=3)), Retry("busy", timedelta(days=400))]
    bench.add("one")
    bench.run()
    assert bench.rows()[0].due_at == clock.now() + timedelta(minutes=3)
    clock.pass_by(minutes=3)
    bench.run()
    assert bench.rows()[0].due_at == clock.now() + timedelta(hours=6)


def test_what_always_fails_dies_after_its_attempts(bench, clock):
    bench.failures = [Retry("busy")] * 100
    bench.add("one")
    for _ in range(100):
        bench.run()
        clock.pass_by(hours=7)
    [row] = bench.rows()
    assert (row.state, row.attempts, row.error) == ("dead", ATTEMPTS_MAX, "busy")
    assert len(bench.seen) == ATTEMPTS_MAX


def test_what_gives_up_dies_at_once(bench):
    bench.failures = [GiveUp("no_such_address")]
    bench.add("one")
    bench.run()
    [row] = bench.rows()
    assert (row.state, row.attempts, row.error) == ("dead", 1, "no_such_address")


def test_an_unknown_handler_and_an_unknown_event_stop_nothing(bench, factories):
    with bench.app.app_context():
        site_id = factories.act(lambda: factories.context().site.id)
    factories.act(
        lambda: db.session.add(OutboxEvent(site_id=site_id, type="OfTomorrow", payload={}, occurred_at=START))
    )
    bench.add("one", "of_tomorrow")
    bench.add("two")
    bench.run()
    assert bench.keys == ["two"]
    assert [(row.state, row.error) for row in bench.rows()] == [("waiting", "unknown_handler"), ("done", None)]
    assert all(event.dispatched_at for event in events(bench.app))


def test_a_handler_that_breaks_its_transaction_harms_no_other(bench, caplog):
    def broken(work):
        db.session.execute(select(OutboxEvent)).all()
        words = work.payload["id"] + " of a reader"
        raise LookupError(words)

    bench.registry.handlers["broken"] = broken
    bench.add("one", "broken")
    bench.add("two")
    assert bench.run() == 2
    assert bench.keys == ["two"]
    assert "LookupError" in caplog.text
    assert "one of a reader" not in caplog.text


def test_periodic_work_is_asked_for_once_in_a_period(bench, clock):
    assert dispatch.begin_periods(bench.app, bench.registry) == 1
    clock.pass_by(minutes=10)
    assert dispatch.begin_periods(bench.app, bench.registry) == 0
    clock.pass_by(hours=1)
    assert dispatch.begin_periods(bench.app, bench.registry) == 1
    assert bench.run() == 2


def test_the_standard_registry_is_whole(app):
    assert set(STANDARD.periods) <= set(STANDARD.handlers)
    assert {name for names in STANDARD.listeners.values() for name in names} <= set(STANDARD.handlers)
    with pytest.raises(ValueError, match="housekeeping"):
        collect([housekeeping, housekeeping])


def test_housekeeping_is_a_job_and_forgets_what_was_done(app, clock, bench):
    periodic = {(name, "done") for name in STANDARD.periods}
    assert ("housekeeping", "done") in periodic
    bench.add("done")
    bench.add("dead", "second")
    bench.failures = [GiveUp("never"), GiveUp("never")]
    bench.failures.insert(0, Retry("later"))
    assert bench.run() == 2
    clock.pass_by(hours=1)
    bench.failures = []
    bench.run()
    clock.pass_by(days=8)
    dispatch.begin_periods(app)
    assert dispatch.run_due(app) == len(STANDARD.periods)
    assert {(row.handler, row.state) for row in bench.rows()} == {("second", "dead")} | periodic
    clock.pass_by(days=30)
    dispatch.begin_periods(app)
    dispatch.run_due(app)
    assert {(row.handler, row.state) for row in bench.rows()} == periodic
