"""Events are written in the same transaction as the change they tell of."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from commentsvc import rows
from commentsvc.db import db
from commentsvc.domain.events import Event
from commentsvc.models.outbox import OutboxEvent
from commentsvc.services.context import Context

# Whoever has not asked for an event by then never will; the log keeps what must be kept.
KEPT_FOR = timedelta(days=30)


def publish(context: Context, event: Event) -> None:
    """Write one event; handlers see it after the commit, at least once."""
    rows.insert(
        OutboxEvent,
        site_id=context.site.id,
        type=type(event).__name__,
        payload=event.payload(),
        occurred_at=context.now,
    )


def forget_old(now: datetime) -> int:
    """Delete events that nobody will ask for any more; returns how many."""
    return db.session.execute(delete(OutboxEvent).where(OutboxEvent.occurred_at < now - KEPT_FOR)).rowcount
