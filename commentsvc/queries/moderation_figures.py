"""Figures about moderation, from comments and the log: each query is bounded, and answered by an index."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, CompoundSelect, case, func, literal, select, true, union_all
from sqlalchemy.orm import aliased

from commentsvc.db import UTCDateTime, db
from commentsvc.domain.moderation import QUEUED_FLAGS, Action, HeldReason, Status
from commentsvc.domain.moderation_figures import DECISIONS, MEASURES, Bucket, Decided, Waited
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment, Flag
from commentsvc.models.log import LogEntry
from commentsvc.models.screening import NudgeCount
from commentsvc.queries.desk_scope import in_sections

# Times to a decision are those of so many of the latest decisions of a period.
SAMPLE = 5_000
TOP = 10
_MINUTE = timedelta(minutes=1)
_COUNTED = {Action.HOLD: "held", **DECISIONS}


@dataclass(frozen=True)
class Busy:
    """A thread, and how many comments of the period are in it."""

    public_id: str
    title: str | None
    key: str
    comments: int


@dataclass(frozen=True)
class Flagged:
    """A comment, and how many flags of the period it has."""

    comment: Comment
    flags: int


@dataclass(frozen=True)
class Nudges:
    """Writers who were ``asked``, who then ``changed`` what was objected to, and who ``kept`` it."""

    asked: int
    changed: int
    kept: int


def series(site_id: int, bars: Sequence[Bucket], sections: Sequence[str]) -> dict[str, list[int]]:
    """For each of ``MEASURES`` the numbers of all bars; a decision that was undone is not counted."""
    bar = _bars(bars).subquery("bar")
    posted = (
        select(func.count())
        .select_from(Comment)
        .where(Comment.site_id == site_id, Comment.created_at >= bar.c.begin, Comment.created_at < bar.c.until)
        .where(_comment_in(sections))
    )
    numbers = [posted.correlate(bar).scalar_subquery().label("posted")]
    for action, name in _COUNTED.items():
        within = (LogEntry.at >= bar.c.begin, LogEntry.at < bar.c.until, _entry_in(sections))
        counted = select(func.count()).select_from(LogEntry).where(*_acts(site_id, action), *within)
        numbers.append(counted.correlate(bar).scalar_subquery().label(name))
    rows = db.session.execute(select(*numbers).select_from(bar).order_by(bar.c.number)).all()
    found = {name: [getattr(row, name) for row in rows] for name in MEASURES}
    for entry in _undone(site_id, bars[0].begin, bars[-1].end, sections):
        place = next(place for place, one in enumerate(bars) if entry.at < one.end)
        found[_COUNTED[entry.action]][place] -= 1
    return found


def decided(site_id: int, begin: datetime, end: datetime, sections: Sequence[str]) -> list[Decided]:
    """What people decided, by person, decision and why the comment was held; what was undone is not counted."""
    parts = (LogEntry.actor_id, LogEntry.action, LogEntry.from_state, LogEntry.from_reason)
    rows = db.session.execute(
        select(*parts, func.count().label("number"))
        .where(*_acts(site_id, *DECISIONS), LogEntry.at >= begin, LogEntry.at < end)
        .where(LogEntry.actor_id.is_not(None), _entry_in(sections))
        .group_by(*parts)
    )
    numbers: Counter = Counter()
    for row in rows:
        numbers[_kind(row)] += row.number
    for entry in _undone(site_id, begin, end, sections):
        numbers[_kind(entry)] -= 1
    return [
        Decided(*kind, number)
        for kind, number in numbers.items()
        if number > 0 and kind[0] is not None and kind[1] in DECISIONS
    ]


def _kind(row) -> tuple[int | None, str, str | None]:
    """Who decided what about a comment that was held for which reason."""
    held = row.from_state == Status.PENDING and row.from_reason in set(HeldReason)
    return row.actor_id, row.action, row.from_reason if held else None


def waited(site_id: int, begin: datetime, end: datetime, sections: Sequence[str]) -> list[Waited]:
    """How long comments had waited, from their being held or first flagged, at the latest ``SAMPLE`` decisions."""
    held, undo = aliased(LogEntry), aliased(LogEntry)
    held_at = select(func.max(held.at)).where(
        held.subject_type == "comment",
        held.subject_id == LogEntry.subject_id,
        held.action == Action.HOLD,
        held.seq < LogEntry.seq,
    )
    # A decision settles the flags of its moment.
    flagged_at = select(func.min(Flag.created_at)).where(
        Flag.comment_id == LogEntry.subject_id, Flag.resolved_at == LogEntry.at, Flag.reason.in_(QUEUED_FLAGS)
    )
    was_held = case((LogEntry.from_state == Status.PENDING, held_at.correlate(LogEntry).scalar_subquery()))
    since = func.coalesce(flagged_at.correlate(LogEntry).scalar_subquery(), was_held)
    rows = db.session.execute(
        select(LogEntry.actor_id, LogEntry.at, since.label("since"))
        .where(LogEntry.site_id == site_id, LogEntry.at >= begin, LogEntry.at < end)
        .where(LogEntry.subject_type == "comment", LogEntry.action.in_(list(DECISIONS)))
        .where(LogEntry.actor_id.is_not(None), _entry_in(sections))
        .where(~select(undo.id).where(undo.undoes_id == LogEntry.id).exists())
        .order_by(LogEntry.at.desc())
        .limit(SAMPLE)
    )
    return [Waited(row.actor_id, (row.at - row.since) / _MINUTE) for row in rows if row.since is not None]


def nudges(site_id: int, first: date, last: date) -> Nudges:
    """How many writers were asked to read their words once more from one day of the site to another, both included."""
    columns = [func.coalesce(func.sum(getattr(NudgeCount, name)), 0) for name in ("asked", "changed", "kept")]
    found = select(*columns).where(NudgeCount.site_id == site_id, NudgeCount.day.between(first, last))
    return Nudges(*map(int, db.session.execute(found).one()))


def busiest(site_id: int, begin: datetime, end: datetime, sections: Sequence[str]) -> list[Busy]:
    """The threads with the most comments of a period."""
    number = func.count().label("number")
    most = (
        select(Comment.thread_id, number)
        .where(Comment.site_id == site_id, Comment.created_at >= begin, Comment.created_at < end)
        .where(_comment_in(sections))
        .group_by(Comment.thread_id)
        .order_by(number.desc(), Comment.thread_id)
        .limit(TOP)
        .subquery()
    )
    rows = db.session.execute(
        select(Thread.public_id, Article.title, Article.key, most.c.number)
        .join(most, most.c.thread_id == Thread.id)
        .join(Article, Article.id == Thread.article_id)
        .order_by(most.c.number.desc(), Thread.id)
    )
    return [Busy(*row) for row in rows]


def most_flagged(site_id: int, begin: datetime, end: datetime, sections: Sequence[str]) -> list[Flagged]:
    """The comments that most readers flagged in a period; mere disagreement is no flag here."""
    number = func.count().label("number")
    flags = select(Flag.comment_id, number).where(
        Flag.site_id == site_id, Flag.created_at >= begin, Flag.created_at < end, Flag.reason.in_(QUEUED_FLAGS)
    )
    if sections:
        flags = flags.join(Comment, Comment.id == Flag.comment_id).where(_comment_in(sections))
    most = flags.group_by(Flag.comment_id).order_by(number.desc(), Flag.comment_id).limit(TOP).subquery()
    rows = db.session.execute(
        select(Comment, most.c.number)
        .join(most, most.c.comment_id == Comment.id)
        .order_by(most.c.number.desc(), Comment.id)
    )
    return [Flagged(*row) for row in rows]


def _acts(site_id: int, *actions: Action) -> list[ColumnElement]:
    """The conditions on rows of the log that an index begins with."""
    named = LogEntry.action == actions[0] if len(actions) == 1 else LogEntry.action.in_(actions)
    return [LogEntry.site_id == site_id, LogEntry.subject_type == "comment", named]


def _undone(site_id: int, begin: datetime, end: datetime, sections: Sequence[str]) -> list:
    """The rows of a period that somebody took back since: few, so that they are taken off one by one."""
    undo = aliased(LogEntry)
    rows = db.session.execute(
        select(LogEntry.at, LogEntry.action, LogEntry.actor_id, LogEntry.from_state, LogEntry.from_reason)
        .join(undo, undo.undoes_id == LogEntry.id)
        .where(undo.site_id == site_id, undo.subject_type == "comment", undo.action == Action.UNDO, undo.at >= begin)
        .where(LogEntry.at >= begin, LogEntry.at < end, LogEntry.action.in_(list(_COUNTED)), _entry_in(sections))
    )
    return list(rows)


def _bars(bars: Sequence[Bucket]) -> CompoundSelect:
    moments = UTCDateTime()
    return union_all(
        *(
            select(
                literal(number).label("number"),
                literal(one.begin, moments).label("begin"),
                literal(one.end, moments).label("until"),
            )
            for number, one in enumerate(bars)
        )
    )


def _comment_in(sections: Sequence[str]) -> ColumnElement:
    if not sections:
        return true()
    return Comment.thread_id.in_(
        select(Thread.id).join(Article, Article.id == Thread.article_id).where(in_sections(sections))
    )


def _entry_in(sections: Sequence[str]) -> ColumnElement:
    if not sections:
        return true()
    return (
        select(Comment.id).where(Comment.id == LogEntry.subject_id, _comment_in(sections)).correlate(LogEntry).exists()
    )
