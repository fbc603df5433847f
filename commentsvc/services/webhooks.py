"""Webhooks of a site: addresses of the publisher's that are told of events. Every change is a row of the log.

The address may hold a secret (a chat's always does), so it is stored sealed, and log and desk name only its host. The
secret that signs is derived from the row's id and a key outside the database, and shown once.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select

from commentsvc.db import db
from commentsvc.domain import page_url
from commentsvc.domain.errors import NotFound, invalid
from commentsvc.domain.keys import Keys
from commentsvc.domain.moderation import MACHINE, Actor
from commentsvc.domain.signatures import shown_secret
from commentsvc.domain.webhook_events import HOOK_URL_MAX_CHARS, HOOKS_PER_SITE, SECRET_GRACE, HookKind, choices
from commentsvc.models.site import Site
from commentsvc.models.webhook import Webhook, WebhookDelivery
from commentsvc.services import log, sites
from commentsvc.services.context import Context

ALL = "*"
# What the log says of a secret.
SECRET, NEW_SECRET, OLD_SECRET = "secret", "new_secret", "old_secret"


def checked(kind: str, url: str, events: Iterable[str]) -> tuple[str, list[str]]:
    """The normal form of an address, and the chosen types in their order; none means all.

    Raises Invalid for ``url`` (as ``page_url.web_url``; ``too_long``), ``kind`` or ``events`` (``unknown_choice``).
    """
    if kind not in set(HookKind):
        raise invalid("kind", "unknown_choice")
    href = page_url.web_url(url).href
    if len(href) > HOOK_URL_MAX_CHARS:
        raise invalid("url", "url_too_long", max=HOOK_URL_MAX_CHARS)
    return href, _chosen(kind, events)


def add(context: Context, kind: str, url: str, events: Iterable[str], actor: Actor) -> Webhook:
    """Tell an address of events from now on. Raises Invalid, also ``webhook_exists`` and ``too_many_entries``."""
    href, chosen = checked(kind, url, events)
    # Two who add at the same moment must see each other.
    sites.hold(context.site.id)
    present = listed(context.site)
    if len(present) >= HOOKS_PER_SITE:
        raise invalid("url", "too_many_entries", max=HOOKS_PER_SITE)
    if any(address(context.keys, hook) == href for hook in present):
        raise invalid("url", "webhook_exists")
    hook = Webhook(
        site_id=context.site.id, kind=kind, url=context.keys.seal(href), events=chosen, created_at=context.now
    )
    db.session.add(hook)
    db.session.flush()
    _log(context, hook, actor, "", chosen or [ALL])
    return hook


def listed(site: Site) -> list[Webhook]:
    """All webhooks of a site, the oldest first."""
    return list(db.session.scalars(select(Webhook).where(Webhook.site_id == site.id).order_by(Webhook.id)))


def any_active(site_id: int) -> bool:
    """Whether a site has a webhook that is told of anything."""
    return db.session.scalar(select(Webhook.id).where(Webhook.site_id == site_id, Webhook.active).limit(1)) is not None


def find(context: Context, public_id: str) -> Webhook:
    """One webhook of this site, locked. Raises NotFound ``unknown_webhook``."""
    return _found(db.session.scalar(_of(context.site, public_id).with_for_update()))


def look(site: Site, public_id: str) -> Webhook:
    """The same for whoever only looks."""
    return _found(db.session.scalar(_of(site, public_id)))


def choose_events(context: Context, hook: Webhook, events: Iterable[str], actor: Actor) -> None:
    """Tell a webhook of these types from now on. Raises Invalid ``unknown_choice``."""
    chosen = _chosen(hook.kind, events)
    if chosen != hook.events:
        _log(context, hook, actor, hook.events or [ALL], chosen or [ALL])
        hook.events = chosen


def switch(context: Context, hook: Webhook, actor: Actor, *, on: bool) -> None:
    """Switch a webhook off, or on again; what happened meanwhile is not told afterwards."""
    if hook.active != on:
        _log(context, hook, actor, hook.active, on)
        hook.active = on


def gone(context: Context, hook: Webhook) -> None:
    """The receiver said that it is gone for good (410): switch the webhook off."""
    switch(context, hook, MACHINE, on=False)


def remove(context: Context, hook: Webhook, actor: Actor) -> None:
    """Forget a webhook, with its deliveries."""
    _log(context, hook, actor, hook.events or [ALL], "")
    db.session.execute(delete(WebhookDelivery).where(WebhookDelivery.webhook_id == hook.id))
    db.session.execute(delete(Webhook).where(Webhook.id == hook.id))


def address(keys: Keys, hook: Webhook) -> str:
    """Where messages go; "" when it was sealed with another key."""
    return keys.unseal(hook.url) or ""


def host(keys: Keys, hook: Webhook) -> str:
    """What may be shown of the address: host and port."""
    url = address(keys, hook)
    return page_url.web_url(url).host if url else "?"


def renew_secret(context: Context, hook: Webhook, actor: Actor) -> None:
    """Sign with a new secret from now on, and with the one before it as well for ``SECRET_GRACE``.

    Raises Invalid for ``kind`` (``unknown_choice``): messages to chats are not signed.
    """
    if hook.kind != HookKind.SIGNED:
        raise invalid("kind", "unknown_choice")
    hook.secret_number += 1
    hook.renewed_at = context.now
    _log(context, hook, actor, [SECRET], [NEW_SECRET])


def end_old_secret(context: Context, hook: Webhook, actor: Actor) -> None:
    """Sign with the newest secret alone from now on. Repeating it changes nothing."""
    if old_secret_until(hook, context.now) is not None:
        _log(context, hook, actor, [OLD_SECRET], "")
    hook.renewed_at = None


def old_secret_until(hook: Webhook, now: datetime) -> datetime | None:
    """Until when the secret before the newest one signs as well; None where it does not."""
    until = hook.renewed_at and hook.renewed_at + SECRET_GRACE
    return until if until and now < until else None


def secrets(context: Context, hook: Webhook) -> list[bytes]:
    """All secrets that sign messages at this moment, the newest first."""
    numbers = [hook.secret_number]
    if old_secret_until(hook, context.now) is not None:
        numbers.append(hook.secret_number - 1)
    return [_secret(context.keys, hook, number) for number in numbers]


def secret(keys: Keys, hook: Webhook) -> bytes:
    """The 32 bytes that sign messages: the newest secret."""
    return _secret(keys, hook, hook.secret_number)


def secret_for_people(keys: Keys, hook: Webhook) -> str:
    """The secret as receivers' libraries take it (``whsec_…``)."""
    return shown_secret(secret(keys, hook))


def _secret(keys: Keys, hook: Webhook, number: int) -> bytes:
    # The first one has no number: so it was before secrets could be renewed.
    return keys.derived(f"webhook\0{hook.public_id}\0{number}" if number else f"webhook\0{hook.public_id}")


def _of(site: Site, public_id: str):
    return select(Webhook).where(Webhook.site_id == site.id, Webhook.public_id == public_id)


def _found(row: Webhook | None) -> Webhook:
    if row is None:
        raise NotFound("unknown_webhook")
    return row


def _chosen(kind: str, events: Iterable[str]) -> list[str]:
    wanted, known = set(events), choices(kind)
    if wanted - set(known):
        raise invalid("events", "unknown_choice")
    chosen = [name for name in known if name in wanted]
    return [] if len(chosen) == len(known) else chosen


def _log(context: Context, hook: Webhook, actor: Actor, before: object, after: object) -> None:
    """A row of the log in the form of the settings' rows: what changed, before and after, as JSON."""
    log.configured(context, actor, {f"webhook:{host(context.keys, hook)}": [before, after]})
