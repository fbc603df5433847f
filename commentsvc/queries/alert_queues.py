"""What waits at the desk, for a mail to one of the newsroom: how much, and since when."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from commentsvc.db import db
from commentsvc.domain.alert_queues import OVERDUE_AFTER, Queue
from commentsvc.domain.correction_states import OPEN, Kind, State
from commentsvc.domain.moderation import QUEUED_FLAGS, Status
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment, Flag
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry
from commentsvc.queries import raids
from commentsvc.queries.desk_comment_list import COUNTED, QUEUES
from commentsvc.queries.desk_report_list import TABS
from commentsvc.queries.desk_scope import Sight, in_sections, reports_in
from commentsvc.queries.headlines import TITLE

# Of so many articles the headline is told; the desk has the rest.
HEADLINES = 3

_HELD_SINCE = (
    select(func.max(LogEntry.at))
    .where(LogEntry.subject_type == "comment", LogEntry.subject_id == Comment.id, LogEntry.to_state == Status.PENDING)
    .correlate(Comment)
    .scalar_subquery()
)
_OPEN_FLAGS = (Flag.comment_id == Comment.id, Flag.resolved_at.is_(None), Flag.reason.in_(QUEUED_FLAGS))
_FIRST_FLAGGED = select(func.min(Flag.created_at)).where(*_OPEN_FLAGS).correlate(Comment).scalar_subquery()
_LAST_FLAGGED = select(func.max(Flag.created_at)).where(*_OPEN_FLAGS).correlate(Comment).scalar_subquery()


@dataclass(frozen=True)
class _Source:
    """Rows of a queue; when each came into it ``first`` and ``last``, and after what ``grace`` that counts."""

    rows: Select
    first: ColumnElement
    last: ColumnElement
    grace: timedelta = timedelta(0)


@dataclass(frozen=True)
class Waiting:
    """How many wait in a queue (at most ``COUNTED``), how many of them came in lately, and some of those articles'
    headlines, as far as they are known.
    """

    count: int
    fresh: int
    headlines: tuple[str, ...]


def waiting(
    site_id: int, sight: Sight, queues: Iterable[Queue], after: datetime, until: datetime
) -> dict[Queue, Waiting]:
    """What somebody sees waiting in queues; what came in between two moments (``until`` included) is fresh."""
    return {queue: _waiting(site_id, sight, queue, after, until) for queue in queues}


def any_overdue(site_id: int, sight: Sight, after: datetime, until: datetime) -> bool:
    """Whether anything became overdue between two moments."""
    return _waiting(site_id, sight, Queue.OVERDUE, after, until).fresh > 0


def _waiting(site_id: int, sight: Sight, queue: Queue, after: datetime, until: datetime) -> Waiting:
    count = fresh = 0
    titles: dict[str, None] = {}
    for source in _SOURCES[queue](site_id, sight):
        begin, end = after - source.grace, until - source.grace
        lately = and_(source.last > begin, source.last <= end)
        # Of what is overdue only that is counted which is; of the rest all.
        count += _number(source.rows.where(source.first <= end) if queue is Queue.OVERDUE else source.rows)
        of_source = _number(source.rows.where(lately))
        fresh += of_source
        if of_source and len(titles) < HEADLINES:
            named = source.rows.with_only_columns(TITLE).where(lately, TITLE.is_not(None), TITLE != "")
            titles |= dict.fromkeys(db.session.scalars(named.distinct().limit(HEADLINES)))
    return Waiting(min(count, COUNTED), min(fresh, COUNTED), tuple(titles)[:HEADLINES])


def _number(rows: Select) -> int:
    return db.session.scalar(select(func.count()).select_from(rows.limit(COUNTED).subquery()))


def _comments(site_id: int, sight: Sight, queued: ColumnElement) -> Select:
    return (
        select(Comment.id)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Article, Article.id == Thread.article_id)
        .where(Comment.site_id == site_id, queued, in_sections(sight.sections))
    )


def _held(site_id: int, sight: Sight) -> list[_Source]:
    return [_Source(_comments(site_id, sight, QUEUES["held"]), _HELD_SINCE, _HELD_SINCE)]


def _flagged(site_id: int, sight: Sight) -> list[_Source]:
    return [_Source(_comments(site_id, sight, QUEUES["flagged"]), _FIRST_FLAGGED, _LAST_FLAGGED)]


def _reports(site_id: int, sight: Sight) -> list[_Source]:
    rows = _reports_in(site_id, sight, TABS["new"])
    return [_Source(rows, CorrectionReport.created_at, CorrectionReport.created_at)]


def _reports_in(site_id: int, sight: Sight, states: Collection[State]) -> Select:
    return (
        select(CorrectionReport.id)
        .join(Article, Article.id == CorrectionReport.article_id)
        .where(CorrectionReport.site_id == site_id, CorrectionReport.state.in_(sorted(states)), reports_in(sight))
    )


def _overdue(site_id: int, sight: Sight) -> list[_Source]:
    """Every comment once, also where it is held and flagged; and the reports, whose own time is over."""
    since = func.coalesce(_HELD_SINCE, _FIRST_FLAGGED)
    comments = _comments(site_id, sight, or_(QUEUES["held"], QUEUES["flagged"]))
    reports = _reports_in(site_id, sight, OPEN)
    if sight.sections:
        # What people say about themselves is for those who have the whole site.
        reports = reports.where(CorrectionReport.kind != Kind.ABOUT_ME)
    return [
        _Source(comments, since, since, OVERDUE_AFTER),
        _Source(reports, CorrectionReport.due_at, CorrectionReport.due_at),
    ]


def _raids(site_id: int, sight: Sight) -> list[_Source]:
    rows = (
        select(LogEntry.id)
        .outerjoin(Thread, and_(LogEntry.subject_type == "thread", Thread.id == LogEntry.subject_id))
        .outerjoin(Article, Article.id == Thread.article_id)
        .where(raids.seen_and_on(site_id), in_sections(sight.sections))
    )
    return [_Source(rows, LogEntry.at, LogEntry.at)]


_SOURCES = {
    Queue.HELD: _held,
    Queue.FLAGGED: _flagged,
    Queue.REPORTS: _reports,
    Queue.RAIDS: _raids,
    Queue.OVERDUE: _overdue,
}
