"""Correction reports as an editor sees them: the words in their sentence, what they should become, who else says so."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, func, or_, select

from commentsvc.db import db
from commentsvc.domain.correction_states import OPEN, State
from commentsvc.domain.correction_text import difference
from commentsvc.domain.selectors import Target, TextQuoteSelector, in_sentence
from commentsvc.models.article import Article, ArticleVersion
from commentsvc.models.correction import CorrectionReport, ReportRemark
from commentsvc.models.mail import Contact
from commentsvc.queries.desk_scope import in_sections

PAGE = 20
COUNTED = 1000

TABS = {
    "open": OPEN,
    "new": frozenset({State.NEW, State.ASSIGNED}),
    "checking": frozenset({State.VERIFYING, State.NEEDS_INFORMATION}),
    "closed": frozenset(State) - OPEN,
}
COUNTED_TABS = ("open", "new", "checking")
# Reports that no longer say anything about the place.
_SILENT = (State.SPAM, State.WITHDRAWN)


@dataclass
class ReportCard:
    """One report with its article, the quote in its sentence, the change it asks for, and how many ask for it."""

    report: CorrectionReport
    article: Article
    before: str
    quote: str
    after: str
    change: list[tuple[str, str]]
    same_place: int = 1
    remarks: list[ReportRemark] = field(default_factory=list)
    contact: Contact | None = None


def page(
    site_id: int, tab: str, newest_first: bool, after: str | None = None, sections: Sequence[str] = ()
) -> tuple[list[ReportCard], str | None]:
    """One page of reports (of some sections, or all), and the public id to continue after (None at the end)."""
    statement = _rows().where(CorrectionReport.site_id == site_id, CorrectionReport.state.in_(sorted(TABS[tab])))
    statement = statement.where(in_sections(sections))
    if after is not None:
        place = (
            select(CorrectionReport.id)
            .where(CorrectionReport.site_id == site_id, CorrectionReport.public_id == after)
            .scalar_subquery()
        )
        statement = statement.where(CorrectionReport.id < place if newest_first else CorrectionReport.id > place)
    order = CorrectionReport.id.desc() if newest_first else CorrectionReport.id
    rows = list(db.session.execute(statement.order_by(order).limit(PAGE + 1)))
    cards = [_card(*row) for row in rows[:PAGE]]
    _complete(cards)
    return cards, cards[-1].report.public_id if len(rows) > PAGE else None


def one(site_id: int, public_id: str) -> ReportCard | None:
    """One report of the site, whatever its state."""
    statement = _rows().where(CorrectionReport.site_id == site_id, CorrectionReport.public_id == public_id)
    row = db.session.execute(statement).first()
    if row is None:
        return None
    card = _card(*row)
    _complete([card])
    return card


def others_of_place(report: CorrectionReport, limit: int = 50) -> list[CorrectionReport]:
    """The other reports of the same place, oldest first; spam and withdrawn ones are not among them."""
    root = report.group_id or report.id
    return list(
        db.session.scalars(
            select(CorrectionReport)
            .where(
                or_(CorrectionReport.id == root, CorrectionReport.group_id == root),
                CorrectionReport.id != report.id,
                CorrectionReport.state.not_in(_SILENT),
            )
            .order_by(CorrectionReport.id)
            .limit(limit)
        )
    )


def counts(site_id: int, sections: Sequence[str] = ()) -> dict[str, int]:
    """How many reports each counted tab holds; ``COUNTED`` stands for that many or more."""
    return {tab: db.session.scalar(_counting(site_id, tab, sections)) for tab in COUNTED_TABS}


def _counting(site_id: int, tab: str, sections: Sequence[str]) -> Select:
    waiting = select(CorrectionReport.id).where(
        CorrectionReport.site_id == site_id, CorrectionReport.state.in_(sorted(TABS[tab]))
    )
    if sections:
        waiting = waiting.join(Article, Article.id == CorrectionReport.article_id).where(in_sections(sections))
    return select(func.count()).select_from(waiting.limit(COUNTED).subquery())


def _rows() -> Select:
    return (
        select(CorrectionReport, Article, ArticleVersion.text)
        .join(Article, Article.id == CorrectionReport.article_id)
        .outerjoin(ArticleVersion, ArticleVersion.id == CorrectionReport.article_version_id)
    )


def _card(report: CorrectionReport, article: Article, text: str | None) -> ReportCard:
    quote = TextQuoteSelector(report.exact, report.prefix, report.suffix) if report.exact else None
    before, exact, after = in_sentence(Target(quote, report.start, report.end, report.scope), text)
    change = difference(exact, report.replacement) if report.replacement else [("same", exact)] if exact else []
    return ReportCard(report, article, before, exact, after, change)


def _complete(cards: list[ReportCard]) -> None:
    """Add what other readers say of the same places, what the readers wrote afterwards, and how they are reached."""
    if not cards:
        return
    roots = {card.report.group_id or card.report.id for card in cards}
    root = func.coalesce(CorrectionReport.group_id, CorrectionReport.id)
    same = dict(
        db.session.execute(
            select(root, func.count())
            .where(
                or_(CorrectionReport.id.in_(roots), CorrectionReport.group_id.in_(roots)),
                CorrectionReport.state.not_in(_SILENT),
            )
            .group_by(root)
        ).all()
    )
    remarks = defaultdict(list)
    for remark in db.session.scalars(
        select(ReportRemark)
        .where(ReportRemark.report_id.in_([card.report.id for card in cards]))
        .order_by(ReportRemark.id)
    ):
        remarks[remark.report_id].append(remark)
    left = select(Contact).where(Contact.report_id.in_([card.report.id for card in cards]))
    contacts = {contact.report_id: contact for contact in db.session.scalars(left.order_by(Contact.id))}
    for card in cards:
        card.contact = contacts.get(card.report.id)
        card.same_place = max(1, same.get(card.report.group_id or card.report.id, 1))
        card.remarks = remarks[card.report.id]
