"""The index of words: comments are taken into it after they were posted, and what was deleted leaves its files, too."""

from sqlalchemy import Row, delete, select, text

from commentsvc.db import db, unit_of_work
from commentsvc.domain import searching
from commentsvc.models import search
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment

# Comments that are taken in in one unit of work: writers wait for no more than that.
BATCH = 100
# Pages of the index that are written in one unit of work, likewise.
_PAGES = 200

_INSERT = {
    "sqlite": text("INSERT INTO search_comment (rowid, words) VALUES (:id, :words)"),
    "postgresql": text("INSERT INTO search_comment (id, words) VALUES (:id, CAST(:words AS tsvector))"),
}
_DELETE = {
    "sqlite": text("DELETE FROM search_comment WHERE rowid = :id"),
    "postgresql": text("DELETE FROM search_comment WHERE id = :id"),
}
_MERGE = text("INSERT INTO search_comment (search_comment, rank) VALUES ('merge', :pages)")


def take_in(most: int = BATCH) -> int:
    """Index up to so many of the comments that wait for it, the newest first; returns how many.

    What somebody else is just changing is left for the next time.
    """
    rows = _next(most)
    if not rows:
        return 0
    connection = db.session.connection()
    dialect = connection.dialect.name
    as_text = " ".join if dialect == "sqlite" else searching.as_vector
    values = [{"id": row.id, "words": as_text(searching.indexed(*row[1:]))} for row in rows]
    connection.execute(_DELETE[dialect], [{"id": row.id} for row in rows])
    connection.execute(_INSERT[dialect], values)
    connection.execute(delete(search.waiting).where(search.waiting.c.id.in_([row.id for row in rows])))
    return len(rows)


def _next(most: int) -> list[Row]:
    about = (Article.id, Article.title, Article.key, Article.section)
    wanted = (
        select(Comment.id, Comment.source, Comment.author_name, *about)
        .join(search.waiting, search.waiting.c.id == Comment.id)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Article, Article.id == Thread.article_id)
        .order_by(search.waiting.c.id.desc())
        .limit(most)
    )
    # Whoever changes a text afterwards waits, and then finds in the index what has to leave it.
    return list(db.session.execute(wanted.with_for_update(read=True, skip_locked=True, of=(Comment, Article))))


def forget_deleted() -> None:
    """Take words that are in no row any more out of SQLite's files; not inside a unit of work.

    FTS5 only marks a row's words as deleted until it merges the parts of its index, so all parts are merged into one
    (https://www.sqlite.org/fts5.html#the_merge_command): begun with a negative number, gone on with until nothing
    changes. PostgreSQL's vacuum does it there.
    """
    if db.engine.dialect.name != "sqlite":
        return
    pages, more = -_PAGES, True
    while more:
        more, pages = _merge(pages), _PAGES


def _merge(pages: int) -> bool:
    with unit_of_work():
        connection = db.session.connection()
        driver = connection.connection.dbapi_connection
        before = driver.total_changes
        connection.execute(_MERGE, {"pages": pages})
        # The command itself counts as one.
        return driver.total_changes - before > 1
