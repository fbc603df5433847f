"""What the readers of a whole site talk about: its latest comments and its most discussed articles.

Every statement walks one index and stops at a number of rows that is fixed here, whatever the site's size.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, not_, or_, select
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.moderation import Status
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.domain.thread_state import is_closed
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.site import Site
from commentsvc.queries import branches, cursors, headlines

# Rows looked at beyond a page: tombstones and comments of closed threads among them are passed over. A page may
# therefore be short, or even empty, and still have a cursor.
SPARE_COMMENTS = 50
# Threads looked at for the most discussed: the most recently commented on, and where that is not all of them, the
# largest as well.
THREADS_LOOKED_AT = 1000

_LATEST = "latest"
_PARENT = aliased(Comment)
_LOOKED_AT = (Thread.id, Thread.article_id, Thread.comment_count, Thread.last_comment_at, Thread.closed)
_SEEN = (Comment.id, Comment.status, Comment.withdrawn_at, Thread.closed, Article.section)


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


def latest(site: Site, limit: int, cursor: str | None = None) -> Latest:
    """The latest public comments of a site. Raises Invalid ``bad_cursor``."""
    below = cursors.decode_row(cursor, _LATEST, site.id) if cursor else cursors.BEYOND_EVERY_ROW
    statement = _recent().where(Comment.site_id == site.id, Comment.id < below).order_by(Comment.id.desc())
    rows, last = _page(site, statement, limit)
    return Latest(rows, cursors.encode_row(_LATEST, site.id, last) if last else None)


def latest_of_thread(site: Site, thread_id: int, limit: int) -> list:
    """The latest public comments of one thread of that site, at any depth."""
    statement = _recent().where(Comment.thread_id == thread_id)
    rows, _last = _page(site, statement.order_by(Comment.created_at.desc(), Comment.id.desc()), limit)
    return rows


def _recent() -> Select:
    joined = select(*_SEEN).join(Thread, Thread.id == Comment.thread_id).join(Article, Article.id == Thread.article_id)
    return joined.where(Comment.visible)


def _page(site: Site, statement: Select, limit: int) -> tuple[list, int | None]:
    """The rows of a page, and the id of the last row looked at where there may be more."""
    most = limit + 1 + SPARE_COMMENTS
    seen = db.session.execute(statement.limit(most)).all()
    settings = SiteSettings.from_mapping(site.settings)
    public = [
        row
        for row in seen
        if row.status == Status.APPROVED
        and row.withdrawn_at is None
        and not is_closed(row.closed, row.section, settings)
    ]
    last = None
    if len(public) > limit:
        last = public[limit - 1].id
    elif len(seen) == most:
        last = seen[-1].id
    return _whole([row.id for row in public[:limit]]), last


def _whole(ids: list[int]) -> list:
    """These comments in this order, with their article and the public id of what they answer."""
    statement = (
        select(
            *branches.COLUMNS, Article.key, headlines.URL, headlines.TITLE, _PARENT.public_id.label("parent_public_id")
        )
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Article, Article.id == Thread.article_id)
        .join(_PARENT, _PARENT.id == Comment.parent_id, isouter=True)
        .where(Comment.id.in_(ids))
    )
    found = {row.id: row for row in db.session.execute(statement)} if ids else {}
    return [found[one] for one in ids if one in found]


def most_discussed(site: Site, since: datetime, limit: int) -> MostDiscussed:
    """Articles that somebody has commented on since a moment, those with most comments first."""
    of_site = select(*_LOOKED_AT).where(Thread.site_id == site.id)
    recent = of_site.where(Thread.last_comment_at >= since).order_by(Thread.last_comment_at.desc())
    rows = _largest(site, recent, since, limit)
    beyond = recent.with_only_columns(Thread.id).offset(THREADS_LOOKED_AT).limit(1)
    if db.session.scalar(beyond) is None:
        return MostDiscussed(rows, complete=True)
    # Those that are left out were commented on earlier: the largest of them are found by their size.
    fitting = _largest(site, of_site.order_by(Thread.comment_count.desc()), since, limit)
    merged = {row.id: row for row in [*rows, *fitting]}.values()
    ordered = sorted(merged, key=lambda row: (row.comment_count, row.last_comment_at, row.id), reverse=True)
    return MostDiscussed(ordered[:limit], complete=len(fitting) == limit)


def _largest(site: Site, threads: Select, since: datetime, limit: int) -> list:
    """Of the first threads of a statement those with most comments, if they are shown and commented on since then."""
    seen = threads.limit(THREADS_LOOKED_AT).subquery()
    statement = (
        select(Article.key, headlines.URL, headlines.TITLE, seen.c.id, seen.c.comment_count, seen.c.last_comment_at)
        .join(Article, Article.id == seen.c.article_id)
        .where(seen.c.comment_count > 0, seen.c.last_comment_at >= since, _is_shown(site, seen.c.closed))
        .order_by(seen.c.comment_count.desc(), seen.c.last_comment_at.desc(), seen.c.id.desc())
    )
    return list(db.session.execute(statement.limit(limit)))


def _is_shown(site: Site, closed):
    """``thread_state.is_closed`` turned round, as a condition."""
    sections = SiteSettings.from_mapping(site.settings).closed_sections
    if not sections:
        return not_(closed)
    return and_(not_(closed), or_(Article.section.is_(None), Article.section.not_in(sections)))
