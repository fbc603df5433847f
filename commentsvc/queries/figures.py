"""What figures and exports about correction reports are made from."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain.correction_states import State
from commentsvc.domain.figures import Fact
from commentsvc.domain.web_annotations import Reported
from commentsvc.models.article import Article
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.notice import CorrectionNotice, NoticeVersion
from commentsvc.queries.desk_scope import EVERYTHING, Sight, notices_in, reports_in

# So many reports of a period are counted: more than any newspaper gets in years.
MOST = 100_000
_BATCH = 500


def facts(site_id: int, begin: datetime, end: datetime, sight: Sight = EVERYTHING) -> list[Fact]:
    """The reports that came in from ``begin`` until before ``end``."""
    columns = (
        CorrectionReport.state,
        CorrectionReport.kind,
        Article.section,
        CorrectionReport.via,
        Article.key,
        CorrectionReport.exact,
        CorrectionReport.replacement,
        CorrectionReport.created_at,
        CorrectionReport.decided_at,
    )
    rows = db.session.execute(
        select(*columns)
        .join(Article, Article.id == CorrectionReport.article_id)
        .where(
            CorrectionReport.site_id == site_id,
            CorrectionReport.created_at >= begin,
            CorrectionReport.created_at < end,
            reports_in(sight),
        )
        .limit(MOST)
    )
    return [Fact(*row) for row in rows]


def notices(site_id: int, begin: datetime, end: datetime, sight: Sight = EVERYTHING) -> dict[str, int]:
    """How many notices of each kind were published in a period, those withdrawn since included."""
    rows = db.session.execute(
        select(NoticeVersion.kind, func.count())
        .select_from(CorrectionNotice)
        .join(
            NoticeVersion,
            (NoticeVersion.notice_id == CorrectionNotice.id) & (NoticeVersion.number == CorrectionNotice.shown),
        )
        .join(Article, Article.id == CorrectionNotice.article_id)
        .where(
            CorrectionNotice.site_id == site_id,
            CorrectionNotice.published_at >= begin,
            CorrectionNotice.published_at < end,
            notices_in(sight),
        )
        .group_by(NoticeVersion.kind)
    )
    return dict(rows.all())


def reported(site_id: int, sight: Sight = EVERYTHING) -> Iterator[Reported]:
    """Every report of a site that is neither spam nor withdrawn, oldest first, without anything about its sender."""
    last = 0
    while True:
        rows = db.session.execute(
            select(CorrectionReport, Article.key, Article.url)
            .join(Article, Article.id == CorrectionReport.article_id)
            .where(
                CorrectionReport.site_id == site_id,
                CorrectionReport.id > last,
                CorrectionReport.state.not_in((State.SPAM, State.WITHDRAWN)),
                reports_in(sight),
            )
            .order_by(CorrectionReport.id)
            .limit(_BATCH)
        ).all()
        for row, key, url in rows:
            last = row.id
            yield Reported(
                id=row.public_id,
                article_key=key,
                article_url=url,
                **{name: getattr(row, name) for name in _COPIED},
            )
        if len(rows) < _BATCH:
            return


_COPIED = (
    "kind",
    "exact",
    "prefix",
    "suffix",
    "start",
    "end",
    "replacement",
    "remark",
    "language",
    "created_at",
    "updated_at",
)
