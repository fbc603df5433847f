"""Counts of comments for list pages."""

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.article import Article, Thread
from commentsvc.models.site import Site


def by_keys(site: Site, keys: list[str]) -> dict[str, int]:
    """Approved comments of each article; zero for articles nobody has commented on."""
    rows = db.session.execute(
        select(Article.key, Thread.comment_count)
        .join(Thread, Thread.article_id == Article.id)
        .where(Article.site_id == site.id, Article.key.in_(keys))
    )
    return dict.fromkeys(keys, 0) | {row.key: row.comment_count for row in rows}
