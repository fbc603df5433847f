"""What webhooks are told, row by row: one for each event and webhook, with what became of it.

A delivery's job carries it there (``jobs.webhooks``); the same delivery always bears the same id, by which receivers
tell a repeat. Alerts to chats are told together, and not too often: see ``take_together``.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from commentsvc.db import db, new_public_id
from commentsvc.domain.errors import NotFound
from commentsvc.domain.webhook_events import CHAT_PAUSE, CHAT_TOGETHER, TEST, Fact, HookKind, wanted
from commentsvc.models.site import Site
from commentsvc.models.webhook import Webhook, WebhookDelivery
from commentsvc.services import jobs
from commentsvc.services.context import Context

DELIVER = "webhooks.deliver"
ALERT = "webhooks.alert"
# What the desk says in place of an answer's status.
SWITCHED_OFF = "webhook_off"
NOTHING_LEFT = "nothing_left"


@dataclass(frozen=True)
class Outcome:
    """What one attempt met: a status or none, and a code where it failed; ``final``: there will be no other one."""

    status: int | None = None
    error: str | None = None
    final: bool = False
    # Nothing was sent, and nothing had to be.
    needless: bool = False


def listeners(site_id: int, fact: Fact, *, lock: bool = False) -> list[tuple[Webhook, str]]:
    """The site's webhooks that are told of an event, and as what."""
    statement = select(Webhook).where(Webhook.site_id == site_id, Webhook.active).order_by(Webhook.id)
    hooks = db.session.scalars(statement.with_for_update() if lock else statement)
    found = [(hook, wanted(hook.kind, hook.events, fact)) for hook in hooks]
    return [(hook, name) for hook, name in found if name is not None]


def tell(context: Context, fact: Fact) -> int:
    """Write a delivery, and its job, for each webhook that is told of an event; repeating it changes nothing.

    Returns how many are new.
    """
    # Locked, so that a chat's message that is just being put together does not miss what is added.
    found = listeners(context.site.id, fact, lock=True)
    ids = [hook.id for hook, _ in found]
    there = set(
        db.session.scalars(
            select(WebhookDelivery.webhook_id).where(
                WebhookDelivery.webhook_id.in_(ids), WebhookDelivery.event_id == fact.id
            )
        )
    )
    new = [(hook, name) for hook, name in found if hook.id not in there]
    for hook, name in new:
        _write(context, hook, name, fact)
    return len(new)


def tell_test(context: Context, hook: Webhook) -> WebhookDelivery:
    """Send a webhook a message that says nothing but that it works."""
    return _write(context, hook, TEST, Fact(TEST, new_public_id(), {}, context.now))


def find(context: Context, public_id: str) -> WebhookDelivery:
    """One delivery of this site with its webhook, both locked. Raises NotFound ``unknown_delivery``."""
    row = db.session.scalar(_rows().where(_of(context.site, public_id)).with_for_update())
    if row is None:
        raise NotFound("unknown_delivery")
    return row


def locked(context: Context, public_ids: list[str]) -> list[WebhookDelivery]:
    """Those of the deliveries that are still there, locked for an outcome to be noted."""
    named = (WebhookDelivery.site_id == context.site.id) & WebhookDelivery.public_id.in_(public_ids)
    return list(db.session.scalars(_rows().where(named).order_by(WebhookDelivery.id).with_for_update()))


def look(site: Site, public_id: str) -> WebhookDelivery | None:
    """The same for whoever only looks; None when the webhook, and its deliveries with it, are gone."""
    return db.session.scalar(_rows().where(_of(site, public_id)))


def send_again(context: Context, delivery: WebhookDelivery) -> None:
    """Send what was sent, or could not be, once more by itself, under the same id."""
    delivery.state, delivery.finished_at, delivery.error = "waiting", None, None
    _ask_for(context, delivery)


def note(context: Context, delivery: WebhookDelivery, outcome: Outcome) -> None:
    """Write down what an attempt met."""
    delivery.attempts += 0 if outcome.needless else 1
    delivery.status, delivery.error = outcome.status, outcome.error
    if outcome.needless or outcome.error is None:
        delivery.state, delivery.finished_at = "delivered", context.now
    elif outcome.final:
        delivery.state, delivery.finished_at = "failed", context.now
    else:
        # Also where it had failed, and somebody had it tried again.
        delivery.state, delivery.finished_at = "waiting", None


def take_together(context: Context, hook_id: str) -> list[WebhookDelivery]:
    """All alerts that wait for a chat, oldest first, to be told in one message now.

    None where none waits, or where the last message began too short a time ago: then a job is put off until enough
    time has passed. ``begin_message`` has to follow in the same unit of work.
    """
    hook = db.session.scalar(
        select(Webhook).where(Webhook.site_id == context.site.id, Webhook.public_id == hook_id).with_for_update()
    )
    if hook is None:
        return []
    waiting = _rows().where(WebhookDelivery.webhook_id == hook.id, WebhookDelivery.state == "waiting")
    found = list(db.session.scalars(waiting.order_by(WebhookDelivery.id).limit(CHAT_TOGETHER)))
    if found and _too_soon(context, hook):
        put_off(context, hook, context.now)
        return []
    return found


def begin_message(context: Context, hook: Webhook, more: bool) -> None:
    """From now on a chat gets no other message for a while; ``more``: alerts are left for the next one."""
    hook.told_at = context.now
    if more:
        put_off(context, hook, context.now)


def put_off(context: Context, hook: Webhook, until: datetime) -> None:
    """Tell a chat what waits for it at the next moment when it may be told (not in its quiet hours), and not before
    ``until``. However often that is asked for, there is one job for one moment.
    """
    due_at = _when_awake(context, until if hook.told_at is None else max(until, hook.told_at + CHAT_PAUSE))
    key = f"{hook.public_id}@{due_at.isoformat()}"
    jobs.add(context.site.id, ALERT, key, {"webhook": hook.public_id}, context.now, due_at)


def _write(context: Context, hook: Webhook, name: str, fact: Fact) -> WebhookDelivery:
    row = WebhookDelivery(
        site_id=context.site.id,
        webhook_id=hook.id,
        event_id=fact.id,
        type=name,
        payload=dict(fact.payload),
        occurred_at=fact.occurred_at,
        created_at=context.now,
        attempts=0,
        webhook=hook,
    )
    db.session.add(row)
    db.session.flush()
    if hook.kind != HookKind.CHAT or name == TEST:
        _ask_for(context, row)
    elif _too_soon(context, hook):
        put_off(context, hook, context.now)
    else:
        jobs.add(context.site.id, ALERT, row.public_id, {"webhook": hook.public_id}, context.now)
    return row


def _too_soon(context: Context, hook: Webhook) -> bool:
    """Whether a chat had a message a short time ago, or is not to be disturbed."""
    paused = hook.told_at is not None and hook.told_at + CHAT_PAUSE > context.now
    return paused or _when_awake(context, context.now) > context.now


def _when_awake(context: Context, moment: datetime) -> datetime:
    """The moment itself, or the end of the chats' quiet hours around it."""
    quiet = context.settings.chat_quiet
    return moment if quiet is None else quiet.over(moment, context.settings.zone)


def _ask_for(context: Context, delivery: WebhookDelivery) -> None:
    key = f"{delivery.public_id}:{delivery.attempts}"
    jobs.add(context.site.id, DELIVER, key, {"delivery": delivery.public_id}, context.now)


def _rows():
    return (
        select(WebhookDelivery)
        .join(WebhookDelivery.webhook)
        .options(contains_eager(WebhookDelivery.webhook))
        .execution_options(populate_existing=True)
    )


def _of(site: Site, public_id: str):
    return (WebhookDelivery.site_id == site.id) & (WebhookDelivery.public_id == public_id)
