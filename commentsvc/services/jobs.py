"""Background work: asked for in the transaction of what it follows from, leased, and done, tried again or given up.

The row is the truth. Whoever works on a job holds a lease on it, and a lease that ran out is handed out again: what a
worker that died had in its hands is done by another one. So a job is done at least once, and may be done twice.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import literal_column, or_, select, update

from commentsvc.db import db, insert_into
from commentsvc.domain.backoff import ATTEMPTS_MAX, wait_after, wait_as_told
from commentsvc.models.job import Job

# No handler may take longer; what takes longer is begun by a second worker as well.
LEASE = timedelta(minutes=5)
KEY_MAX_CHARS = 120
_CODE_MAX_CHARS = 120
# A worker began a last attempt and never told how it ended.
INTERRUPTED = "interrupted"

# In the very words of the index on what waits: SQLite uses it for no others.
_WAITS = Job.state == literal_column("'waiting'")


@dataclass(frozen=True)
class Lease:
    """The right to begin one job, until a moment, when there have been so many ``attempts``.

    Of two leases on a job the later one ends later, or there was an attempt in between: none is like another.
    """

    job_id: int
    attempts: int
    until: datetime


@dataclass(frozen=True)
class Begun:
    """One attempt at a job; ``attempt`` counts from 1. ``occurred_at``: when what it follows from happened."""

    id: int
    site_id: int | None
    handler: str
    key: str
    payload: dict
    attempt: int
    occurred_at: datetime


def add(
    site_id: int | None, handler: str, key: str, payload: dict, now: datetime, due_at: datetime | None = None
) -> bool:
    """Ask for work inside the caller's unit of work; False when the handler has a job of that key already.

    ``now``: when what it follows from happened; ``due_at``: not before then. ``payload`` holds ids only. Raises
    ValueError for a key that is too long.
    """
    if len(key) > KEY_MAX_CHARS:
        raise ValueError(f"the key of a job has up to {KEY_MAX_CHARS} characters, not {len(key)}")
    row = {"site_id": site_id, "handler": handler, "key": key, "payload": payload, "created_at": now}
    statement = insert_into(Job).values(**row, due_at=due_at or now)
    # Drivers do not agree on how many rows such an insert touches; what it returns is plain.
    return db.session.scalar(statement.on_conflict_do_nothing().returning(Job.id)) is not None


def any_due(now: datetime) -> bool:
    """Whether there is anything to lease: one look at an index, for whoever asks every second."""
    return db.session.scalar(select(Job.id).where(*_free(now)).limit(1)) is not None


def lease(now: datetime, most: int, span: timedelta = LEASE) -> list[Lease]:
    """Take up to ``most`` jobs that are due and nobody's, longest due first, for a ``span``."""
    due = select(Job.id, Job.attempts).where(*_free(now)).order_by(Job.due_at).limit(most)
    # On PostgreSQL other workers pass over what this one is just taking; on SQLite there is one writer anyway.
    rows = db.session.execute(due.with_for_update(skip_locked=True)).all()
    if rows:
        taken = update(Job).where(Job.id.in_([row.id for row in rows]))
        db.session.execute(taken.values(leased_until=now + span))
    return [Lease(row.id, row.attempts, now + span) for row in rows]


def begin(held: Lease, now: datetime, span: timedelta = LEASE) -> Begun | None:
    """Begin a leased job, with a ``span`` of time from now on; None when it is no longer the holder's to do.

    A job whose last attempt never ended dies here: it may be what kills the workers.
    """
    mine = (Job.id == held.job_id, _WAITS, Job.leased_until == held.until, Job.attempts == held.attempts)
    exhausted = update(Job).where(*mine, Job.attempts >= ATTEMPTS_MAX)
    if db.session.execute(exhausted.values(state="dead", error=INTERRUPTED, finished_at=now)).rowcount:
        return None
    taken = update(Job).where(*mine).values(attempts=Job.attempts + 1, leased_until=now + span)
    columns = (Job.id, Job.site_id, Job.handler, Job.key, Job.payload, Job.attempts, Job.created_at)
    row = db.session.execute(taken.returning(*columns)).first()
    return None if row is None else Begun(*row)


def finish(begun: Begun, now: datetime) -> None:
    """The work is done, whoever else may have begun it meanwhile."""
    done = update(Job).where(Job.id == begun.id, _WAITS)
    db.session.execute(done.values(state="done", error=None, leased_until=None, finished_at=now))


def put_off(begun: Begun, code: str, now: datetime, after: timedelta | None = None) -> bool:
    """An attempt failed with a ``code``: try again later, or never; returns whether it will be tried again.

    ``after``: the wait that the other side asked for, in place of our own rule.
    """
    if begun.attempt >= ATTEMPTS_MAX:
        give_up(begun, code, now)
        return False
    # How long a job waits is no secret.
    wait = wait_after(begun.attempt, random.random()) if after is None else wait_as_told(after)  # noqa: S311
    later = _still(begun).values(due_at=now + wait, leased_until=None, error=code[:_CODE_MAX_CHARS])
    db.session.execute(later)
    return True


def give_up(begun: Begun, code: str, now: datetime) -> None:
    """The work is dead: nobody tries it again unless somebody of the newsroom says so."""
    dead = {"state": "dead", "leased_until": None, "error": code[:_CODE_MAX_CHARS], "finished_at": now}
    db.session.execute(_still(begun).values(**dead))


def _free(now: datetime) -> tuple:
    return _WAITS, Job.due_at <= now, or_(Job.leased_until.is_(None), Job.leased_until <= now)


def _still(begun: Begun):
    """The job, unless another attempt has begun since."""
    return update(Job).where(Job.id == begun.id, _WAITS, Job.attempts == begun.attempt)
