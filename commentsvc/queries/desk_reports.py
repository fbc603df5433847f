"""Correction reports as an editor sees them: the words in their sentence, what they should become, who else says so."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select, union

from commentsvc.db import db
from commentsvc.domain.correction_states import OPEN, State
from commentsvc.domain.correction_text import difference
from commentsvc.domain.limits import CLAIM_MINUTES
from commentsvc.domain.selectors import Target, TextQuoteSelector, in_sentence
from commentsvc.models.article import Article, ArticleVersion
from commentsvc.models.comment import Comment
from commentsvc.models.correction import CorrectionReport, ReportRemark, ReportSupport
from commentsvc.models.mail import Contact
from commentsvc.queries import desk_staff
from commentsvc.queries.desk_scope import EVERYTHING, Sight, reports_in

# Reports that no longer say anything about the place.
SILENT = (State.SPAM, State.WITHDRAWN)
# Of the others of a place so many are shown with their words.
OTHERS_SHOWN = 50
# So many can be chosen by a digit.
NEAR_SHOWN = 9


@dataclass
class ReportCard:
    """One report with its article, the quote in its sentence, the change it asks for, and who else asks for it.

    ``readers`` counts the distinct readers of the place, those who only agreed among them; ``others`` are its other
    reports. ``assignee`` and ``holder`` are names, "" for nobody; ``holder_id`` is whose claim holds now.
    """

    report: CorrectionReport
    article: Article
    before: str
    quote: str
    after: str
    change: list[tuple[str, str]]
    readers: int = 1
    others: list[CorrectionReport] = field(default_factory=list)
    remarks: list[ReportRemark] = field(default_factory=list)
    contact: Contact | None = None
    assignee: str = ""
    holder: str = ""
    holder_id: int | None = None
    comment_id: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.report.state in OPEN


def rows() -> Select:
    """Reports with their articles and the article's text as the reader saw it."""
    return (
        select(CorrectionReport, Article, ArticleVersion.text)
        .join(Article, Article.id == CorrectionReport.article_id)
        .outerjoin(ArticleVersion, ArticleVersion.id == CorrectionReport.article_version_id)
    )


def one(site_id: int, public_id: str, now: datetime) -> ReportCard | None:
    """One report of the site, whatever its state."""
    statement = rows().where(CorrectionReport.site_id == site_id, CorrectionReport.public_id == public_id)
    found = cards(db.session.execute(statement), now)
    return found[0] if found else None


def cards(found: Iterable, now: datetime) -> list[ReportCard]:
    """The cards of ``rows``, complete with what other readers say, further remarks, contacts and names."""
    made = [_card(*row) for row in found]
    if made:
        _add_others(made)
        _add_words(made)
        _add_people(made, now)
    return made


def near(report: CorrectionReport, sight: Sight = EVERYTHING) -> list[CorrectionReport]:
    """The first reports of other places of the same article, open ones first, the nearest first."""
    distance = func.abs(func.coalesce(CorrectionReport.start, 0) - (report.start or 0))
    return list(
        db.session.scalars(
            select(CorrectionReport)
            .join(Article, Article.id == CorrectionReport.article_id)
            .where(
                CorrectionReport.article_id == report.article_id,
                reports_in(sight),
                CorrectionReport.group_id.is_(None),
                CorrectionReport.id != _root(report),
                CorrectionReport.state.not_in(SILENT),
            )
            .order_by(CorrectionReport.state.not_in(sorted(OPEN)), distance, CorrectionReport.id)
            .limit(NEAR_SHOWN)
        )
    )


def readers_of_places(of_place: ColumnElement) -> Select:
    """(root, readers): how many distinct readers say something of each place, which is named by its first report.

    ``of_place`` says which reports are looked at.
    """
    root = func.coalesce(CorrectionReport.group_id, CorrectionReport.id)
    loud = CorrectionReport.state.not_in(SILENT)
    # Who is no known reader is told apart by the network.
    who = func.coalesce(cast(CorrectionReport.reader_id, String), CorrectionReport.network)
    reported = select(root.label("root"), who.label("who")).where(of_place, loud)
    supported = (
        select(root.label("root"), cast(ReportSupport.reader_id, String).label("who"))
        .join(ReportSupport, ReportSupport.report_id == CorrectionReport.id)
        .where(of_place, loud)
    )
    people = union(reported, supported).subquery()
    return select(people.c.root, func.count().label("readers")).group_by(people.c.root)


def _card(report: CorrectionReport, article: Article, text: str | None) -> ReportCard:
    quote = TextQuoteSelector(report.exact, report.prefix, report.suffix) if report.exact else None
    before, exact, after = in_sentence(Target(quote, report.start, report.end, report.scope), text)
    change = difference(exact, report.replacement) if report.replacement else [("same", exact)] if exact else []
    return ReportCard(report, article, before, exact, after, change)


def _root(report: CorrectionReport) -> int:
    return report.group_id or report.id


def _add_others(made: list[ReportCard]) -> None:
    roots = {_root(card.report) for card in made}
    place = or_(CorrectionReport.id.in_(roots), CorrectionReport.group_id.in_(roots))
    readers = dict(db.session.execute(readers_of_places(place)).all())
    found = select(CorrectionReport).where(place, CorrectionReport.state.not_in(SILENT)).order_by(CorrectionReport.id)
    others = defaultdict(list)
    for report in db.session.scalars(found.limit(OTHERS_SHOWN * len(roots))):
        others[_root(report)].append(report)
    for card in made:
        card.readers = max(1, readers.get(_root(card.report), 1))
        card.others = [one for one in others[_root(card.report)] if one.id != card.report.id][:OTHERS_SHOWN]


def _add_words(made: list[ReportCard]) -> None:
    ids = [card.report.id for card in made]
    remarks = defaultdict(list)
    added = select(ReportRemark).where(ReportRemark.report_id.in_(ids)).order_by(ReportRemark.id)
    for remark in db.session.scalars(added):
        remarks[remark.report_id].append(remark)
    left = select(Contact).where(Contact.report_id.in_(ids)).order_by(Contact.id)
    contacts = {contact.report_id: contact for contact in db.session.scalars(left)}
    of = {card.report.comment_id for card in made if card.report.comment_id is not None}
    named = select(Comment.id, Comment.public_id).where(Comment.id.in_(of))
    comments = dict(db.session.execute(named).all()) if of else {}
    for card in made:
        card.comment_id = comments.get(card.report.comment_id)
        card.remarks = remarks[card.report.id]
        card.contact = contacts.get(card.report.id)


def _add_people(made: list[ReportCard], now: datetime) -> None:
    since = now - timedelta(minutes=CLAIM_MINUTES)
    for card in made:
        claimed_at = card.report.claimed_at
        card.holder_id = card.report.claimed_by_id if claimed_at is not None and claimed_at > since else None
    ids = {one for card in made for one in (card.report.assignee_id, card.holder_id) if one is not None}
    names = desk_staff.names(ids)
    for card in made:
        card.assignee = names.get(card.report.assignee_id, "")
        card.holder = names.get(card.holder_id, "")
