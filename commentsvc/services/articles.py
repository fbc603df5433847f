"""Articles: found by further keys than their own, and their text kept once per wording."""

import hashlib

from sqlalchemy import bindparam, select

from commentsvc import rows
from commentsvc.db import db
from commentsvc.models.article import Article, ArticleAlias, ArticleVersion
from commentsvc.services.context import Context

_BY_FORMER_KEY = rows.Prepared(
    rows.whole(Article)
    .join(ArticleAlias, ArticleAlias.article_id == Article.id)
    .where(ArticleAlias.site_id == bindparam("site_id"), ArticleAlias.key == bindparam("key"))
)


def by_former_key(context: Context, key: str) -> Article | None:
    """The article that a key led to before it was moved or merged; asked only where no article has the key now."""
    return rows.fetch(Article, _BY_FORMER_KEY, site_id=context.site.id, key=key)


def is_known(context: Context, key: str) -> bool:
    """Whether an article has this key, or had it."""
    own = select(Article.id).where(Article.site_id == context.site.id, Article.key == key)
    return db.session.scalar(own) is not None or by_former_key(context, key) is not None


def add_alias(context: Context, article: Article, key: str) -> None:
    """Let a key that no article has lead to this one."""
    db.session.add(ArticleAlias(site_id=context.site.id, article_id=article.id, key=key, created_at=context.now))


def keep_text(context: Context, article: Article, text: str) -> int | None:
    """Keep a wording of an article; returns the row id of its version, None for an empty text."""
    if not text:
        return None
    digest = hashlib.sha256(text.encode()).hexdigest()
    found = kept_text(article.id, digest)
    if found is None:
        version = ArticleVersion(
            site_id=context.site.id, article_id=article.id, sha256=digest, text=text, created_at=context.now
        )
        db.session.add(version)
        db.session.flush()
        found = version.id
    return found


def kept_text(article_id: int, sha256: str) -> int | None:
    """The row id of the version of an article whose text has this hash, None where it was never kept."""
    return db.session.scalar(
        select(ArticleVersion.id).where(ArticleVersion.article_id == article_id, ArticleVersion.sha256 == sha256)
    )
