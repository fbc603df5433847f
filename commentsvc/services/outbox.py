"""Events are written in the same transaction as the change they tell of."""

from commentsvc.db import db
from commentsvc.domain.events import Event
from commentsvc.models.outbox import OutboxEvent
from commentsvc.services.context import Context


def publish(context: Context, event: Event) -> None:
    """Write one event; handlers see it after the commit, at least once."""
    db.session.add(
        OutboxEvent(
            site_id=context.site.id,
            type=type(event).__name__,
            payload=event.payload(),
            occurred_at=context.now,
        )
    )
