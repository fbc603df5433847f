"""The only place where a correction report's state changes; every change is a row of the log."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from commentsvc.db import db
from commentsvc.domain.correction_states import RESULT, DeclineReason, ReportAction, State, may
from commentsvc.domain.errors import Forbidden, LostRace, NotFound, invalid
from commentsvc.domain.events import CorrectionDecided
from commentsvc.domain.limits import NOTE_MAX_CHARS
from commentsvc.domain.moderation import Actor
from commentsvc.domain.text import clean_text
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.log import LogEntry
from commentsvc.services import log, outbox
from commentsvc.services.context import Context

# Decisions about the words of a place, shared by all reports of it.
SHARED = (ReportAction.ACCEPT, ReportAction.DECLINE, ReportAction.FIX)
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
    """Accept, decline, fix, mark as spam or reopen one report, with an optional answer for its reader to see.

    ``seen_version`` is the report's version as the decider saw it. Raises LostRace when somebody was faster, Invalid
    for an unknown reason, and Forbidden ``wrong_state`` where the action makes no sense.
    """
    if action is ReportAction.DECLINE and reason not in set(DeclineReason):
        raise invalid("reason", "unknown_reason")
    answer = clean_text("answer", answer, NOTE_MAX_CHARS, required=False)
    entry = change_state(context, row, action, actor, seen_version=seen_version, reason=reason, note=answer)
    if answer:
        row.answer = answer
    return entry


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

    Only what says something about the words is shared: spam and reopening are about one report. Returns the log row
    of the report itself and the other reports that went with it. Raises what ``decide`` raises.
    """
    place = _lock_place(row)
    entry = decide(context, row, action, actor, seen_version=seen_version, reason=reason, answer=answer)
    if action not in SHARED:
        return entry, []
    others = [one for one in place if one.id != row.id and may(action, State(one.state))]
    for one in others:
        decide(context, one, action, actor, seen_version=one.version, reason=reason, answer=answer)
    return entry, others


def lock_places(rows: Sequence[CorrectionReport]) -> list[CorrectionReport]:
    """All reports of the places of some, locked before anything about any of them is decided."""
    locked = {one.id: one for row in sorted(rows, key=lambda row: row.group_id or row.id) for one in _lock_place(row)}
    return list(locked.values())


def publish_places(context: Context, locked: Sequence[CorrectionReport], actor: Actor) -> list[CorrectionReport]:
    """A notice was published about the places of some reports (``lock_places``); returns those that it answers."""
    answered = [one for one in locked if may(ReportAction.PUBLISH, State(one.state))]
    for one in answered:
        change_state(context, one, ReportAction.PUBLISH, actor, seen_version=one.version)
    return answered


def undo_place(context: Context, entry: LogEntry, actor: Actor) -> tuple[LogEntry, list[CorrectionReport]]:
    """Undo one decision and what went with it, except for reports that have changed since.

    Returns the new log row and the other reports put back. Raises what ``undo`` raises.
    """
    row = db.session.get(CorrectionReport, entry.subject_id)
    place = {one.id: one for one in _lock_place(row)} if row is not None else {}
    undone = undo(context, entry, actor)
    if entry.action not in SHARED:
        return undone, []
    # What one press decided bears one moment, one person and one action.
    went_along = db.session.scalars(
        select(LogEntry).where(
            LogEntry.site_id == entry.site_id,
            LogEntry.subject_type == "report",
            LogEntry.subject_id.in_(place.keys() - {entry.subject_id}),
            LogEntry.at == entry.at,
            LogEntry.actor_type == entry.actor_type,
            LogEntry.actor_id == entry.actor_id,
            LogEntry.action == entry.action,
        )
    )
    others = []
    for other in went_along:
        if place[other.subject_id].version == other.subject_version:
            undo(context, other, actor)
            others.append(place[other.subject_id])
    return undone, others


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


def undo(context: Context, entry: LogEntry, actor: Actor) -> LogEntry:
    """Put back what one log row changed. Raises LostRace when the report has changed since."""
    row = db.session.get(CorrectionReport, entry.subject_id)
    if row is None:
        raise NotFound("unknown_report")
    _look_again(row, entry.subject_version)
    if entry.note_hash is not None:
        # The words that went with the decision were the answer to the reader: it goes with it.
        row.answer = ""
    act = _Act(actor, ReportAction.UNDO, undoes=entry.id)
    return _set(context, row, State(entry.from_state), entry.from_reason, act)


class _Act:
    """Who does what, for the log."""

    def __init__(self, actor: Actor, action: ReportAction, note: str = "", undoes: int | None = None):
        self.actor, self.action, self.note, self.undoes = actor, action, note, undoes


def _lock_place(row: CorrectionReport) -> list[CorrectionReport]:
    """The reports of one place, locked in the order of their ids, so that two deciders cannot wait for each other."""
    root = row.group_id or row.id
    return list(
        db.session.scalars(
            select(CorrectionReport)
            .where(or_(CorrectionReport.id == root, CorrectionReport.group_id == root))
            .order_by(CorrectionReport.id)
            .limit(PLACE_MAX)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def _look_again(row: CorrectionReport, seen_version: int) -> None:
    db.session.refresh(row, with_for_update=True)
    if row.version != seen_version:
        raise LostRace("report_changed")


def _set(context: Context, row: CorrectionReport, state: State, reason: str | None, act: _Act) -> LogEntry:
    before, before_reason = row.state, row.reason
    row.state, row.reason = state, reason
    row.version += 1
    row.updated_at = context.now
    entry = log.append(
        context,
        act.actor,
        log.Change(
            "report",
            row.id,
            act.action,
            before,
            state,
            row.version,
            reason=reason,
            from_reason=before_reason,
            undoes_id=act.undoes,
        ),
        act.note,
    )
    outbox.publish(context, CorrectionDecided(row.public_id, before, state))
    return entry
