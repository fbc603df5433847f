"""One article, looked up for the embed check."""

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.article import Article, Thread


def by_key(site_id: int, key: str) -> tuple[Article, Thread | None] | None:
    """The article of a key with its thread, if it has one yet; None for a key that nobody has used."""
    row = db.session.execute(
        select(Article, Thread)
        .outerjoin(Thread, Thread.article_id == Article.id)
        .where(Article.site_id == site_id, Article.key == key)
    ).first()
    return (row[0], row[1]) if row else None
