"""Open reports of one place of an article: found for a new one, counted by readers, and joined by one more reader."""

from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db, insert_into
from commentsvc.domain import correction_text
from commentsvc.domain.correction_states import OPEN
from commentsvc.domain.errors import NotFound
from commentsvc.domain.selectors import Target, TextQuoteSelector
from commentsvc.models.article import Article
from commentsvc.models.correction import CorrectionReport, ReportSupport
from commentsvc.services import accounts, articles
from commentsvc.services.context import Context
from commentsvc.services.threads import ArticleHint

# Reports of one article compared with a new one, newest first; more would cost without telling the reader more.
COMPARED = 500


@dataclass(frozen=True)
class Matches:
    """What there is of a place already, before a report is sent.

    ``open``: readers who have reported it, in words or by joining others. ``mine``: the public id of the caller's own
    report. ``supported``: the caller has joined others. ``text_known``: whether the article's text is known.
    """

    open: int = 0
    mine: str | None = None
    supported: bool = False
    text_known: bool = False


@dataclass(frozen=True)
class Supported:
    """A place that one more reader has joined: readers who have reported it, and those of them without own words."""

    open: int
    supporters: int


def target_of(row: CorrectionReport) -> Target:
    """The stored target in the domain's form."""
    quote = TextQuoteSelector(row.exact, row.prefix, row.suffix) if row.exact else None
    return Target(quote, row.start, row.end, row.scope)


def open_reports(article_id: int) -> list[CorrectionReport]:
    """Open reports of an article, newest first; the newest only where there are very many."""
    return list(
        db.session.scalars(
            select(CorrectionReport)
            .where(CorrectionReport.article_id == article_id, CorrectionReport.state.in_(OPEN))
            .order_by(CorrectionReport.id.desc())
            .limit(COMPARED)
        )
    )


def of_same_place(rows: list[CorrectionReport], target: Target) -> list[CorrectionReport]:
    """Reports without a passage name no place, so they are never folded into one another."""
    if target.quote is None:
        return []
    return [row for row in rows if correction_text.same_place(target_of(row), target)]


def found_there(rows: list[CorrectionReport], target: Target, version_id: int | None) -> list[CorrectionReport]:
    """Reports of earlier wordings whose words were found, in the wording that a new one is about, where it points."""
    if version_id is None or target.quote is None or target.start is None:
        return []
    return [
        row
        for row in rows
        if row.found_version_id == version_id
        and row.found in ("exact", "moved", "changed")
        and (row.scope or "body") == (target.scope or "body")
        and row.found_start < target.end
        and target.start < row.found_end
    ]


def is_mine(context: Context, row: CorrectionReport) -> bool:
    """Whether a report is the caller's own: by the session, or for want of one by the network."""
    if context.reader is not None:
        return row.reader_id == context.reader.id
    return row.reader_id is None and row.network == context.network


def readers(rows: list[CorrectionReport]) -> set:
    """Whoever has reported a place, each once: by the session, for want of one by the network."""
    return _authors(rows) | _supporters(rows)


def matches(context: Context, about: ArticleHint, target: Target, text_sha256: str = "") -> Matches:
    """What there is of the same place already; ``text_sha256``: the hash of the article's text as the reader has it."""
    article_id = _article_id(context, about)
    if article_id is None:
        return Matches()
    same = of_same_place(open_reports(article_id), target)
    mine = next((row.public_id for row in same if context.reader and is_mine(context, row)), None)
    supported = context.reader is not None and context.reader.id in _supporters(same)
    text_known = bool(text_sha256) and articles.version_of(article_id, text_sha256) is not None
    return Matches(len(readers(same)), mine, supported, text_known)


def support(context: Context, about: ArticleHint, target: Target) -> Supported:
    """The caller found the same place wrong as well, without further words: counted once per reader.

    Who has reported the place is counted already. Raises NotFound ``unknown_report`` where nobody has reported it, and
    what ``accounts.require_writer`` raises.
    """
    reader = accounts.require_writer(context)
    article_id = _article_id(context, about)
    same = of_same_place(open_reports(article_id), target) if article_id is not None else []
    if not same:
        raise NotFound("unknown_report")
    if reader.id not in readers(same):
        # With the oldest, as whose group the others are shown.
        row = {"site_id": context.site.id, "report_id": same[-1].id, "reader_id": reader.id}
        added = insert_into(ReportSupport).values(**row, network=context.network, created_at=context.now)
        db.session.execute(added.on_conflict_do_nothing())
    said, supporters = _authors(same), _supporters(same)
    return Supported(len(said | supporters), len(supporters - said))


def _authors(rows: list[CorrectionReport]) -> set:
    return {row.reader_id or row.network or f"report {row.id}" for row in rows}


def _supporters(rows: list[CorrectionReport]) -> set[int]:
    joined = select(ReportSupport.reader_id).where(ReportSupport.report_id.in_([row.id for row in rows]))
    return set(db.session.scalars(joined)) if rows else set()


def _article_id(context: Context, about: ArticleHint) -> int | None:
    own = select(Article.id).where(Article.site_id == context.site.id, Article.key == about.key)
    found = db.session.scalar(own)
    if found is None:
        former = articles.by_former_key(context, about.key)
        found = former.id if former is not None else None
    return found
