"""Keeps how often threads were opened, for the urgency of what waits in them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update

from commentsvc.db import db
from commentsvc.domain.readings import faded
from commentsvc.models.article import Thread


def keep(opened: Mapping[int, int], now: datetime) -> set[int]:
    """Add how often threads (row ids) were opened since the last time; returns those that were there to be counted.

    A thread that somebody else is writing to is passed over, so that no writer waits for a statistic.
    """
    rows = db.session.execute(
        select(Thread.id, Thread.reads, Thread.reads_at)
        .where(Thread.id.in_(opened))
        .order_by(Thread.id)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        reads = faded(row.reads, row.reads_at, now) + opened[row.id]
        db.session.execute(update(Thread).where(Thread.id == row.id).values(reads=reads, reads_at=now))
    return {row.id for row in rows}


def lately(thread_id: int, now: datetime) -> float:
    """About how often a thread was opened within the last hour."""
    row = db.session.execute(select(Thread.reads, Thread.reads_at).where(Thread.id == thread_id)).one()
    return faded(row.reads, row.reads_at, now)
