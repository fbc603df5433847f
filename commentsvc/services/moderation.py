"""The only place where a comment's moderation status changes; every change is a row of the log."""

from dataclasses import replace

from sqlalchemy import func, select, update

from commentsvc import rows
from commentsvc.db import db
from commentsvc.domain.errors import Forbidden, LostRace, NotFound
from commentsvc.domain.events import CommentFeatured, CommentModerated, CommentWithdrawn
from commentsvc.domain.moderation import (
    MACHINE,
    QUEUED_FLAGS,
    RESULT,
    Action,
    Actor,
    Finding,
    HeldReason,
    Status,
    Verdict,
    with_message,
)
from commentsvc.domain.raids import RAID_STATES
from commentsvc.models.article import Thread
from commentsvc.models.comment import Comment, Flag
from commentsvc.models.log import LogEntry
from commentsvc.services import (
    author_messages,
    log,
    outbox,
    raids,
    reader_notes,
    reasons,
    sanctions,
    statements,
    thread_states,
    threads,
    urgency,
)
from commentsvc.services.context import Context
from commentsvc.services.visibility import is_public, recount

_UNDONE_ELSEWHERE = {
    "thread": thread_states.undo,
    sanctions.SUBJECT: sanctions.undo,
    reader_notes.SUBJECT: reader_notes.undo,
}
# What the log calls it when a check decides.
_BY_ITSELF = {Status.PENDING: Action.HOLD, Status.REJECTED: Action.REJECT}


def decide(
    context: Context,
    comment: Comment,
    action: Action,
    actor: Actor,
    *,
    seen_version: int,
    reason: str | None = None,
    note: str = "",
    message: str = "",
    cause: statements.Cause = statements.NO_CAUSE,
) -> LogEntry:
    """Approve, reject, mark as spam or hold one comment, and write the log row.

    ``seen_version`` is the comment's version as the decider saw it; ``note`` is for the log, ``message`` for the author
    of a comment that is rejected, who sees it with the reason; ``cause`` is for the statement of reasons (flags are
    counted here). Raises LostRace when somebody was faster, Invalid for an unknown reason, and Forbidden for a comment
    that its author has withdrawn.
    """
    thread = _lock(comment, seen_version)
    if comment.withdrawn_at is not None:
        raise Forbidden("comment_withdrawn")
    if action is Action.REJECT and reason is not None:
        reasons.require_active(context, reason)
    cause = replace(cause, flags=comment.open_flags)
    if actor.kind == "staff":
        _resolve_flags(context, comment)
    message = message if action is Action.REJECT else ""
    entry = _set_status(
        context, thread, comment, RESULT[action], reason, _Act(actor, action, with_message(note, message), cause=cause)
    )
    if message:
        author_messages.give(context, comment, message)
    return entry


def hold_for_flags(context: Context, comment: Comment) -> LogEntry:
    """Take an approved comment off the page until a moderator has looked; done by the machine."""
    thread = _lock(comment, comment.version)
    return _set_status(context, thread, comment, Status.PENDING, HeldReason.FLAGGED, _Act(MACHINE, Action.HOLD))


def hold_by_machine(
    context: Context, comment: Comment, reason: HeldReason, findings: tuple[Finding, ...] = ()
) -> LogEntry:
    """Take an approved comment off the page until a moderator has looked, by a check that ran after the commit.

    Raises LostRace when somebody was faster.
    """
    thread = _lock(comment, comment.version)
    comment.findings = [*(comment.findings or ()), *(finding.to_mapping() for finding in findings)] or None
    return _set_status(context, thread, comment, Status.PENDING, reason, _Act(MACHINE, Action.HOLD))


def first_status(context: Context, thread: Thread, comment: Comment) -> None:
    """Store a new comment; one that is held or refused gets its log row, an approved one is its own record."""
    recount(thread, comment, counted_before=False)
    if comment.status != Status.APPROVED:
        urgency.settle(context, comment)
    rows.save(comment)
    if comment.status != Status.APPROVED:
        _append(context, comment, _Act(MACHINE, _BY_ITSELF[Status(comment.status)]), None, None)


def posted_by_staff(context: Context, comment: Comment, actor: Actor) -> LogEntry:
    """Note who of the newsroom wrote a comment: readers see a name, the log knows the person."""
    return _append(context, comment, _Act(actor, Action.POST), None, None)


def after_edit(context: Context, thread: Thread, comment: Comment, verdict: Verdict) -> None:
    """Give an edited comment the status that screening found; an edit never lifts a held comment by itself."""
    comment.findings = verdict.kept_findings
    if verdict.status is not Status.APPROVED and comment.status == Status.APPROVED:
        act = _Act(MACHINE, _BY_ITSELF[verdict.status])
        _set_status(context, thread, comment, verdict.status, verdict.reason, act)
    elif comment.urgent_at is not None:
        # Other words may be like others' words.
        urgency.settle(context, comment)


def withdraw(context: Context, comment: Comment, actor: Actor, seen_version: int | None = None) -> LogEntry:
    """The author takes a comment back; a tombstone stays where replies hang on it.

    Raises LostRace when it is not the version that the author saw, if that is given.
    """
    thread = _lock(comment, comment.version if seen_version is None else seen_version)
    return _withdraw(context, thread, comment, _Act(actor, Action.WITHDRAW), comment.status)


def feature(context: Context, comment: Comment, actor: Actor, *, featured: bool, seen_version: int) -> LogEntry:
    """Pick a comment for the newsroom's selection, or take it out again."""
    thread = _lock(comment, seen_version)
    before = "featured" if comment.featured else "plain"
    comment.featured = featured
    comment.unreviewed = False
    comment.version += 1
    threads.changed(thread)
    after = "featured" if featured else "plain"
    action = Action.FEATURE if featured else Action.UNFEATURE
    if featured:
        outbox.publish(context, CommentFeatured(comment.public_id, thread.public_id))
    return log.append(context, actor, log.Change("comment", comment.id, action, before, after, comment.version))


def undo(context: Context, entry: LogEntry, actor: Actor) -> LogEntry:
    """Put back what one log row changed, as a row of its own.

    Raises LostRace when the subject has changed since, or the row is undone already.
    """
    if entry.subject_type in raids.SUBJECTS or entry.to_state in RAID_STATES:
        return raids.undo(context, entry, actor)
    if entry.subject_type in _UNDONE_ELSEWHERE:
        return _UNDONE_ELSEWHERE[entry.subject_type](context, entry, actor)
    comment = db.session.get(Comment, entry.subject_id)
    if comment is None:
        raise NotFound("unknown_comment")
    thread = _lock(comment, entry.subject_version)
    act = _Act(actor, Action.UNDO, undoes=entry.id)
    if entry.action in (Action.FEATURE, Action.UNFEATURE):
        comment.featured = entry.from_state == "featured"
        comment.version += 1
        threads.changed(thread)
        change = log.Change(
            "comment", comment.id, act.action, entry.to_state, entry.from_state, comment.version, undoes_id=entry.id
        )
        return log.append(context, actor, change)
    if entry.action == Action.POST:
        return _withdraw(context, thread, comment, act, "withdrawn")
    if entry.from_state is None or entry.action == Action.WITHDRAW:
        raise Forbidden("cannot_undo")
    _reopen_flags(comment, entry)
    undone = _set_status(context, thread, comment, Status(entry.from_state), entry.from_reason, act)
    author_messages.restore(comment, entry.subject_version)
    return undone


def open_flags(comment: Comment) -> int:
    """How many open flags ask for a look at a comment; mere disagreement does not."""
    return db.session.scalar(
        select(func.count()).where(
            Flag.comment_id == comment.id, Flag.resolved_at.is_(None), Flag.reason.in_(QUEUED_FLAGS)
        )
    )


class _Act:
    """Who does what, for the log."""

    def __init__(
        self,
        actor: Actor,
        action: Action,
        note: str = "",
        undoes: int | None = None,
        cause: statements.Cause = statements.NO_CAUSE,
    ):
        self.actor, self.action, self.note, self.undoes, self.cause = actor, action, note, undoes, cause


def _lock(comment: Comment, seen_version: int) -> Thread:
    """Lock the comment's thread, look at the comment again, and compare it with what was seen."""
    thread = threads.lock_of(comment)
    db.session.refresh(comment)
    if comment.version != seen_version:
        raise LostRace("comment_changed")
    return thread


def _withdraw(context: Context, thread: Thread, comment: Comment, act: _Act, to_state: str) -> LogEntry:
    counted = is_public(comment)
    comment.withdrawn_at = context.now
    comment.unreviewed = False
    comment.version += 1
    urgency.settle(context, comment)
    recount(thread, comment, counted_before=counted)
    threads.changed(thread)
    outbox.publish(context, CommentWithdrawn(comment.public_id, thread.public_id))
    change = log.Change(
        "comment", comment.id, act.action, comment.status, to_state, comment.version, undoes_id=act.undoes
    )
    return log.append(context, act.actor, change)


def _set_status(
    context: Context, thread: Thread, comment: Comment, status: Status, reason: str | None, act: _Act
) -> LogEntry:
    counted = is_public(comment)
    before, before_reason = comment.status, comment.reason
    comment.status, comment.reason = status, reason
    # What is held waits in another queue; else somebody has looked.
    comment.unreviewed = False
    comment.version += 1
    if before == Status.REJECTED:
        author_messages.hide(comment)
    urgency.settle(context, comment)
    recount(thread, comment, counted_before=counted)
    threads.changed(thread)
    entry = _append(context, comment, act, before, before_reason)
    outbox.publish(context, CommentModerated(comment.public_id, thread.public_id, before, status))
    return entry


def _append(context: Context, comment: Comment, act: _Act, from_state: str | None, from_reason: str | None) -> LogEntry:
    change = log.Change(
        "comment",
        comment.id,
        act.action,
        from_state,
        comment.status,
        comment.version,
        reason=comment.reason,
        from_reason=from_reason,
        undoes_id=act.undoes,
    )
    entry = log.append(context, act.actor, change, act.note)
    statements.follow_comment(context, comment, entry, act.cause)
    return entry


def _resolve_flags(context: Context, comment: Comment) -> None:
    db.session.execute(
        update(Flag)
        .where(Flag.comment_id == comment.id, Flag.resolved_at.is_(None))
        .values(resolved_at=context.now)
        .execution_options(synchronize_session=False)
    )
    comment.open_flags = 0


def _reopen_flags(comment: Comment, entry: LogEntry) -> None:
    """A decision resolves the flags of its moment; undone, it leaves them waiting again."""
    db.session.execute(
        update(Flag)
        .where(Flag.comment_id == comment.id, Flag.resolved_at == entry.at)
        .values(resolved_at=None)
        .execution_options(synchronize_session=False)
    )
    comment.open_flags = open_flags(comment)
