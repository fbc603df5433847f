"""What a site is, changed at its desk: its name, its language, the origins of its pages, and the keys of its server."""

from collections.abc import Iterable

from commentsvc.db import db
from commentsvc.domain.errors import Invalid, LostRace, invalid
from commentsvc.domain.languages import LANGUAGES
from commentsvc.domain.limits import SITE_NAME_MAX_CHARS
from commentsvc.domain.moderation import Actor
from commentsvc.domain.text import clean_line
from commentsvc.models.log import LogEntry
from commentsvc.models.site import SiteKey
from commentsvc.services import log, site_keys, sites
from commentsvc.services.context import Context


def change(
    context: Context, name: str, language: str, origins: Iterable[str], actor: Actor, *, seen_version: int
) -> LogEntry | None:
    """Give the site another name, language or other origins; returns the row of the log, None where nothing differs.

    Raises Invalid with all that is wrong, and LostRace ``site_changed`` when somebody was faster.
    """
    site = context.site
    sites.hold_anew(site, "name", "language", "version")
    if site.version != seen_version:
        raise LostRace("site_changed")
    before = _as_it_is(site)
    wrong = []
    for set_part, value in ((_set_name, name), (_set_language, language), (_set_origins, origins)):
        try:
            set_part(site, value)
        except Invalid as error:
            wrong += error.errors
    if wrong:
        raise Invalid(errors=tuple(wrong))
    after = _as_it_is(site)
    differences = {part: (before[part], after[part]) for part in before if before[part] != after[part]}
    if not differences:
        return None
    site.version += 1
    db.session.flush()
    return log.configured(context, actor, differences)


def make_key(context: Context, actor: Actor) -> SiteKey:
    """Make a signing key; those made before stay in force."""
    row = site_keys.create(context.site, context.now)
    log.configured(context, actor, {"signing_key": ("", row.public_id)})
    return row


def revoke_key(context: Context, public_id: str, actor: Actor) -> None:
    """End a signing key; repeating it changes nothing. Raises NotFound ``unknown_key``."""
    in_force = {row.public_id for row in site_keys.listed(context.site) if row.revoked_at is None}
    row = site_keys.revoke(context.site, public_id, context.now)
    # What was revoked before was told then.
    if public_id in in_force:
        log.configured(context, actor, {"signing_key": (row.public_id, "")})


def _as_it_is(site) -> dict:
    return {"name": site.name, "language": site.language, "origins": sorted(row.origin for row in site.origins)}


def _set_name(site, name: str) -> None:
    site.name = clean_line("name", name, SITE_NAME_MAX_CHARS)


def _set_language(site, language: str) -> None:
    if language not in LANGUAGES:
        raise invalid("language", "unknown_choice")
    site.language = language


def _set_origins(site, origins: Iterable[str]) -> None:
    wanted = list(origins)
    if not wanted:
        raise invalid("origins", "empty")
    try:
        sites.set_origins(site, wanted)
    except Invalid as error:
        raise invalid("origins", error.errors[0].code, **error.errors[0].params) from error
