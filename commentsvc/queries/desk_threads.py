"""Threads as the desk lists them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.thread_switches import Switch
from commentsvc.models.article import Article, ArticleAlias, Thread
from commentsvc.queries.desk_scope import in_sections

PAGE = 30
OTHER_KEYS_SHOWN = 20


@dataclass(frozen=True)
class ThreadLine:
    """One thread with its article; has what ``domain.thread_state.Facts`` asks for."""

    thread: Thread
    article: Article

    @property
    def closed(self) -> bool:
        """Comments are off for this article."""
        return self.thread.closed

    @property
    def locked(self) -> bool:
        """Locked by hand, or by the clock's housekeeping."""
        return self.thread.locked

    @property
    def stays_open(self) -> bool:
        """A moderator wants it open in spite of its age."""
        return self.thread.stays_open

    @property
    def section(self) -> str | None:
        """The article's section."""
        return self.article.section

    @property
    def begun_at(self) -> datetime:
        """The article's publication, else the thread's beginning."""
        return self.article.published_at or self.thread.created_at


def page(
    site_id: int, on: Switch | None = None, after: str | None = None, sections: Sequence[str] = ()
) -> tuple[list[ThreadLine], str | None]:
    """One page of threads (with one switch on, or all; of some sections, or all), the newest first, and the public id
    to continue after.
    """
    statement = select(Thread, Article).join(Article, Article.id == Thread.article_id)
    statement = statement.where(Thread.site_id == site_id, in_sections(sections))
    if on is not None:
        statement = statement.where(getattr(Thread, on))
    if after is not None:
        place = select(Thread.id).where(Thread.site_id == site_id, Thread.public_id == after).scalar_subquery()
        statement = statement.where(Thread.id < place)
    rows = list(db.session.execute(statement.order_by(Thread.id.desc()).limit(PAGE + 1)))
    lines = [ThreadLine(*row) for row in rows[:PAGE]]
    return lines, lines[-1].thread.public_id if len(rows) > PAGE else None


def one(site_id: int, public_id: str) -> ThreadLine | None:
    """One thread of the site."""
    row = db.session.execute(
        select(Thread, Article)
        .join(Article, Article.id == Thread.article_id)
        .where(Thread.site_id == site_id, Thread.public_id == public_id)
    ).first()
    return ThreadLine(*row) if row else None


def other_keys(article: Article) -> list[str]:
    """Further keys that lead to the article (``ArticleAlias``); some of them."""
    return list(
        db.session.scalars(
            select(ArticleAlias.key)
            .where(ArticleAlias.article_id == article.id)
            .order_by(ArticleAlias.id)
            .limit(OTHER_KEYS_SHOWN)
        )
    )
