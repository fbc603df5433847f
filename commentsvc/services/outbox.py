"""Events are written in the same transaction as the change they tell of."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from commentsvc import rows
from commentsvc.db import db
from commentsvc.domain.events import Event
from commentsvc.models.outbox import OutboxEvent
from commentsvc.services.context import Context


def publish(context: Context, event: Event) -> None:
    """Write one event; handlers see it after the commit, at least once."""
    rows.insert(
        OutboxEvent,
        site_id=context.site.id,
        type=type(event).__name__,
        payload=event.payload(),
        occurred_at=context.now,
    )


def any_waiting() -> bool:
    """Whether an event waits to become jobs: one look at an index, for whoever asks every second."""
    return db.session.scalar(select(OutboxEvent.id).where(OutboxEvent.dispatched_at.is_(None)).limit(1)) is not None


def waiting(most: int) -> list[OutboxEvent]:
    """Events that nobody has taken in, oldest first; this unit of work's alone, also where several run at once."""
    oldest = select(OutboxEvent).where(OutboxEvent.dispatched_at.is_(None)).order_by(OutboxEvent.id).limit(most)
    return list(db.session.scalars(oldest.with_for_update(skip_locked=True)))


def mark_dispatched(events: Sequence[OutboxEvent], now: datetime) -> None:
    """All jobs that follow from them are written, in this unit of work."""
    ids = [event.id for event in events]
    db.session.execute(update(OutboxEvent).where(OutboxEvent.id.in_(ids)).values(dispatched_at=now))
