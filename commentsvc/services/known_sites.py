"""Sites kept in memory: every request asks for one, and they hardly ever change.

A site's settings are always those of the database, since their version is looked at; a name or an origin that another
process changes is known here within a second. The rows belong to no session: they are read, never changed
(``services.sites`` gives those that may be).
"""

import time
from collections.abc import Callable
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, event, select

from commentsvc import rows
from commentsvc.db import db
from commentsvc.models.site import Site, SiteOrigin
from commentsvc.services import sites

SECONDS = 1.0
# Origins are what anybody sends: more of them than any service has sites are no use to keep.
_MOST = 1_000

_VERSION = rows.Prepared(select(Site.version).where(Site.id == bindparam("site_id")))
_WITH_ORIGIN = rows.Prepared(rows.whole(SiteOrigin).where(SiteOrigin.origin == bindparam("origin")).limit(1))

_kept: WeakKeyDictionary[Engine, dict[tuple, tuple[float, object]]] = WeakKeyDictionary()


def by_slug(slug: str) -> Site:
    """The site of that slug, with the settings it has now. Raises NotFound ``unknown_site``."""
    return _current(lambda: named(slug))


def by_id(site_id: int) -> Site:
    """The site of a row that names it, with the settings it has now."""
    return _current(lambda: _known(("id", site_id), lambda: _apart(sites.by_id(site_id))))


def named(slug: str) -> Site:
    """The site of that slug, for whoever needs nothing of its settings. Raises NotFound ``unknown_site``."""
    return _known(("slug", slug), lambda: _apart(sites.get(slug)))


def is_origin(origin: str) -> bool:
    """Whether an origin is registered on any site."""
    return _known(("origin", origin), lambda: _WITH_ORIGIN.first(origin=origin) is not None)


def forget() -> None:
    """Look everything up anew."""
    _kept.clear()


def _current(look: Callable[[], Site]) -> Site:
    site = look()
    if _VERSION.first(site_id=site.id) != (site.version,):
        forget()
        site = look()
    return site


def _known(key: tuple, look: Callable):
    kept = _kept.setdefault(db.engine, {})
    found = kept.get(key)
    now = time.monotonic()
    if found is None or found[0] < now:
        if len(kept) >= _MOST:
            kept.clear()
        found = kept[key] = now + SECONDS, look()
    return found[1]


def _apart(site: Site) -> Site:
    db.session.expunge(site)
    return site


def _changed(_mapper, _connection, _row) -> None:
    forget()


for _model in (Site, SiteOrigin):
    for _moment in ("after_insert", "after_update", "after_delete"):
        event.listen(_model, _moment, _changed)
