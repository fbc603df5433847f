"""What the newsroom decides about illegal-content notices: remove, keep, ask back, not substantiated; and its undoing.

Comments go off the page through ``moderation.decide``, with a reason of the site's catalogue and the log row that every
rejection has. The sender is told once second thoughts are over (Art. 16(5)).
"""

from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.content_notice import holder
from commentsvc.domain.errors import Forbidden, LostRace, NotFound, invalid
from commentsvc.domain.legal import (
    DECIDED_NOTICES,
    DECISIONS,
    OPEN_NOTICES,
    LegalAction,
    LegalState,
    Outcome,
    may,
)
from commentsvc.domain.limits import REASON_MAX_CHARS
from commentsvc.domain.moderation import Action, Actor, RejectReason, Status
from commentsvc.domain.telling import SECOND_THOUGHTS
from commentsvc.domain.text import clean_text
from commentsvc.models.comment import Comment
from commentsvc.models.legal import ContentNotice, ReportedComment
from commentsvc.models.log import LogEntry
from commentsvc.services import mail, moderation, notifiers, statements
from commentsvc.services.content_notices import NEWS, change_state
from commentsvc.services.context import Context


@dataclass(frozen=True)
class Decision:
    """What somebody decides: the words to the sender, and, to remove, which comments for which reason.

    ``message`` goes to the authors of removed comments; ``unfounded``: the notice is manifestly unfounded (Art. 23).
    """

    action: LegalAction
    words: str = ""
    comments: frozenset[str] = frozenset()
    reason: str | None = None
    message: str = ""
    unfounded: bool = False


def find(context: Context, public_id: str) -> ContentNotice:
    """One notice of this site. Raises NotFound ``unknown_content_notice``."""
    row = db.session.scalar(
        select(ContentNotice).where(ContentNotice.site_id == context.site.id, ContentNotice.public_id == public_id)
    )
    if row is None:
        raise NotFound("unknown_content_notice")
    return row


def decide(context: Context, row: ContentNotice, decision: Decision, actor: Actor, *, seen_version: int) -> LogEntry:
    """Decide about an open notice, ask its sender, or take up one that was set aside.

    Raises LostRace ``content_notice_changed``, Forbidden ``wrong_state``; Invalid for ``comments`` (none chosen),
    ``reason`` and ``words``: what is kept or refused says why, and a question asks something.
    """
    action = decision.action
    _lock(row, seen_version)
    if not may(action, LegalState(row.state)):
        raise Forbidden("wrong_state")
    wordless = action in (LegalAction.REMOVE, LegalAction.TAKE_UP)
    words = clean_text("words", decision.words, REASON_MAX_CHARS, required=not wordless)
    if action is LegalAction.ASK:
        row.question = words
    elif action is not LegalAction.TAKE_UP:
        _settle_items(context, row, decision, actor)
        row.answer = words
        row.unfounded = decision.unfounded and action is not LegalAction.REMOVE
        row.decided_at, row.decided_by_id = context.now, actor.id
    _let_go(row, actor)
    reason = decision.reason if action is LegalAction.REMOVE else None
    entry = change_state(context, row, DECISIONS[action], action, actor, words, reason=reason)
    tell(context, row)
    return entry


def undo(context: Context, entry: LogEntry, actor: Actor) -> LogEntry:
    """Put back what one row decided about a notice: it is open again, and what was removed is on the page again.

    Raises LostRace ``content_notice_changed`` where the notice has changed since, ``comment_changed`` where one of the
    comments has; then nothing is put back.
    """
    row = db.session.get(ContentNotice, entry.subject_id)
    if row is None:
        raise NotFound("unknown_content_notice")
    _lock(row, entry.subject_version)
    if entry.from_state is None or LegalState(entry.from_state) not in OPEN_NOTICES:
        raise Forbidden("cannot_undo")
    for item in items(row):
        removal = db.session.get(LogEntry, item.entry_id) if item.entry_id is not None else None
        if removal is not None:
            moderation.undo(context, removal, actor)
        item.outcome = item.reason = item.entry_id = None
    if LegalState(row.state) in DECIDED_NOTICES:
        row.answer, row.unfounded, row.decided_at, row.decided_by_id = "", False, None, None
    else:
        row.question = ""
    undone = change_state(context, row, LegalState(entry.from_state), Action.UNDO, actor, undoes_id=entry.id)
    tell(context, row)
    return undone


def claim(context: Context, row: ContentNotice, person_id: int) -> bool:
    """Tell the others that a person has an open notice in hand, or, pressed again, no longer; whether it is so now.

    Raises LostRace ``content_notice_claimed`` where another has it open, Forbidden ``wrong_state`` for a decided one.
    """
    db.session.refresh(row, with_for_update=True)
    if LegalState(row.state) not in OPEN_NOTICES:
        raise Forbidden("wrong_state")
    has_it = holder(row, context.now)
    if has_it not in (None, person_id):
        raise LostRace("content_notice_claimed")
    claimed = has_it is None
    row.claimed_by_id, row.claimed_at = (person_id, context.now) if claimed else (None, None)
    return claimed


def items(row: ContentNotice) -> list[ReportedComment]:
    """The comments that a notice names, in its order."""
    mine = select(ReportedComment).where(ReportedComment.notice_id == row.id)
    return list(db.session.scalars(mine.order_by(ReportedComment.id)))


def tell(context: Context, row: ContentNotice) -> None:
    """Have the sender told by mail how the notice stands, unless it changes again before second thoughts are over."""
    contact = notifiers.contact_of(row.id)
    if contact is not None:
        mail.queue(
            context,
            NEWS,
            f"{row.public_id}:{row.version}",
            contact_id=contact.id,
            args={"version": row.version},
            due_at=context.now + SECOND_THOUGHTS,
        )


def _lock(row: ContentNotice, seen_version: int) -> None:
    db.session.refresh(row, with_for_update=True)
    if row.version != seen_version:
        raise LostRace("content_notice_changed")


def _let_go(row: ContentNotice, actor: Actor) -> None:
    if row.claimed_by_id == actor.id:
        row.claimed_by_id, row.claimed_at = None, None


def _settle_items(context: Context, row: ContentNotice, decision: Decision, actor: Actor) -> None:
    found = items(row)
    remove = decision.action is LegalAction.REMOVE
    if remove and not {item.comment_public_id for item in found} & decision.comments:
        raise invalid("comments", "comments_needed")
    if remove and not decision.reason:
        raise invalid("reason", "unknown_reason")
    for item in found:
        comment = db.session.get(Comment, item.comment_id)
        if not item.author_name:
            # Erased while the notice was open: the words were kept for this decision only.
            item.source = ""
        if comment is None or comment.withdrawn_at is not None or comment.status in (Status.REJECTED, Status.SPAM):
            item.outcome = Outcome.GONE
        elif remove and item.comment_public_id in decision.comments:
            _remove(context, row, item, comment, decision, actor)
        else:
            item.outcome = Outcome.KEPT


def _remove(
    context: Context, row: ContentNotice, item: ReportedComment, comment: Comment, decision: Decision, actor: Actor
) -> None:
    # What law the sender named is told where the newsroom found the comment to be against the law, too.
    law = row.law if decision.reason == RejectReason.ILLEGAL else ""
    entry = moderation.decide(
        context,
        comment,
        Action.REJECT,
        actor,
        seen_version=comment.version,
        reason=decision.reason,
        message=decision.message,
        cause=statements.Cause(content_notice_id=row.id, notice_reference=row.public_id, law=law),
    )
    item.outcome, item.reason, item.entry_id = Outcome.REMOVED, decision.reason, entry.id
