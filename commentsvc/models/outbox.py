"""Facts in the past tense, written in the same transaction as the change they tell of."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey, PublicId

_WAITING = text("dispatched_at IS NULL")


class OutboxEvent(Base):
    """One event that handlers will see at least once; ``public_id`` is the key by which they tell a repeat."""

    __tablename__ = "outbox_event"
    __table_args__ = (
        Index("ix_outbox_event_waiting", "id", postgresql_where=_WAITING, sqlite_where=_WAITING),
        Index("ix_outbox_event_age", "occurred_at"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    type: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict]
    occurred_at: Mapped[datetime]
    dispatched_at: Mapped[datetime | None]
