"""The only place where a correction report's state changes; every change is a row of the log."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.correction_states import (
    ASIDE,
    OPEN,
    RESULT,
    TO_THE_READER,
    DeclineReason,
    ReportAction,
    State,
    may,
)
from commentsvc.domain.errors import Forbidden, LostRace, NotFound, invalid
from commentsvc.domain.events import CorrectionDecided
from commentsvc.domain.limits import NOTE_MAX_CHARS
from commentsvc.domain.moderation import Actor
from commentsvc.domain.text import clean_text
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.services import log, outbox
from commentsvc.services.context import Context

# So many reports of one place are decided together; a campaign's thousandth takes a second press.
PLACE_MAX = 500


def decide(
    context: Context,
    row: CorrectionReport,
    action: ReportAction,
    actor: Actor,
    *,
    seen_version: int,
    reason: str | None = None,
    answer: str = "",
) -> LogEntry:
    """Accept, decline, fix, ask about, mark as spam or reopen one report, with words for its reader to see.

    They are optional, except for the question of ``ASK``. ``seen_version`` is the report's version as the decider saw
    it. Raises LostRace when somebody was faster, Invalid for an unknown reason or no question, and Forbidden
    ``wrong_state`` where the action makes no sense.
    """
    if action is ReportAction.DECLINE and reason not in set(DeclineReason):
        raise invalid("reason", "unknown_reason")
    answer = clean_text("answer", answer, NOTE_MAX_CHARS, required=action is ReportAction.ASK)
    entry = change_state(context, row, action, actor, seen_version=seen_version, reason=reason, note=answer)
    if answer:
        row.answer = answer
    return entry


def publish_places(context: Context, locked: Sequence[CorrectionReport], actor: Actor) -> list[CorrectionReport]:
    """A notice was published about the places of some reports (``lock_places``); returns those that it answers."""
    answered = [one for one in locked if may(ReportAction.PUBLISH, State(one.state))]
    for one in answered:
        change_state(context, one, ReportAction.PUBLISH, actor, seen_version=one.version)
    return answered


def find(context: Context, public_id: str) -> CorrectionReport:
    """One report of this site. Raises NotFound ``unknown_report``."""
    row = db.session.scalar(
        select(CorrectionReport).where(
            CorrectionReport.site_id == context.site.id, CorrectionReport.public_id == public_id
        )
    )
    if row is None:
        raise NotFound("unknown_report")
    return row


def change_state(
    context: Context,
    row: CorrectionReport,
    action: ReportAction,
    actor: Actor,
    *,
    seen_version: int,
    reason: str | None = None,
    note: str = "",
) -> LogEntry:
    """Move a report to the state an action leads to. Raises LostRace or Forbidden ``wrong_state``."""
    _look_again(row, seen_version)
    if not may(action, State(row.state)):
        raise Forbidden("wrong_state")
    return _set(context, row, RESULT[action], reason, _Act(actor, action, note))


def change_aside(
    context: Context,
    row: CorrectionReport,
    action: ReportAction,
    actor: Actor,
    *,
    seen_version: int,
    state: State | None = None,
    before: int | None = None,
    after: int | None = None,
    note: str = "",
) -> LogEntry:
    """Log what decides nothing about the words (``ASIDE``): ids ``before`` and ``after``, a note for the newsroom.

    The caller changes the column that it is about. Raises LostRace or Forbidden ``wrong_state``.
    """
    _look_again(row, seen_version)
    if not may(action, State(row.state)):
        raise Forbidden("wrong_state")
    act = _Act(actor, action, note, ids=(_code(before), _code(after)))
    return _set(context, row, state or State(row.state), row.reason, act)


def undo(context: Context, entry: LogEntry, actor: Actor) -> LogEntry:
    """Put back what one log row changed. Raises LostRace when the report has changed since."""
    row = db.session.get(CorrectionReport, entry.subject_id)
    if row is None:
        raise NotFound("unknown_report")
    _look_again(row, entry.subject_version)
    if entry.action in ASIDE:
        _put_back(row, entry)
        return _set(context, row, State(entry.from_state), row.reason, _Act(actor, ReportAction.UNDO, undoes=entry.id))
    if entry.note_hash is not None:
        # The words that went with the decision were for the reader: they go with it, and the ones before stand again.
        row.answer = _answer_before(entry)
    decided_at = row.decided_at
    act = _Act(actor, ReportAction.UNDO, undoes=entry.id)
    undone = _set(context, row, State(entry.from_state), entry.from_reason, act)
    if State(row.state) not in OPEN:
        row.decided_at = _decided_before(entry) or decided_at
    return undone


def lock_place(row: CorrectionReport) -> list[CorrectionReport]:
    """The reports of one place, locked in the order of their ids, so that two deciders cannot wait for each other."""
    return lock_places([row])


def lock_places(rows: Sequence[CorrectionReport]) -> list[CorrectionReport]:
    """All reports of the places of some, locked in the order of their ids before anything about them is decided."""
    roots = {row.group_id or row.id for row in rows}
    return list(
        db.session.scalars(
            select(CorrectionReport)
            .where(or_(CorrectionReport.id.in_(roots), CorrectionReport.group_id.in_(roots)))
            .order_by(CorrectionReport.id)
            .limit(PLACE_MAX * max(1, len(roots)))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


@dataclass(frozen=True)
class _Act:
    """Who does what, for the log; ``ids`` are what an act aside changed from and to."""

    actor: Actor
    action: ReportAction
    note: str = ""
    undoes: int | None = None
    ids: tuple[str | None, str | None] | None = None


def _code(row_id: int | None) -> str | None:
    return None if row_id is None else str(row_id)


def _put_back(row: CorrectionReport, entry: LogEntry) -> None:
    before = int(entry.from_reason) if entry.from_reason else None
    if entry.action == ReportAction.ASSIGN:
        row.assignee_id = before
    elif entry.action in (ReportAction.FOLD, ReportAction.UNFOLD):
        row.group_id = before


def _earlier(entry: LogEntry, *columns):
    """What stands in the newest row about the same report before one, not undone."""
    undoing = aliased(LogEntry)
    return (
        select(*columns)
        .select_from(LogEntry)
        .outerjoin(LogNote, LogNote.entry_id == LogEntry.id)
        .outerjoin(undoing, undoing.undoes_id == LogEntry.id)
        .where(
            LogEntry.subject_type == "report",
            LogEntry.subject_id == entry.subject_id,
            LogEntry.seq < entry.seq,
            LogEntry.site_id == entry.site_id,
            LogEntry.action != ReportAction.UNDO,
            undoing.id.is_(None),
        )
        .order_by(LogEntry.seq.desc())
        .limit(1)
    )


def _answer_before(entry: LogEntry) -> str:
    told = _earlier(entry, LogNote.text).where(LogEntry.action.in_(TO_THE_READER), LogNote.text != "")
    return db.session.scalar(told) or ""


def _decided_before(entry: LogEntry):
    return db.session.scalar(_earlier(entry, LogEntry.at).where(LogEntry.to_state == entry.from_state))


def _look_again(row: CorrectionReport, seen_version: int) -> None:
    db.session.refresh(row, with_for_update=True)
    if row.version != seen_version:
        raise LostRace("report_changed")


def _set(context: Context, row: CorrectionReport, state: State, reason: str | None, act: _Act) -> LogEntry:
    before, before_reason = row.state, row.reason
    row.state, row.reason = state, reason
    row.version += 1
    row.updated_at = context.now
    _keep_times(context, row, State(before), act)
    told = act.ids or (before_reason, reason)
    change = log.Change(
        "report",
        row.id,
        act.action,
        before,
        state,
        row.version,
        reason=told[1],
        from_reason=told[0],
        undoes_id=act.undoes,
    )
    entry = log.append(context, act.actor, change, act.note)
    if state != before:
        outbox.publish(context, CorrectionDecided(row.public_id, before, state))
    return entry


def _keep_times(context: Context, row: CorrectionReport, before: State, act: _Act) -> None:
    """When it was decided; and whoever decides has it open no longer."""
    if row.state in OPEN:
        row.decided_at = None
    else:
        if before in OPEN:
            row.decided_at = context.now
        if act.actor.kind == "staff" and row.claimed_by_id == act.actor.id:
            row.claimed_by_id, row.claimed_at = None, None
