"""The article of a report as the reader saw it and as it is now, with all of its reports marked in place."""

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.selectors import Target, TextQuoteSelector, place
from commentsvc.domain.side_by_side import Mark, Sides, side_by_side
from commentsvc.models.article import Article, ArticleVersion
from commentsvc.models.correction import CorrectionReport
from commentsvc.queries.desk_reports import SILENT
from commentsvc.queries.desk_scope import EVERYTHING, Sight, reports_in

# Reports that are marked; more would hide the text.
_MARKED = 200


def sides(report: CorrectionReport, article: Article, sight: Sight = EVERYTHING) -> tuple[Sides, bool] | None:
    """The two wordings, and whether they are the same; None where the text the reader saw is not known.

    As long as no other wording is known, the reader's stands on both sides.
    """
    seen = db.session.get(ArticleVersion, report.article_version_id) if report.article_version_id else None
    if seen is None:
        return None
    known = db.session.get(ArticleVersion, article.current_version_id) if article.current_version_id else None
    now = known or seen
    reports = _reports(report, sight)
    return side_by_side(seen.text, now.text, _marks(reports, seen), _marks(reports, now)), now.id == seen.id


def _reports(report: CorrectionReport, sight: Sight) -> list[CorrectionReport]:
    """The reports of the article that say something, the one looked at first: its mark goes over the others."""
    others = (
        select(CorrectionReport)
        .join(Article, Article.id == CorrectionReport.article_id)
        .where(
            CorrectionReport.article_id == report.article_id,
            reports_in(sight),
            CorrectionReport.id != report.id,
            CorrectionReport.state.not_in(SILENT),
            CorrectionReport.exact != "",
        )
        .order_by(CorrectionReport.id.desc())
        .limit(_MARKED)
    )
    return [report, *db.session.scalars(others)]


def _marks(reports: list[CorrectionReport], version: ArticleVersion) -> list[Mark]:
    found = ((one, _place(one, version)) for one in reports)
    return [Mark(*where, one.public_id) for one, where in found if where is not None]


def _place(report: CorrectionReport, version: ArticleVersion) -> tuple[int, int] | None:
    """Where a report points in a wording: as found there, or by its quote in the one that it was made about."""
    if report.found_version_id == version.id and report.found_start is not None and report.found != "gone":
        return report.found_start, report.found_end
    if report.article_version_id != version.id or not report.exact:
        return None
    quote = TextQuoteSelector(report.exact, report.prefix, report.suffix)
    start = place(Target(quote, report.start, report.end, report.scope), version.text)
    return None if start is None else (start, start + len(report.exact))
