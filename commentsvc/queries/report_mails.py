"""What mails to the senders of correction reports are written from."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.provenance import Provenance
from commentsvc.models.article import Article
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry


@dataclass(frozen=True)
class ReportToTell:
    """A report with its article's headline, which is "" unless somebody else than the sender vouches for it."""

    report: CorrectionReport
    headline: str


def to_tell(site_id: int, report_id: int) -> ReportToTell | None:
    """One report of a site; None when it has gone."""
    row = db.session.execute(
        select(CorrectionReport, Article)
        .join(Article, Article.id == CorrectionReport.article_id)
        .where(CorrectionReport.site_id == site_id, CorrectionReport.id == report_id)
    ).first()
    if row is None:
        return None
    report, article = row
    known = article.provenance != Provenance.HINT
    return ReportToTell(report, (article.title or "") if known else "")


def changed_after(report: CorrectionReport, moment: datetime) -> bool:
    """Whether anybody has decided about a report after a moment."""
    statement = select(LogEntry.id).where(
        LogEntry.subject_type == "report", LogEntry.subject_id == report.id, LogEntry.at > moment
    )
    return db.session.scalar(statement.limit(1)) is not None
