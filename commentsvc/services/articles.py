"""Articles: found by further keys than their own, their text kept once per wording, and which wording is known."""

import hashlib

from sqlalchemy import bindparam, select

from commentsvc import rows
from commentsvc.db import db, insert_into
from commentsvc.domain.events import ArticleTextKnown
from commentsvc.domain.provenance import Provenance, better
from commentsvc.models.article import Article, ArticleAlias, ArticleVersion
from commentsvc.services import outbox
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


def know_text(context: Context, article: Article, text: str, provenance: Provenance) -> ArticleVersion | None:
    """Keep a wording of an article, and who vouches for it; returns its version, None for an empty text.

    What a reader's page says (HINT) is known to be so once a page in another network has said the same on the same
    day, as with titles. See ``vouch`` for what follows.
    """
    if not text:
        return None
    digest = hashlib.sha256(text.encode()).hexdigest()
    version = version_of(article.id, digest)
    if version is None:
        about = {"site_id": context.site.id, "article_id": article.id, "created_at": context.now}
        row = insert_into(ArticleVersion).values(sha256=digest, text=text, provenance=Provenance.HINT, **about)
        # On PostgreSQL another reader may be sending the same at this moment.
        db.session.execute(row.on_conflict_do_nothing())
        version = version_of(article.id, digest)
    vouch(context, article, version, provenance)
    return version


def version_of(article_id: int, sha256: str) -> ArticleVersion | None:
    """The version of an article whose text has this hash, None where it was never kept."""
    return db.session.scalar(
        select(ArticleVersion).where(ArticleVersion.article_id == article_id, ArticleVersion.sha256 == sha256)
    )


def vouch(context: Context, article: Article, version: ArticleVersion, provenance: Provenance) -> None:
    """Somebody says that a wording is the article's at this moment; what the newsroom is told follows from it.

    Where that makes it known to be another one than before, ``ArticleTextKnown`` is published. A reader's page alone
    never does; and two of them make known only what nobody more trustworthy has spoken about, and what was not seen
    before the present wording already: a page that has been open since yesterday does not undo a correction.
    """
    db.session.refresh(version, with_for_update=True)
    if provenance is Provenance.HINT:
        provenance = _weigh(context, version)
        if provenance is Provenance.HINT:
            return
    version.provenance = better(version.provenance, provenance)
    version.claimed_from, version.seen_at = None, context.now
    db.session.flush()
    current_id = db.session.scalar(select(Article.current_version_id).where(Article.id == article.id).with_for_update())
    current = db.session.get(ArticleVersion, current_id) if current_id is not None else None
    if current is version or not (current is None or _overrules(context, provenance, version, current)):
        return
    article.current_version_id = version.id
    db.session.flush()
    outbox.publish(context, ArticleTextKnown(article.key, version.sha256))


def _weigh(context: Context, version: ArticleVersion) -> Provenance:
    """What a reader's page makes of a wording: AGREED when it is the second that says so today, from elsewhere."""
    if version.provenance != Provenance.HINT:
        return Provenance.HINT
    # The hashes of networks change every day: those of two days do not tell whether it was the same network.
    today = version.seen_at is not None and version.seen_at.date() == context.now.date()
    if today and version.claimed_from and version.claimed_from != context.network:
        return Provenance.AGREED
    version.claimed_from, version.seen_at = context.network, context.now
    return Provenance.HINT


def _overrules(context: Context, said: Provenance, version: ArticleVersion, current: ArticleVersion) -> bool:
    if said is Provenance.PUBLISHER:
        return True
    if current.provenance == Provenance.PUBLISHER:
        return False
    if said is Provenance.FETCHED:
        return True
    # What was fetched counts as long as fetching goes on.
    superseded = current.provenance != Provenance.FETCHED or not context.settings.fetch_articles
    return superseded and version.created_at >= current.created_at
