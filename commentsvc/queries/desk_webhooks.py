"""Deliveries of webhooks as the desk lists them."""

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.models.webhook import WebhookDelivery

PAGE = 30


def page(hook_id: int, after: str | None = None) -> tuple[list[WebhookDelivery], str | None]:
    """One page of a webhook's deliveries, the newest first, and the public id to continue after."""
    statement = select(WebhookDelivery).where(WebhookDelivery.webhook_id == hook_id)
    if after is not None:
        place = (
            select(WebhookDelivery.id)
            .where(WebhookDelivery.webhook_id == hook_id, WebhookDelivery.public_id == after)
            .scalar_subquery()
        )
        statement = statement.where(WebhookDelivery.id < place)
    rows = list(db.session.scalars(statement.order_by(WebhookDelivery.id.desc()).limit(PAGE + 1)))
    return rows[:PAGE], rows[PAGE - 1].public_id if len(rows) > PAGE else None


def latest(hook_ids: list[int]) -> dict[int, WebhookDelivery]:
    """The newest delivery of each webhook that has any."""
    newest = (
        select(func.max(WebhookDelivery.id))
        .where(WebhookDelivery.webhook_id.in_(hook_ids))
        .group_by(WebhookDelivery.webhook_id)
    )
    return {
        row.webhook_id: row for row in db.session.scalars(select(WebhookDelivery).where(WebhookDelivery.id.in_(newest)))
    }
