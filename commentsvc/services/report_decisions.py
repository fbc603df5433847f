"""Reports of one place: decided together, undone together, folded into one and taken apart again."""

from dataclasses import dataclass, field

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.correction_states import ReportAction, State, may
from commentsvc.domain.errors import Forbidden, LostRace, invalid
from commentsvc.domain.moderation import Actor
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry
from commentsvc.services.context import Context
from commentsvc.services.report_states import change_aside, decide, lock_place, lock_places, undo

# Decisions about the words of a place, shared by all reports of it.
SHARED = frozenset(
    {ReportAction.ACCEPT, ReportAction.DECLINE, ReportAction.FIX, ReportAction.FIX_WITH_NOTICE, ReportAction.PUBLISH}
)
# So many reports are decided by one press at most.
TOGETHER_MAX = 100
# The rows of the log that one press can have written: a selection with the reports of its places.
_WRITTEN_MAX = 2000


def decide_place(
    context: Context,
    row: CorrectionReport,
    action: ReportAction,
    actor: Actor,
    *,
    seen_version: int,
    reason: str | None = None,
    answer: str = "",
) -> tuple[LogEntry, list[CorrectionReport]]:
    """Decide one report and, with it, the open ones of the same place: a folded report shares its group's state.

    Only what says something about the words is shared: a question, spam and reopening are about one report. Returns
    the log row of the report itself and the other reports that went with it. Raises what ``decide`` raises.
    """
    place = lock_place(row)
    entry = decide(context, row, action, actor, seen_version=seen_version, reason=reason, answer=answer)
    if action not in SHARED:
        return entry, []
    others = [one for one in place if one.id != row.id and may(action, State(one.state))]
    for one in others:
        decide(context, one, action, actor, seen_version=one.version, reason=reason, answer=answer)
    return entry, others


@dataclass
class Together:
    """What one press did to a selection: the rows of the log, the reports it changed, and how many it passed over."""

    entries: list[LogEntry] = field(default_factory=list)
    changed: list[CorrectionReport] = field(default_factory=list)
    passed_over: int = 0


def decide_together(
    context: Context,
    seen: list[tuple[CorrectionReport, int]],
    action: ReportAction,
    actor: Actor,
    *,
    reason: str | None = None,
    answer: str = "",
) -> Together:
    """Decide a selection of reports, each with its place and with the version that was seen of it.

    What somebody has changed meanwhile, or what is in no state for it, is passed over. Raises Invalid ``reports`` for
    too many of them, and what ``decide`` raises for a wrong reason.
    """
    if len(seen) > TOGETHER_MAX:
        raise invalid("reports", "too_many_entries", max=TOGETHER_MAX)
    lock_places([row for row, _ in seen])
    done = Together()
    for row, version in seen:
        if row in done.changed:
            continue
        try:
            entry, others = decide_place(
                context, row, action, actor, seen_version=version, reason=reason, answer=answer
            )
        except (LostRace, Forbidden):
            done.passed_over += 1
            continue
        done.entries.append(entry)
        done.changed += [row, *others]
    return done


def undo_together(context: Context, entry: LogEntry, actor: Actor) -> tuple[LogEntry, list[CorrectionReport]]:
    """Undo one decision and what the same press decided with it, except for reports that have changed since.

    Returns the new log row and the other reports put back. Raises what ``undo`` raises.
    """
    # What one press decided bears one moment, one person and one action, and stands together in the log.
    along = db.session.execute(
        select(LogEntry, CorrectionReport)
        .join(CorrectionReport, CorrectionReport.id == LogEntry.subject_id)
        .where(
            LogEntry.site_id == entry.site_id,
            LogEntry.actor_type == entry.actor_type,
            LogEntry.actor_id == entry.actor_id,
            LogEntry.seq.between(entry.seq - _WRITTEN_MAX, entry.seq + _WRITTEN_MAX),
            LogEntry.at == entry.at,
            LogEntry.action == entry.action,
            LogEntry.subject_type == "report",
        )
    ).all()
    now = {one.id: one for one in lock_places([row for _, row in along])}
    undone = undo(context, entry, actor)
    others = []
    for other, _ in along:
        row = now.get(other.subject_id)
        if other.id != entry.id and row is not None and row.version == other.subject_version:
            undo(context, other, actor)
            others.append(row)
    return undone, others


def fold(
    context: Context, row: CorrectionReport, into: CorrectionReport, actor: Actor, *, seen_version: int
) -> tuple[LogEntry, list[CorrectionReport]]:
    """Say that a report is about the same place as another one; those folded with it come along.

    Returns its log row and the reports that came along. Raises Invalid ``into`` unless both are about one article and
    not of one place already, LostRace, and Forbidden ``wrong_state``.
    """
    lock_places([row, into])
    root = into.group_id or into.id
    if row.article_id != into.article_id or (row.group_id or row.id) == root:
        raise invalid("into", "unknown_choice")
    along = [one for one in lock_place(row) if one.group_id == row.id] if row.group_id is None else []
    entry = _to_group(context, row, root, actor, seen_version)
    for one in along:
        _to_group(context, one, root, actor, one.version)
    return entry, along


def unfold(context: Context, row: CorrectionReport, actor: Actor, *, seen_version: int) -> LogEntry:
    """Say that a report is about a place of its own after all. Raises Forbidden ``wrong_state`` for one that is."""
    lock_place(row)
    if row.group_id is None:
        raise Forbidden("wrong_state")
    return _to_group(context, row, None, actor, seen_version)


def _to_group(context: Context, row: CorrectionReport, root: int | None, actor: Actor, seen_version: int) -> LogEntry:
    action = ReportAction.UNFOLD if root is None else ReportAction.FOLD
    before = row.group_id
    entry = change_aside(context, row, action, actor, seen_version=seen_version, before=before, after=root)
    row.group_id = root
    return entry
