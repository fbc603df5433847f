"""What the readers of a whole site talk about: its latest comments and its most discussed articles.

Every statement walks one index and stops at a number of rows that is fixed here, whatever the site's size.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.moderation import Status
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.queries import branches, cursors

# Rows looked at beyond a page: tombstones and comments of closed threads among them are passed over. A page may
# therefore be short, or even empty, and still have a cursor.
SPARE_COMMENTS = 50
# Threads looked at for the most discussed: the most recently commented on, and where that is not all of them, the
# largest as well.
THREADS_LOOKED_AT = 1000

_LATEST = "latest"
_PARENT = aliased(Comment)
_SEEN = (Comment.id, Comment.status, Comment.withdrawn_at, Thread.closed)
_PULSE = (
    Thread.id,
    Thread.article_id,
    Thread.comment_count,
    Thread.closed,
    Thread.last_comment_at,
)


@dataclass(frozen=True)
class Latest:
    """Comments with their articles, newest first, and the cursor to older ones."""

    rows: list
    next_cursor: str | None


@dataclass(frozen=True)
class MostDiscussed:
    """Articles with most comments first; ``complete`` unless there were too many to look at all of them."""

    rows: list
    complete: bool


def latest(site_id: int, limit: int, cursor: str | None = None) -> Latest:
    """The latest public comments of a site. Raises Invalid ``bad_cursor``."""
    below = cursors.decode_row(cursor, _LATEST, site_id) if cursor else cursors.BEYOND_EVERY_ROW
    statement = _recent().where(Comment.site_id == site_id, Comment.id < below).order_by(Comment.id.desc())
    rows, last = _page(statement, limit)
    return Latest(rows, cursors.encode_row(_LATEST, site_id, last) if last else None)


def latest_of_thread(thread_id: int, limit: int) -> list:
    """The latest public comments of one thread, at any depth."""
    statement = _recent().where(Comment.thread_id == thread_id)
    rows, _last = _page(statement.order_by(Comment.created_at.desc(), Comment.id.desc()), limit)
    return rows


def _recent() -> Select:
    return select(*_SEEN).join(Thread, Thread.id == Comment.thread_id).where(Comment.visible)


def _page(statement: Select, limit: int) -> tuple[list, int | None]:
    """The rows of a page, and the id of the last row looked at where there may be more."""
    most = limit + 1 + SPARE_COMMENTS
    seen = db.session.execute(statement.limit(most)).all()
    public = [row for row in seen if row.status == Status.APPROVED and row.withdrawn_at is None and not row.closed]
    last = None
    if len(public) > limit:
        last = public[limit - 1].id
    elif len(seen) == most:
        last = seen[-1].id
    return _whole([row.id for row in public[:limit]]), last


def _whole(ids: list[int]) -> list:
    """These comments in this order, with their article and the public id of what they answer."""
    statement = (
        select(*branches.COLUMNS, Article.key, Article.url, Article.title, _PARENT.public_id.label("parent_public_id"))
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Article, Article.id == Thread.article_id)
        .join(_PARENT, _PARENT.id == Comment.parent_id, isouter=True)
        .where(Comment.id.in_(ids))
    )
    found = {row.id: row for row in db.session.execute(statement)} if ids else {}
    return [found[one] for one in ids if one in found]


def most_discussed(site_id: int, since: datetime, limit: int) -> MostDiscussed:
    """Articles that somebody has commented on since a moment, those with most comments first."""
    of_site = select(*_PULSE).where(Thread.site_id == site_id)
    recent = db.session.execute(
        of_site.where(Thread.last_comment_at >= since)
        .order_by(Thread.last_comment_at.desc())
        .limit(THREADS_LOOKED_AT + 1)
    ).all()
    complete = len(recent) <= THREADS_LOOKED_AT
    if not complete:
        # Those that are left out were commented on earlier: the largest of them are found by their size.
        largest = db.session.execute(of_site.order_by(Thread.comment_count.desc()).limit(THREADS_LOOKED_AT)).all()
        fitting = [row for row in largest if row.last_comment_at and row.last_comment_at >= since and not row.closed]
        complete = len(fitting) >= limit
        recent = list({row.id: row for row in [*recent, *fitting]}.values())
    counted = [row for row in recent if row.comment_count > 0 and not row.closed]
    counted.sort(key=lambda row: (row.comment_count, row.last_comment_at, row.id), reverse=True)
    return MostDiscussed(_with_articles(counted[:limit]), complete)


def _with_articles(rows: list) -> list:
    statement = (
        select(Article.key, Article.url, Article.title, Thread.id, Thread.comment_count, Thread.last_comment_at)
        .join(Thread, Thread.article_id == Article.id)
        .where(Thread.id.in_([row.id for row in rows]))
    )
    found = {row.id: row for row in db.session.execute(statement)} if rows else {}
    return [found[row.id] for row in rows if row.id in found]
