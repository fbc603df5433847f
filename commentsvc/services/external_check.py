"""A publisher's own check of comments: where it is, how it is asked, and how it has fared. Every change is logged.

Address and secret are kept as those of webhooks are (``services.webhooks``).
"""

from datetime import timedelta

from sqlalchemy import delete, select

from commentsvc.db import db
from commentsvc.domain import page_url
from commentsvc.domain.errors import NotFound, invalid
from commentsvc.domain.external_check import FAILURES_MAX, PAUSE_SECONDS, SECONDS
from commentsvc.domain.keys import Keys
from commentsvc.domain.moderation import Actor
from commentsvc.domain.signatures import shown_secret
from commentsvc.domain.webhook_events import HOOK_URL_MAX_CHARS
from commentsvc.models.external_check import ExternalCheck
from commentsvc.models.site import Site
from commentsvc.services import log, sites
from commentsvc.services.context import Context


def checked(url: str, seconds: object) -> tuple[str, int]:
    """The normal form of an address, and the time limit. Raises Invalid for ``url`` or ``seconds``."""
    href = page_url.web_url(url).href
    if len(href) > HOOK_URL_MAX_CHARS:
        raise invalid("url", "url_too_long", max=HOOK_URL_MAX_CHARS)
    low, high = SECONDS
    if type(seconds) is not int or not low <= seconds <= high:
        raise invalid("seconds", "number_out_of_bounds", low=low, high=high)
    return href, seconds


def of(site: Site) -> ExternalCheck | None:
    """The check of a site."""
    return db.session.scalar(select(ExternalCheck).where(ExternalCheck.site_id == site.id))


def is_on(site_id: int) -> bool:
    """Whether a site has a check that is asked."""
    wanted = select(ExternalCheck.id).where(ExternalCheck.site_id == site_id, ExternalCheck.active)
    return db.session.scalar(wanted) is not None


def put(context: Context, url: str, seconds: object, actor: Actor) -> ExternalCheck:
    """Ask a check at this address from now on, in place of the one before; it gets a secret of its own."""
    href, limit = checked(url, seconds)
    # Two who do so at the same moment must see each other.
    sites.hold(context.site.id)
    before = of(context.site)
    was = host(context.keys, before) if before else ""
    _forget(context.site)
    check = ExternalCheck(site_id=context.site.id, url=context.keys.seal(href), seconds=limit, created_at=context.now)
    db.session.add(check)
    db.session.flush()
    _log(context, actor, was, host(context.keys, check))
    return check


def switch(context: Context, actor: Actor, *, on: bool) -> None:
    """Ask it no more, or again. Raises NotFound ``unknown_webhook``."""
    check = _found(context)
    if check.active != on:
        _log(context, actor, check.active, on)
        check.active, check.failures = on, 0


def remove(context: Context, actor: Actor) -> None:
    """Forget the check. Raises NotFound ``unknown_webhook``."""
    _log(context, actor, host(context.keys, _found(context)), "")
    _forget(context.site)


def is_paused(context: Context, check: ExternalCheck) -> bool:
    """Whether it has failed so often in a row that it is left alone for a moment."""
    recently = check.asked_at is not None and context.now - check.asked_at < timedelta(seconds=PAUSE_SECONDS)
    return check.failures >= FAILURES_MAX and recently


def note(context: Context, public_id: str, error: str | None, *, held: bool = False) -> None:
    """Write down how an attempt went; nothing where the check was replaced or removed meanwhile."""
    wanted = select(ExternalCheck).where(ExternalCheck.site_id == context.site.id, ExternalCheck.public_id == public_id)
    check = db.session.scalar(wanted.with_for_update())
    if check is not None:
        check.asked_at, check.error = context.now, error
        check.asked += 1
        check.held += 1 if held else 0
        check.failures = check.failures + 1 if error else 0


def address(keys: Keys, check: ExternalCheck) -> str:
    """Where it is asked; "" when it was sealed with another key."""
    return keys.unseal(check.url) or ""


def host(keys: Keys, check: ExternalCheck) -> str:
    """What may be shown of the address: host and port."""
    url = address(keys, check)
    return page_url.web_url(url).host if url else "?"


def secret(keys: Keys, check: ExternalCheck) -> bytes:
    """The 32 bytes that sign what it is asked."""
    return keys.derived(f"external check\0{check.public_id}")


def secret_for_people(keys: Keys, check: ExternalCheck) -> str:
    """The secret as receivers' libraries take it (``whsec_…``)."""
    return shown_secret(secret(keys, check))


def _found(context: Context) -> ExternalCheck:
    check = of(context.site)
    if check is None:
        raise NotFound("unknown_webhook")
    return check


def _forget(site: Site) -> None:
    db.session.execute(delete(ExternalCheck).where(ExternalCheck.site_id == site.id))


def _log(context: Context, actor: Actor, before: object, after: object) -> None:
    log.configured(context, actor, {"external_check": [before, after]})
