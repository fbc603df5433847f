"""One article, looked up for the embed check."""

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.article import Article, ArticleAlias, Thread


def by_key(site_id: int, key: str) -> tuple[Article, Thread | None] | None:
    """The article of a key, or of a former one, with its thread, if it has one yet; None for a key nobody has used."""
    both = select(Article, Thread).outerjoin(Thread, Thread.article_id == Article.id)
    former = both.join(ArticleAlias, ArticleAlias.article_id == Article.id)
    row = (
        db.session.execute(both.where(Article.site_id == site_id, Article.key == key)).first()
        or db.session.execute(former.where(ArticleAlias.site_id == site_id, ArticleAlias.key == key)).first()
    )
    return (row[0], row[1]) if row else None
