"""Publishers' sites: made, found and set."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from commentsvc import rows
from commentsvc.db import db
from commentsvc.domain import page_url
from commentsvc.domain.errors import NotFound, invalid
from commentsvc.domain.limits import SITE_NAME_MAX_CHARS, SLUG_MAX_CHARS
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.domain.text import clean_line
from commentsvc.models.site import Site, SiteOrigin

_SLUG = re.compile(rf"[a-z0-9](?:[a-z0-9-]{{0,{SLUG_MAX_CHARS - 2}}}[a-z0-9])?")

_BY_SLUG = rows.Prepared(rows.whole(Site).where(Site.slug == bindparam("slug")))
_BY_ID = rows.Prepared(rows.whole(Site).where(Site.id == bindparam("site_id")))
_ORIGINS = rows.Prepared(
    rows.whole(SiteOrigin).where(SiteOrigin.site_id == bindparam("site_id")).order_by(SiteOrigin.id)
)

# Addresses of the desk that are no site's.
_RESERVED = frozenset({"sign-in", "sign-out", "account", "invitation"})


def get(slug: str) -> Site:
    """The site of that slug. Raises NotFound ``unknown_site``."""
    site = None
    if _SLUG.fullmatch(slug):
        site = with_origins(rows.fetch(Site, _BY_SLUG, slug=slug))
    if site is None:
        raise NotFound("unknown_site", site=slug[:SLUG_MAX_CHARS])
    return site


def by_id(site_id: int) -> Site:
    """The site of a row that names it."""
    return with_origins(rows.fetch(Site, _BY_ID, site_id=site_id))


def with_origins(site: Site | None) -> Site | None:
    """The site with its origins at hand, by one statement that is prepared."""
    if site is not None:
        set_committed_value(site, "origins", rows.fetch_all(SiteOrigin, _ORIGINS, site_id=site.id))
    return site


def create(slug: str, name: str, origins: Iterable[str], now: datetime, language: str = "en") -> Site:
    """Register a site with the origins (scheme, host, port) of its pages.

    Raises Invalid when the slug is malformed or taken, or an origin is not one.
    """
    if not _SLUG.fullmatch(slug):
        raise invalid("slug", "slug_malformed")
    if slug in _RESERVED:
        raise invalid("slug", "slug_taken")
    if db.session.scalar(select(Site.id).where(Site.slug == slug)):
        raise invalid("slug", "slug_taken")
    name = clean_line("name", name, SITE_NAME_MAX_CHARS)
    site = Site(slug=slug, name=name, language=language, settings={}, created_at=now)
    site.origins = [SiteOrigin(origin=origin) for origin in _origins(origins)]
    db.session.add(site)
    db.session.flush()
    return site


def set_origins(site: Site, origins: Iterable[str]) -> None:
    """Replace the registered origins. Raises Invalid when one is not an origin."""
    wanted = _origins(origins)
    site.origins = [kept for kept in site.origins if kept.origin in wanted]
    have = {kept.origin for kept in site.origins}
    site.origins += [SiteOrigin(origin=origin) for origin in wanted if origin not in have]


def change_settings(site: Site, changes: Mapping) -> SiteSettings:
    """Apply validated changes to a site's settings and return the new whole. Raises Invalid."""
    settings = SiteSettings.from_mapping(site.settings).with_changes(changes)
    site.settings = settings.to_mapping()
    changed(site)
    return settings


def hold(site_id: int) -> None:
    """Let whoever else holds the site wait until this unit of work ends: what hangs on a site is changed one at a time.

    Its key itself is not locked: comments that are posted meanwhile need not wait.
    """
    db.session.execute(select(Site.id).where(Site.id == site_id).with_for_update(key_share=True))


def hold_anew(site: Site, *columns: str) -> None:
    """Hold a site, and read these columns of its row as they are now."""
    db.session.refresh(site, columns, with_for_update={"key_share": True})


def changed(site: Site) -> None:
    """Something of the site is different: kept pages show some of it, and other processes keep the row in memory."""
    site.version += 1


def hosts(site: Site) -> frozenset[str]:
    """The registered hosts (``host`` or ``host:port``) on which the site's articles live."""
    return frozenset(page_url.host_of(row.origin) for row in site.origins)


def _origins(origins: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(page_url.origin(text) for text in origins))
