"""A correction report as its reader sees it."""

from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.article import Article
from commentsvc.models.correction import CorrectionReport, ReportRemark


@dataclass(frozen=True)
class SeenByReader:
    """The article of a report, and the reader's further remarks, oldest first."""

    article: Article
    remarks: list[ReportRemark]


def seen_by_reader(row: CorrectionReport) -> SeenByReader:
    """What the status page and the API add to the report's own row."""
    remarks = db.session.scalars(select(ReportRemark).where(ReportRemark.report_id == row.id).order_by(ReportRemark.id))
    return SeenByReader(db.session.get_one(Article, row.article_id), list(remarks))
