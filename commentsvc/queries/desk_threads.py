"""Threads as the desk lists them."""

from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.article import Article, Thread

PAGE = 30


@dataclass(frozen=True)
class ThreadLine:
    """One thread with its article."""

    thread: Thread
    article: Article


def one(site_id: int, public_id: str) -> ThreadLine | None:
    """One thread of the site."""
    row = db.session.execute(
        select(Thread, Article)
        .join(Article, Article.id == Thread.article_id)
        .where(Thread.site_id == site_id, Thread.public_id == public_id)
    ).first()
    return ThreadLine(*row) if row else None


def page(site_id: int, locked_only: bool, after: str | None = None) -> tuple[list[ThreadLine], str | None]:
    """One page of threads, the newest first, and the public id to continue after (None at the end)."""
    statement = select(Thread, Article).join(Article, Article.id == Thread.article_id).where(Thread.site_id == site_id)
    if locked_only:
        statement = statement.where(Thread.locked)
    if after is not None:
        place = select(Thread.id).where(Thread.site_id == site_id, Thread.public_id == after).scalar_subquery()
        statement = statement.where(Thread.id < place)
    rows = list(db.session.execute(statement.order_by(Thread.id.desc()).limit(PAGE + 1)))
    lines = [ThreadLine(*row) for row in rows[:PAGE]]
    return lines, lines[-1].thread.public_id if len(rows) > PAGE else None
