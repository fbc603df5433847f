"""A correction report as its reader sees it."""

from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.article import Article, ArticleVersion
from commentsvc.models.correction import CorrectionReport, ReportRemark


@dataclass(frozen=True)
class SeenByReader:
    """The article of a report, its text as the reader saw it, and the reader's further remarks, oldest first."""

    article: Article
    remarks: list[ReportRemark]
    article_text: str | None


def seen_by_reader(row: CorrectionReport) -> SeenByReader:
    """What the status page and the API add to the report's own row."""
    remarks = db.session.scalars(select(ReportRemark).where(ReportRemark.report_id == row.id).order_by(ReportRemark.id))
    version = db.session.get(ArticleVersion, row.article_version_id) if row.article_version_id else None
    return SeenByReader(
        db.session.get_one(Article, row.article_id), list(remarks), version.text if version is not None else None
    )
