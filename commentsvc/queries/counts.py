"""Counts of comments for list pages: read in one statement, kept in memory until the database moves."""

from sqlalchemy import JSON, Engine, bindparam, text

from commentsvc.db import db
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.domain.thread_state import is_closed
from commentsvc.models.site import Site
from commentsvc.queries.freshness import Watch

# A thread with comments off counts none: nothing of it is shown. An article answers to its former keys too.
_COUNTS = text(
    "SELECT article.key, thread.comment_count, article.section, 1 AS own"
    " FROM article JOIN thread ON thread.article_id = article.id"
    " WHERE article.site_id = :site_id AND article.key IN :keys AND NOT thread.closed"
    " UNION ALL SELECT alias.key, thread.comment_count, article.section, 0 FROM article_alias AS alias"
    " JOIN article ON article.id = alias.article_id JOIN thread ON thread.article_id = alias.article_id"
    " WHERE alias.site_id = :site_id AND alias.key IN :keys AND NOT thread.closed"
).bindparams(bindparam("keys", expanding=True))
# Whether a section is closed is asked only where the publisher has named one.
_SETTINGS = text("SELECT settings FROM site WHERE id = :site_id").columns(settings=JSON)
_SITE = text("SELECT id FROM site WHERE slug = :slug")
# What is kept is thrown away when its keys are longer than this together, in characters.
KEPT_CHARS = 8_000_000
_CHARS_OF_AN_ENTRY = 100


def by_keys(site: Site, keys: list[str]) -> dict[str, int]:
    """Approved comments of each article; zero for articles nobody has commented on."""
    return _read(db.session.connection(), site.id, keys)


def _read(connection, site_id: int, keys: list[str]) -> dict[str, int]:
    counts = dict.fromkeys(keys, 0)
    if counts:
        rows = connection.execute(_COUNTS, {"site_id": site_id, "keys": list(counts)}).all()
        if any(row.section is not None for row in rows):
            settings = SiteSettings.from_mapping(connection.execute(_SETTINGS, {"site_id": site_id}).scalar_one())
            rows = [row for row in rows if not is_closed(False, row.section, settings)]
        counts |= {row.key: row.comment_count for row in rows if not row.own}
        counts |= {row.key: row.comment_count for row in rows if row.own}
    return counts


class KeptCounts:
    """Counts by site and key. Every front page asks for a list of its own, hence single counts are kept, not answers.

    A count is as old as the last commit anywhere: when the database has moved, those that are asked for are read anew,
    all in one statement, and the others when somebody asks. On PostgreSQL, where nothing tells for free whether it
    moved, each list is read.
    """

    def __init__(self, engine: Engine, watch: Watch):
        self._engine, self._watch = engine, watch
        self._sites: dict[str, int] = {}
        self._kept: dict[str, dict[str, tuple[int, int]]] = {}
        self._chars = 0

    def of(self, slug: str, keys: list[str]) -> dict[str, int] | None:
        """The count of each article by its key, in the order of the keys; None for an unknown site."""
        # Looked at before reading, so that a commit in between makes a count stale rather than unnoticed.
        stamp = self._watch.stamp()
        kept = self._kept.get(slug)
        if kept is not None:
            found = [kept.get(key) for key in keys]
            if all(one is not None and one[1] == stamp for one in found):
                return {key: one[0] for key, one in zip(keys, found, strict=True)}
        return self._read(slug, keys, stamp)

    def _read(self, slug: str, keys: list[str], stamp: int) -> dict[str, int] | None:
        with self._engine.connect() as connection:
            site_id = self._sites.get(slug) or connection.scalar(_SITE, {"slug": slug})
            if site_id is None:
                return None
            counts = _read(connection, site_id, keys)
        self._sites[slug] = site_id
        if self._chars > KEPT_CHARS:
            self._kept, self._chars = {}, 0
        kept = self._kept.setdefault(slug, {})
        self._chars += sum(len(key) + _CHARS_OF_AN_ENTRY for key in counts if key not in kept)
        kept |= {key: (count, stamp) for key, count in counts.items()}
        return counts
