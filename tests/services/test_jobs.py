"""Leases: one holder at a time, handed out again when they run out; outcomes count once."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from commentsvc.db import db, unit_of_work
from commentsvc.domain.backoff import ATTEMPTS_MAX
from commentsvc.models.job import Job
from commentsvc.services import jobs
from tests.clock import START

SPAN = timedelta(minutes=5)
WAIT_SECONDS = 60


class Table:
    """The jobs of one application."""

    def __init__(self, app):
        self.app = app

    def act(self, action, *args, **kwargs):
        with self.app.app_context(), unit_of_work():
            return action(*args, **kwargs)

    def add(self, *keys: str, **more) -> None:
        for key in keys:
            assert self.act(jobs.add, None, "note", key, {}, START, **more)

    def lease(self, now=START, most=10) -> list[jobs.Lease]:
        return self.act(jobs.lease, now, most, SPAN)

    def begin(self, held, now=START) -> jobs.Begun | None:
        return self.act(jobs.begin, held, now, SPAN)

    def row(self) -> Job:
        with self.app.app_context():
            row = db.session.scalars(select(Job)).one()
            db.session.expunge_all()
        return row


@pytest.fixture
def table(app) -> Table:
    return Table(app)


def test_what_is_leased_is_nobody_elses_until_the_lease_runs_out(table):
    table.add("one")
    [held] = table.lease()
    assert table.lease() == []
    assert table.lease(START + SPAN - timedelta(microseconds=1)) == []
    [later] = table.lease(START + SPAN)
    assert later.job_id == held.job_id
    # Whoever was first, and slow, has nothing in his hands any more.
    assert table.begin(held, START + SPAN) is None
    assert table.begin(later, START + SPAN).attempt == 1


def test_a_lease_begins_one_attempt(table):
    table.add("one")
    [held] = table.lease()
    assert table.begin(held, START + timedelta(minutes=1)).attempt == 1
    assert table.begin(held, START + timedelta(minutes=1)) is None
    # The attempt has its whole time from when it began.
    assert table.lease(START + SPAN) == []
    assert len(table.lease(START + timedelta(minutes=1) + SPAN)) == 1


def test_the_longest_due_come_first_and_no_more_than_asked_for(table):
    table.add("late", due_at=START - timedelta(minutes=1))
    table.add("later")
    table.add("latest", due_at=START - timedelta(minutes=2))
    table.add("tomorrow", due_at=START + timedelta(days=1))
    keys = [table.begin(held).key for held in table.lease(most=2)]
    assert keys == ["latest", "late"]
    assert [table.begin(held).key for held in table.lease()] == ["later"]
    with table.app.app_context():
        assert not jobs.any_due(START)
        assert jobs.any_due(START + timedelta(days=1))


def test_an_attempt_that_was_overtaken_says_nothing_but_done(table):
    table.add("one")
    slow = table.begin(table.lease()[0])
    second = table.begin(table.lease(START + SPAN)[0], START + SPAN)
    assert second.attempt == 2
    table.act(jobs.put_off, slow, "busy", START + SPAN)
    table.act(jobs.give_up, slow, "never", START + SPAN)
    assert (table.row().state, table.row().error) == ("waiting", None)
    table.act(jobs.finish, slow, START + SPAN)
    assert table.row().state == "done"
    table.act(jobs.put_off, second, "busy", START + SPAN)
    assert (table.row().state, table.row().error) == ("done", None)


def test_what_kills_every_worker_dies_itself(table):
    table.add("one")
    now = START
    for attempt in range(1, ATTEMPTS_MAX + 1):
        assert table.begin(table.lease(now)[0], now).attempt == attempt
        now += SPAN
    assert table.begin(table.lease(now)[0], now) is None
    assert (table.row().state, table.row().error) == ("dead", "interrupted")
    assert table.lease(now + SPAN) == []


def test_a_long_code_is_cut_and_a_long_key_refused(table):
    table.add("k" * 120)
    begun = table.begin(table.lease()[0])
    table.act(jobs.give_up, begun, "c" * 300, START)
    assert table.row().error == "c" * 120
    with pytest.raises(ValueError, match="121"):
        table.add("k" * 121)


def test_work_goes_with_the_transaction_that_asked_for_it(table):
    def fail():
        jobs.add(None, "note", "one", {}, START)
        raise LookupError

    with pytest.raises(LookupError):
        table.act(fail)
    assert table.lease() == []


def test_workers_at_once_never_hold_the_same_job(table):
    keys = [f"job {number}" for number in range(60)]
    table.add(*keys)
    begun, all_there = [], threading.Barrier(4)

    def work() -> None:
        all_there.wait(WAIT_SECONDS)
        while leases := table.lease(most=3):
            for held in leases:
                # Each lease is tried twice, as by a queue that says everything twice.
                begun.extend(one for one in (table.begin(held), table.begin(held)) if one is not None)

    workers = [threading.Thread(target=work, daemon=True) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(WAIT_SECONDS)
        assert not worker.is_alive()
    assert Counter(one.key for one in begun) == Counter(keys)


def test_a_worker_passes_over_what_another_is_just_taking(make_app, migrated, request):
    app = make_app(request.getfixturevalue("emptied_postgres")())
    Table(app).add("one", "two")
    with app.app_context(), db.engine.connect() as other, other.begin():
        other.execute(select(Job.id).where(Job.key == "one").with_for_update())
        other_jobs = Table(app).lease()
    assert len(other_jobs) == 1


def test_looking_for_work_takes_the_index_of_what_waits(make_app, migrated):
    app = make_app(migrated("sqlite"))
    with app.app_context():
        look = select(Job.id).where(*jobs._free(START)).limit(1)
        words = str(look.compile(db.engine, compile_kwargs={"literal_binds": True}))
        plan = [row[-1] for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {words}"))]
    assert plan == ["SEARCH job USING INDEX ix_job_due (due_at<?)"]
