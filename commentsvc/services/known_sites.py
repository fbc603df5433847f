"""Sites as they were a moment ago: every request asks for one, and they hardly ever change.

What another process changes is known here within a second, what this one changes at once. The rows belong to no
session: they are read, never changed (``services.sites`` gives those that may be).
"""

import time
from collections.abc import Callable
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, event

from commentsvc import rows
from commentsvc.db import db
from commentsvc.models.site import Site, SiteOrigin
from commentsvc.services import sites

SECONDS = 1.0
# Origins are what anybody sends: more of them than any service has sites are no use to keep.
_MOST = 1_000

_BY_ID = rows.Prepared(rows.whole(Site).where(Site.id == bindparam("site_id")))
_WITH_ORIGIN = rows.Prepared(rows.whole(SiteOrigin).where(SiteOrigin.origin == bindparam("origin")).limit(1))

_kept: WeakKeyDictionary[Engine, dict[tuple, tuple[float, object]]] = WeakKeyDictionary()


def by_slug(slug: str) -> Site:
    """The site of that slug. Raises NotFound ``unknown_site``."""
    return _known(("slug", slug), lambda: _apart(sites.get(slug)))


def by_id(site_id: int) -> Site:
    """The site of a row that names it."""
    return _known(("id", site_id), lambda: _apart(sites.with_origins(rows.fetch(Site, _BY_ID, site_id=site_id))))


def is_origin(origin: str) -> bool:
    """Whether an origin is registered on any site."""
    return _known(("origin", origin), lambda: _WITH_ORIGIN.first(origin=origin) is not None)


def forget() -> None:
    """Look everything up anew."""
    _kept.clear()


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
