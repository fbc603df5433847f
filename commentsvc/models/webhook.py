"""Addresses of the publisher's that are told of events, and what became of each telling."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commentsvc.db import Base, PrimaryKey, PublicId


class Webhook(Base):
    """One receiver. ``kind`` is ``signed`` (Standard Webhooks; the secret is derived from ``public_id``) or ``chat``
    (a message as Slack and Mattermost take it). ``url`` is sealed: it may hold a secret. ``events`` lists the types it
    is told of; none means all. ``told_at``: when the last message to a chat began. ``secret_number`` grows with each
    new secret; the one before it signs as well for a while from ``renewed_at`` on.
    """

    __tablename__ = "webhook"
    __table_args__ = (CheckConstraint("kind IN ('signed', 'chat')", name="kind"),)

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8), default="signed")
    url: Mapped[str] = mapped_column(String(2100))
    events: Mapped[list] = mapped_column(default=list)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    secret_number: Mapped[int] = mapped_column(default=0, server_default="0")
    renewed_at: Mapped[datetime | None]


class WebhookDelivery(Base):
    """One event on its way to one receiver; ``public_id`` is the id that the receiver tells repeats by.

    A job carries it there and counts its own attempts; here stand all there were and what the last one met.
    """

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "event_id"),
        CheckConstraint("state IN ('waiting', 'delivered', 'failed')", name="state"),
        Index("ix_webhook_delivery_list", "webhook_id", "id"),
        Index("ix_webhook_delivery_age", "created_at"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id"))
    event_id: Mapped[str] = mapped_column(String(16))
    type: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict]
    occurred_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    status: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    webhook: Mapped[Webhook] = relationship(lazy="raise")
