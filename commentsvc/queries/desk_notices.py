"""Correction notices as the desk works on them: the newest wording, who wrote it, and what of it is public."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.notice_kinds import NoticeState
from commentsvc.models.article import Article, ArticleAlias
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.notice import CorrectionNotice, NoticeReport, NoticeVersion
from commentsvc.queries import desk_staff
from commentsvc.queries.desk_scope import EVERYTHING, Sight, in_sections, notices_in, reports_in

PAGE = 20
COUNTED = 1000

_Newest, _Shown = aliased(NoticeVersion), aliased(NoticeVersion)
# A change of a published notice waits as well.
_WAITS = or_(
    CorrectionNotice.state == NoticeState.WAITING,
    and_(CorrectionNotice.state == NoticeState.PUBLISHED, CorrectionNotice.latest != CorrectionNotice.shown),
)
TABS = {
    "waiting": _WAITS,
    "drafts": CorrectionNotice.state == NoticeState.DRAFT,
    "published": CorrectionNotice.state == NoticeState.PUBLISHED,
    "withdrawn": CorrectionNotice.state == NoticeState.WITHDRAWN,
}


@dataclass(frozen=True)
class NoticeCard:
    """One notice: ``newest`` is what was written last, ``shown`` what is public (None: nothing yet)."""

    notice: CorrectionNotice
    newest: NoticeVersion
    shown: NoticeVersion | None
    article: Article
    writer: str

    @property
    def waits(self) -> bool:
        """Whether the newest words can still be published."""
        return self.notice.state != NoticeState.WITHDRAWN and self.notice.latest != self.notice.shown


def page(
    site_id: int, tab: str, after: str | None = None, sight: Sight = EVERYTHING
) -> tuple[list[NoticeCard], str | None]:
    """One page of a tab, newest first, and the public id to continue after (None at the end)."""
    statement = _rows().where(CorrectionNotice.site_id == site_id, TABS[tab], notices_in(sight))
    if after is not None:
        place = select(CorrectionNotice.id).where(
            CorrectionNotice.site_id == site_id, CorrectionNotice.public_id == after
        )
        statement = statement.where(CorrectionNotice.id < place.scalar_subquery())
    rows = db.session.execute(statement.order_by(CorrectionNotice.id.desc()).limit(PAGE + 1)).all()
    cards = _cards(rows[:PAGE])
    return cards, cards[-1].notice.public_id if len(rows) > PAGE else None


def one(site_id: int, public_id: str) -> NoticeCard | None:
    """One notice of the site, whatever its state."""
    statement = _rows().where(CorrectionNotice.site_id == site_id, CorrectionNotice.public_id == public_id)
    return next(iter(_cards(db.session.execute(statement).all())), None)


def counts(site_id: int, sight: Sight = EVERYTHING) -> dict[str, int]:
    """How many notices wait for approval; ``COUNTED`` stands for that many or more."""
    waiting = (
        select(CorrectionNotice.id)
        .join(Article, Article.id == CorrectionNotice.article_id)
        .where(CorrectionNotice.site_id == site_id, _WAITS, notices_in(sight))
    )
    return {"waiting": db.session.scalar(select(func.count()).select_from(waiting.limit(COUNTED).subquery()))}


def versions(notice: CorrectionNotice) -> list[NoticeVersion]:
    """Every wording of a notice, the newest first."""
    statement = select(NoticeVersion).where(NoticeVersion.notice_id == notice.id)
    return list(db.session.scalars(statement.order_by(NoticeVersion.number.desc())))


def reports_of(notice: CorrectionNotice, sight: Sight = EVERYTHING) -> list[CorrectionReport]:
    """The reports that a notice answers, as far as somebody sees them, oldest first."""
    statement = (
        select(CorrectionReport)
        .join(NoticeReport, NoticeReport.report_id == CorrectionReport.id)
        .join(Article, Article.id == CorrectionReport.article_id)
        .where(NoticeReport.notice_id == notice.id, reports_in(sight))
    )
    return list(db.session.scalars(statement.order_by(CorrectionReport.id).limit(50)))


def of_report(report: CorrectionReport, sight: Sight = EVERYTHING) -> list[CorrectionNotice]:
    """The notices that answer a report or are being written to, newest first; given-up drafts are not among them."""
    statement = (
        select(CorrectionNotice)
        .join(NoticeReport, NoticeReport.notice_id == CorrectionNotice.id)
        .join(Article, Article.id == CorrectionNotice.article_id)
        .where(NoticeReport.report_id == report.id, CorrectionNotice.state != NoticeState.WITHDRAWN, notices_in(sight))
    )
    return list(db.session.scalars(statement.order_by(CorrectionNotice.id.desc())))


def article_of(report: CorrectionReport) -> Article:
    """The article of a report."""
    return db.session.get_one(Article, report.article_id)


def article(site_id: int, key: str, sight: Sight = EVERYTHING) -> Article | None:
    """The article of a key, or a former one, where a notice about it is the person's to write."""
    former = select(ArticleAlias.article_id).where(ArticleAlias.site_id == site_id, ArticleAlias.key == key)
    named = or_(Article.key == key, Article.id.in_(former))
    wanted = select(Article).where(Article.site_id == site_id, named, in_sections(sight.sections))
    found = db.session.scalar(wanted.order_by(Article.id).limit(1))
    return found if found is not None and sight.owns(found) else None


def _rows() -> Select:
    newest = and_(_Newest.notice_id == CorrectionNotice.id, _Newest.number == CorrectionNotice.latest)
    shown = and_(_Shown.notice_id == CorrectionNotice.id, _Shown.number == CorrectionNotice.shown)
    return (
        select(CorrectionNotice, _Newest, _Shown, Article)
        .join(_Newest, newest)
        .outerjoin(_Shown, shown)
        .join(Article, Article.id == CorrectionNotice.article_id)
    )


def _cards(rows: Sequence) -> list[NoticeCard]:
    named = desk_staff.names({row[1].written_by_id for row in rows if row[1].written_by_id is not None})
    return [NoticeCard(*row, writer=named.get(row[1].written_by_id, "")) for row in rows]
