"""Correction notices as the public sees them. Of a withdrawn one only its trace is left: when, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select

from commentsvc.db import db
from commentsvc.domain.notice_kinds import NoticeState
from commentsvc.domain.provenance import Provenance
from commentsvc.models.article import Article, ArticleAlias
from commentsvc.models.notice import CorrectionNotice, NoticeReport, NoticeVersion
from commentsvc.models.site import Site

PAGE = 20
# So many notices of one article are given together: more than any article has been corrected.
OF_ARTICLE_MAX = 100


@dataclass(frozen=True)
class NoticedArticle:
    """What a notice says of its article: headline and address where they are more than one reader's word."""

    key: str
    url: str | None
    title: str | None


@dataclass(frozen=True)
class PublicNotice:
    """One notice in its public wording; ``changed_at`` is None unless it got other words after its publication."""

    id: str
    kind: str
    language: str
    text: str
    before: str
    after: str
    target: dict | None
    version: int
    published_at: datetime
    changed_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_because: str
    article: NoticedArticle

    @property
    def updated_at(self) -> datetime:
        """When what readers see of it changed last."""
        return self.withdrawn_at or self.changed_at or self.published_at


def public_notice(notice: CorrectionNotice, version: NoticeVersion, article: Article, at=None) -> PublicNotice:
    """A wording as the public would see it; ``at`` is the moment of a publication that has not been yet."""
    gone = notice.withdrawn_at is not None
    published = notice.published_at or at
    shown_since = version.published_at or at
    return PublicNotice(
        id=notice.public_id,
        kind=version.kind,
        language=version.language,
        text="" if gone else version.text,
        before="" if gone else version.before,
        after="" if gone else version.after,
        target={name: getattr(version, name) for name in ("exact", "prefix", "suffix")}
        if version.exact and not gone
        else None,
        version=version.number,
        published_at=published,
        changed_at=shown_since if shown_since != published else None,
        withdrawn_at=notice.withdrawn_at,
        withdrawn_because=notice.withdrawn_because,
        article=_article(article),
    )


def of_article(site: Site, key: str) -> tuple[NoticedArticle | None, list[PublicNotice]]:
    """The article of a key, or a former one, and its notices, newest first; None where nobody knows the key."""
    article = db.session.scalar(select(Article).where(Article.site_id == site.id, Article.key == key))
    if article is None:
        alias = select(ArticleAlias.article_id).where(ArticleAlias.site_id == site.id, ArticleAlias.key == key)
        article = db.session.scalar(select(Article).where(Article.id == alias.scalar_subquery()))
    if article is None:
        return None, []
    rows = db.session.execute(
        _public().where(CorrectionNotice.article_id == article.id).order_by(*_NEWEST_FIRST).limit(OF_ARTICLE_MAX)
    )
    return _article(article), [public_notice(*row) for row in rows]


def last_correction(article_id: ColumnElement[int]) -> ScalarSelect:
    """A column for a query on articles: when the newest notice that stands was published, NULL without any."""
    stands = CorrectionNotice.state == str(NoticeState.PUBLISHED)
    newest = select(func.max(CorrectionNotice.published_at)).where(CorrectionNotice.article_id == article_id, stands)
    return newest.scalar_subquery()


def page(
    site: Site, kind: str | None = None, after: str | None = None, limit: int = PAGE
) -> tuple[list[PublicNotice], str | None]:
    """One page of a site's notices (of one kind, or all), newest first, and the id to continue after (None: end)."""
    statement = _public().where(CorrectionNotice.site_id == site.id)
    if kind is not None:
        statement = statement.where(NoticeVersion.kind == kind)
    last = (
        after
        and db.session.execute(
            select(CorrectionNotice.published_at, CorrectionNotice.id).where(
                CorrectionNotice.site_id == site.id,
                CorrectionNotice.public_id == after,
                CorrectionNotice.published_at.is_not(None),
            )
        ).first()
    )
    if last:
        earlier = CorrectionNotice.published_at < last.published_at
        same = and_(CorrectionNotice.published_at == last.published_at, CorrectionNotice.id < last.id)
        statement = statement.where(or_(earlier, same))
    rows = list(db.session.execute(statement.order_by(*_NEWEST_FIRST).limit(limit + 1)))
    found = [public_notice(*row) for row in rows[:limit]]
    return found, found[-1].id if len(rows) > limit else None


def kinds(site: Site) -> Sequence[str]:
    """The kinds of which the site has public notices."""
    shown = _public().where(CorrectionNotice.site_id == site.id)
    return db.session.scalars(shown.with_only_columns(NoticeVersion.kind).distinct()).all()


def of_report(report_id: int) -> PublicNotice | None:
    """The newest notice that answers a report and still stands."""
    row = db.session.execute(
        _public()
        .join(NoticeReport, NoticeReport.notice_id == CorrectionNotice.id)
        .where(NoticeReport.report_id == report_id, CorrectionNotice.state == NoticeState.PUBLISHED)
        .order_by(*_NEWEST_FIRST)
        .limit(1)
    ).first()
    return public_notice(*row) if row else None


def newest_of(article_id: int) -> PublicNotice | None:
    """The newest notice about an article that still stands."""
    about = CorrectionNotice.article_id == article_id, CorrectionNotice.state == NoticeState.PUBLISHED
    row = db.session.execute(_public().where(*about).order_by(*_NEWEST_FIRST).limit(1)).first()
    return public_notice(*row) if row else None


def one(site: Site, public_id: str) -> PublicNotice | None:
    """One notice of a site, where it is or was public."""
    row = db.session.execute(
        _public().where(CorrectionNotice.site_id == site.id, CorrectionNotice.public_id == public_id)
    ).first()
    return public_notice(*row) if row else None


_NEWEST_FIRST = (CorrectionNotice.published_at.desc(), CorrectionNotice.id.desc())


def _public() -> Select:
    return (
        select(CorrectionNotice, NoticeVersion, Article)
        .join(
            NoticeVersion,
            and_(NoticeVersion.notice_id == CorrectionNotice.id, NoticeVersion.number == CorrectionNotice.shown),
        )
        .join(Article, Article.id == CorrectionNotice.article_id)
        .where(CorrectionNotice.published_at.is_not(None))
    )


def _article(article: Article) -> NoticedArticle:
    known = article.provenance != Provenance.HINT
    return NoticedArticle(article.key, article.url if known else None, article.title if known else None)
