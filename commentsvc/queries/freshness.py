"""Has anything changed since? Asked before every cached page, so it must cost next to nothing."""

import threading
import time
from dataclasses import dataclass

from sqlalchemy import Engine, TextClause, text

_BY_THREAD = text(
    "SELECT thread.version, site.version FROM thread JOIN site ON site.id = thread.site_id WHERE thread.id = :thread_id"
)
_BY_KEY = text(
    "SELECT COALESCE(own.version, former.version), site.version FROM site"
    " LEFT JOIN article ON article.site_id = site.id AND article.key = :key"
    " LEFT JOIN thread AS own ON own.article_id = article.id"
    " LEFT JOIN article_alias AS alias ON alias.site_id = site.id AND alias.key = :key"
    " LEFT JOIN thread AS former ON former.article_id = alias.article_id"
    " WHERE site.id = :site_id"
)


@dataclass(frozen=True)
class Source:
    """What a page was made from: one version of one thread, or (without any of these) all that is committed.

    An article that nobody has commented on has no thread yet, and is known by site and key. ``version`` is None then.
    ``site_version`` is given where the page shows something of the site's settings.
    """

    version: int | None
    thread_id: int | None = None
    site_id: int | None = None
    key: str | None = None
    site_version: int | None = None


class Watch:
    """Tells whether the database moved, and whether a thread did.

    On SQLite ``PRAGMA data_version`` of a kept connection moves with every commit of any other connection
    (https://www.sqlite.org/pragma.html#pragma_data_version), so that a cached page is exactly fresh. PostgreSQL has
    no such number: there the stamp always moves, and the thread's version is looked up for each page served.
    The number is good for ``seconds`` after it was looked at.
    """

    def __init__(self, engine: Engine, seconds: float = 0.0):
        self._engine = engine
        self._seconds = seconds
        self._seen, self._until = 0, 0.0
        self._sqlite = engine.dialect.name == "sqlite"
        self._cursor = None
        # One connection for all threads: its number means nothing to another connection.
        self._turn = threading.Lock()

    def stamp(self) -> int:
        """A number that stays the same only while nothing has been committed."""
        if not self._sqlite:
            return time.monotonic_ns()
        now = time.monotonic()
        if now >= self._until:
            with self._turn:
                self._seen = self._ask("PRAGMA data_version", {})[0][0]
            self._until = now + self._seconds
        return self._seen

    def is_current(self, source: Source) -> bool:
        """Whether the thread still has the version the page was made from; asked when the stamp has moved."""
        if source.thread_id is None and source.key is None:
            return False
        if source.thread_id is not None:
            found = self._versions(_BY_THREAD, {"thread_id": source.thread_id})
        else:
            found = self._versions(_BY_KEY, {"site_id": source.site_id, "key": source.key})
        return found is not None and found[0] == source.version and source.site_version in (None, found[1])

    def _versions(self, statement: TextClause, values: dict):
        if self._sqlite:
            with self._turn:
                return next(iter(self._ask(statement.text, values)), None)
        with self._engine.connect() as connection:
            return connection.execute(statement, values).first()

    def _ask(self, statement: str, values: dict) -> list:
        if self._cursor is None:
            self._kept = self._engine.raw_connection()
            self._cursor = self._kept.cursor()
        # Read to the end: a statement left open would hold its moment, and the number would never move again.
        return self._cursor.execute(statement, values).fetchall()
