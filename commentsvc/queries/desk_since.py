"""What happened at a site since a moment: what came in, what colleagues did, and what of it concerns one person."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.correction_states import ASIDE, ReportAction
from commentsvc.domain.moderation import QUEUED_FLAGS, RESULT, Action
from commentsvc.domain.moderation_figures import DECISIONS, Bucket
from commentsvc.domain.notice_kinds import NoticeAction
from commentsvc.domain.sanctions import SanctionAction
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment, Flag
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry
from commentsvc.models.reader import Reader
from commentsvc.queries import desk_log, desk_staff, moderation_figures
from commentsvc.queries.desk_log import LogLine
from commentsvc.queries.desk_scope import Looking, in_sections, log_in, reports_in

# So many lines of each kind are shown; the log has the rest.
SHOWN = 6
# Whose decision was changed is looked for among so many of the latest decisions.
_LATEST = 5_000
# What changes the rules for others: of each there are few, and every colleague should know.
_WEIGHTY = ("thread", "site", "person", "sanction", "notice")
_QUIET = (
    SanctionAction.ACKNOWLEDGE,
    Action.CONFIRM,
    # Whose turn it is finds a notice in its list; what the public reads is news.
    NoticeAction.WRITE,
    NoticeAction.SUBMIT,
    NoticeAction.APPROVE,
)
_DECIDED = [action for action in ReportAction if action not in ASIDE and action is not ReportAction.WITHDRAW]
# After an accepted report comes its correction, which turns nothing back; a decided one has to be opened again first.
_TURNING = [*RESULT, ReportAction.REOPEN]


@dataclass(frozen=True)
class Worked:
    """What one colleague decided: comments ``approved``, ``rejected``, ``spam``, and how many reports."""

    public_id: str
    name: str
    approved: int
    rejected: int
    spam: int
    reports: int


@dataclass(frozen=True)
class Answer:
    """What a reader answered to words of the person who looks."""

    comment: Comment
    article: Article


@dataclass(frozen=True)
class Since:
    """All that is told. ``changed`` are rows about decisions of the person who looks, ``answers`` those to their words,
    ``weighty`` what colleagues decided that changes the rules; of each the latest few.
    """

    posted: int
    held: int
    flagged: int
    reports: int
    worked: list[Worked]
    changed: list[LogLine]
    answers: list[Answer]
    weighty: list[LogLine]

    @property
    def quiet(self) -> bool:
        """Whether nothing happened."""
        return not any(vars(self).values())


def told(looking: Looking, since: datetime) -> Since:
    """What happened in what a person sees, from a moment until now."""
    period = Bucket(since, looking.now + timedelta(microseconds=1))
    came = moderation_figures.series(looking.site_id, [period], looking.sections)
    return Since(
        posted=came["posted"][0],
        held=came["held"][0],
        flagged=_flagged(looking, since),
        reports=_reports(looking, since),
        worked=_worked(looking, period),
        changed=_changed(looking, since),
        answers=_answers(looking, since),
        weighty=_weighty(looking, since),
    )


def _flagged(looking: Looking, since: datetime) -> int:
    rows = select(func.count(Flag.comment_id.distinct())).where(
        Flag.site_id == looking.site_id, Flag.created_at >= since, Flag.reason.in_(QUEUED_FLAGS)
    )
    if looking.sections:
        rows = rows.join(Comment, Comment.id == Flag.comment_id).join(Thread, Thread.id == Comment.thread_id)
        rows = rows.join(Article, Article.id == Thread.article_id).where(in_sections(looking.sections))
    return db.session.scalar(rows)


def _reports(looking: Looking, since: datetime) -> int:
    rows = select(func.count(CorrectionReport.id)).join(Article, Article.id == CorrectionReport.article_id)
    return db.session.scalar(
        rows.where(
            CorrectionReport.site_id == looking.site_id,
            CorrectionReport.created_at >= since,
            reports_in(looking.sight),
        )
    )


def _worked(looking: Looking, period: Bucket) -> list[Worked]:
    """What was undone is not counted among comments; a report counts once, however often it was decided."""
    decided: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in moderation_figures.decided(looking.site_id, period.begin, period.end, looking.sections):
        decided[one.person][DECISIONS[one.action]] += one.number
    rows = db.session.execute(
        select(LogEntry.actor_id, func.count(LogEntry.subject_id.distinct()).label("number"))
        .where(
            LogEntry.site_id == looking.site_id,
            LogEntry.subject_type == "report",
            LogEntry.action.in_(_DECIDED),
            LogEntry.at >= period.begin,
            LogEntry.actor_type == "staff",
            log_in(looking.sight),
        )
        .group_by(LogEntry.actor_id)
    )
    for row in rows:
        decided[row.actor_id]["reports"] += row.number
    decided.pop(looking.user_id, None)
    people = desk_staff.called(set(decided))
    named = [Worked(*people[person], **_numbers(numbers)) for person, numbers in decided.items()]
    return sorted(named, key=lambda one: one.name)


def _numbers(numbers: dict[str, int]) -> dict[str, int]:
    return {name: numbers[name] for name in ("approved", "rejected", "spam", "reports")}


def _changed(looking: Looking, since: datetime) -> list[LogLine]:
    """Where somebody else undid the person's decision, or decided the same comment or report otherwise."""
    mine, later, between = aliased(LogEntry), aliased(LogEntry), aliased(LogEntry)
    # A decision is about mine where mine was the last one before it.
    none_between = ~(
        select(between.id)
        .where(
            between.subject_type == later.subject_type,
            between.subject_id == later.subject_id,
            between.seq > mine.seq,
            between.seq < later.seq,
            between.action.in_([*RESULT, *_DECIDED]),
        )
        .correlate(mine, later)
        .exists()
    )
    decided_anew = (
        select(mine.id)
        .where(
            mine.subject_type == later.subject_type,
            mine.subject_id == later.subject_id,
            mine.actor_type == "staff",
            mine.actor_id == looking.user_id,
            mine.seq < later.seq,
            mine.action.in_([*RESULT, *_DECIDED]),
            mine.to_state != later.to_state,
            none_between,
        )
        .exists()
    )
    undone = (
        select(mine.id)
        .where(mine.id == later.undoes_id, mine.actor_type == "staff", mine.actor_id == looking.user_id)
        .exists()
    )
    latest = (
        select(LogEntry.id)
        .where(LogEntry.site_id == looking.site_id, LogEntry.at >= since, LogEntry.actor_type == "staff")
        .where(LogEntry.actor_id != looking.user_id, LogEntry.subject_type.in_(["comment", "report"]))
        .order_by(LogEntry.seq.desc())
        .limit(_LATEST)
        .subquery()
    )
    found = (
        select(later.id)
        .join(latest, latest.c.id == later.id)
        .where(or_(undone, and_(later.action.in_(_TURNING), decided_anew)))
    )
    return _lines(looking, LogEntry.id.in_(found))


def _answers(looking: Looking, since: datetime) -> list[Answer]:
    parent = aliased(Comment)
    rows = db.session.execute(
        select(Comment, Article)
        .join(parent, parent.id == Comment.parent_id)
        .join(Reader, Reader.id == parent.reader_id)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Article, Article.id == Thread.article_id)
        .where(Reader.site_id == looking.site_id, Reader.staff_id == looking.user_id)
        .where(Comment.visible, Comment.withdrawn_at.is_(None), Comment.created_at >= since)
        .where(Comment.reader_id != parent.reader_id, in_sections(looking.sections))
        .order_by(Comment.id.desc())
        .limit(SHOWN)
    )
    return [Answer(*row) for row in rows]


def _weighty(looking: Looking, since: datetime) -> list[LogLine]:
    return _lines(
        looking,
        and_(
            LogEntry.subject_type.in_(_WEIGHTY),
            LogEntry.action.not_in(_QUIET),
            LogEntry.at >= since,
            LogEntry.actor_type.in_(["staff", "operator"]),
            or_(LogEntry.actor_id.is_(None), LogEntry.actor_id != looking.user_id),
        ),
    )


def _lines(looking: Looking, wanted) -> list[LogLine]:
    rows = desk_log.rows().where(LogEntry.site_id == looking.site_id, wanted, log_in(looking.sight))
    return desk_log.lines_of(list(db.session.execute(rows.order_by(LogEntry.seq.desc()).limit(SHOWN))))
