"""A correction report as its reader sees it."""

from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.article import Article, ArticleVersion
from commentsvc.models.correction import CorrectionReport, ReportRemark
from commentsvc.models.mail import Contact


@dataclass(frozen=True)
class SeenByReader:
    """The article of a report, its text as the reader saw it, and the reader's further remarks, oldest first.

    ``reachable``: the reader has left word how to be reached.
    """

    article: Article
    remarks: list[ReportRemark]
    article_text: str | None
    reachable: bool


def seen_by_reader(row: CorrectionReport) -> SeenByReader:
    """What the status page and the API add to the report's own row."""
    remarks = db.session.scalars(select(ReportRemark).where(ReportRemark.report_id == row.id).order_by(ReportRemark.id))
    version = db.session.get(ArticleVersion, row.article_version_id) if row.article_version_id else None
    left = db.session.scalar(select(Contact.id).where(Contact.report_id == row.id).limit(1))
    return SeenByReader(
        article=db.session.get_one(Article, row.article_id),
        remarks=list(remarks),
        article_text=version.text if version is not None else None,
        reachable=left is not None,
    )
