"""Which correction reports a list of the desk holds, and in which order: one card for each place."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, or_, select, true, tuple_
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.correction_states import OPEN, Kind, State
from commentsvc.domain.limits import CLAIM_MINUTES
from commentsvc.models.article import Article
from commentsvc.models.correction import CorrectionReport
from commentsvc.queries.desk_reports import ReportCard, cards, readers_of_places, rows
from commentsvc.queries.desk_scope import EVERYTHING, Looking, reports_in
from commentsvc.queries.desk_words import mentioned

PAGE = 20
COUNTED = 1000

TABS = {
    "open": OPEN,
    "new": frozenset({State.NEW}),
    "mine": OPEN,
    "fixed": OPEN,
    "overdue": OPEN,
    "asked": frozenset({State.NEEDS_INFORMATION}),
    "closed": frozenset(State) - OPEN,
}
COUNTED_TABS = ("open", "new", "mine", "fixed", "overdue", "asked")
ORDERS = ("oldest", "newest", "due", "weight", "article")

# How much one reader's report of a kind weighs in the order by weight; a typo weighs least.
KIND_WEIGHTS = {Kind.ABOUT_ME: 4, Kind.WRONG_FACT: 3, Kind.NAME_OR_NUMBER: 3, Kind.TYPO: 1}
_OTHER_WEIGHT = 2


@dataclass(frozen=True)
class Choice:
    """What a list shall hold.

    ``words`` are looked for in the reports and in what is known of the article; ``section`` and ``kind`` are exact;
    ``article`` is the public id of any report on it. ``after`` is the public id of the last card of the page before.
    """

    tab: str = "open"
    order: str = "oldest"
    words: str = ""
    section: str = ""
    kind: str = ""
    article: str = ""
    after: str | None = None


def page(looking: Looking, choice: Choice) -> tuple[list[ReportCard], str | None]:
    """One page of reports, one for each place, and the public id to continue after (None at the end)."""
    keys, ordered = _ordered(looking, choice)
    statement = ordered.where(_wanted(looking, choice.tab), reports_in(looking.sight), *_narrowed(looking, choice))
    descends = choice.order in ("newest", "weight", "article")
    if choice.after is not None:
        last = _last(looking, choice)
        if last is None:
            return [], None
        here, past = tuple_(*keys), tuple_(*(literal(value, key.type) for key, value in zip(keys, last, strict=True)))
        statement = statement.where(here < past if descends else here > past)
    order = [key.desc() if descends else key for key in keys]
    found = db.session.execute(statement.order_by(*order).limit(PAGE + 1)).all()
    made = cards(found[:PAGE], looking.now)
    return made, made[-1].report.public_id if len(found) > PAGE else None


def counts(looking: Looking) -> dict[str, int]:
    """How many places each counted tab holds; ``COUNTED`` stands for that many or more."""
    numbers = select(*(_counting(looking, tab).scalar_subquery().label(tab) for tab in COUNTED_TABS))
    return dict(db.session.execute(numbers).one()._mapping)


def sections_of(site_id: int) -> list[str]:
    """The sections of the newspaper that there are articles of, by name."""
    named = select(Article.section).where(Article.site_id == site_id, Article.section.is_not(None))
    return list(db.session.scalars(named.distinct().order_by(Article.section)))


def article_of(looking: Looking, report_id: str) -> Article | None:
    """The article of a report that somebody sees."""
    return db.session.scalar(
        select(Article)
        .join(CorrectionReport, CorrectionReport.article_id == Article.id)
        .where(
            CorrectionReport.site_id == looking.site_id,
            CorrectionReport.public_id == report_id,
            reports_in(looking.sight),
        )
    )


def _counting(looking: Looking, tab: str) -> Select:
    waiting = select(CorrectionReport.id).where(_wanted(looking, tab))
    if looking.sight != EVERYTHING:
        waiting = waiting.join(Article, Article.id == CorrectionReport.article_id)
        waiting = waiting.where(reports_in(looking.sight))
    return select(func.count()).select_from(waiting.limit(COUNTED).subquery())


def _wanted(looking: Looking, tab: str) -> ColumnElement:
    """In the tab, and the first of its place there; what a reader says about themselves always stands for itself."""
    elder = aliased(CorrectionReport)
    same_place = or_(elder.id == CorrectionReport.group_id, elder.group_id == CorrectionReport.group_id)
    folded = select(elder.id).where(
        same_place,
        elder.id < CorrectionReport.id,
        (elder.kind == Kind.ABOUT_ME) == (CorrectionReport.kind == Kind.ABOUT_ME),
        _in_tab(looking, tab, elder),
    )
    first = or_(CorrectionReport.group_id.is_(None), ~folded.exists())
    return and_(_in_tab(looking, tab, CorrectionReport), first)


def _in_tab(looking: Looking, tab: str, report) -> ColumnElement:
    further = true()
    if tab == "mine":
        claimed = looking.now - timedelta(minutes=CLAIM_MINUTES)
        has_it = and_(report.claimed_by_id == looking.user_id, report.claimed_at > claimed)
        further = or_(report.assignee_id == looking.user_id, has_it)
    elif tab == "fixed":
        further = report.looks_fixed
    elif tab == "overdue":
        further = report.due_at < looking.now
    return and_(report.site_id == looking.site_id, report.state.in_(sorted(TABS[tab])), further)


def _narrowed(looking: Looking, choice: Choice) -> list[ColumnElement]:
    wanted = []
    if choice.section:
        wanted.append(Article.section == choice.section)
    if choice.kind:
        wanted.append(CorrectionReport.kind == choice.kind)
    if choice.article:
        same = select(CorrectionReport.article_id).where(
            CorrectionReport.site_id == looking.site_id, CorrectionReport.public_id == choice.article
        )
        wanted.append(CorrectionReport.article_id == same.scalar_subquery())
    places = (
        CorrectionReport.exact,
        CorrectionReport.replacement,
        CorrectionReport.remark,
        Article.title,
        Article.key,
        Article.section,
    )
    return wanted + mentioned(choice.words, places)


def _last(looking: Looking, choice: Choice) -> Row | None:
    """Where the page before ended: what the order goes by, of its last report."""
    named = CorrectionReport.site_id == looking.site_id, CorrectionReport.public_id == choice.after
    root = db.session.scalar(select(func.coalesce(CorrectionReport.group_id, CorrectionReport.id)).where(*named))
    of_place = or_(CorrectionReport.id == root, CorrectionReport.group_id == root)
    keys, ordered = _ordered(looking, choice, of_place)
    return db.session.execute(ordered.with_only_columns(*keys).where(*named)).first()


def _ordered(
    looking: Looking, choice: Choice, counted: ColumnElement | None = None
) -> tuple[list[ColumnElement], Select]:
    """The columns that the order goes by, the row's id last, and the rows with what they need.

    Readers are counted for all places of the list, or for those ``counted``.
    """
    own = CorrectionReport.id
    if choice.order == "due":
        return [func.coalesce(CorrectionReport.due_at, CorrectionReport.created_at), own], rows()
    if choice.order == "article":
        return [CorrectionReport.article_id, -func.coalesce(CorrectionReport.start, 0), own], rows()
    if choice.order == "weight":
        here = and_(CorrectionReport.site_id == looking.site_id, CorrectionReport.state.in_(sorted(TABS[choice.tab])))
        places = readers_of_places(and_(here, counted) if counted is not None else here).subquery()
        of_kind = case(
            *((CorrectionReport.kind == kind, weight) for kind, weight in KIND_WEIGHTS.items()), else_=_OTHER_WEIGHT
        )
        root = func.coalesce(CorrectionReport.group_id, CorrectionReport.id)
        return [func.coalesce(places.c.readers, 1) * of_kind, own], rows().outerjoin(places, places.c.root == root)
    return [own], rows()
