"""Flags: a reader asks for a moderator's attention."""

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain import flag_weight
from commentsvc.domain.errors import Forbidden, NotFound, invalid
from commentsvc.domain.events import CommentFlagged
from commentsvc.domain.limits import FLAG_REMARK_MAX_CHARS
from commentsvc.domain.moderation import QUEUED_FLAGS, FlagReason, Status
from commentsvc.domain.text import clean_text
from commentsvc.models import flag_record
from commentsvc.models.comment import Comment, Flag
from commentsvc.models.reader import Reader
from commentsvc.services import accounts, moderation, outbox, raid_rules, threads, urgency
from commentsvc.services.context import Context
from commentsvc.services.handing_over import reactions


def flag(context: Context, comment: Comment, reason: str, remark: str = "") -> None:
    """Flag a comment, or change one's flag on it; enough open flags take the comment off the page.

    Raises Invalid for an unknown reason, NotFound for a comment that is not public, Forbidden for one's own.
    """
    if reason not in set(FlagReason):
        raise invalid("reason", "unknown_reason")
    remark = clean_text("remark", remark, FLAG_REMARK_MAX_CHARS, required=False)
    reader, found = accounts.require_voter(context)
    thread = threads.lock_of(comment)
    db.session.refresh(comment)
    mine = db.session.scalar(select(Flag).where(Flag.comment_id == comment.id, Flag.reader_id == reader.id))
    if comment.status != Status.APPROVED or comment.withdrawn_at is not None:
        # Whoever flagged it before it was held may say so again; nobody else learns that it exists.
        if mine is not None:
            return
        raise NotFound("unknown_comment")
    threads.require_shown(context, thread)
    if comment.reader_id == reader.id:
        raise Forbidden("own_comment")
    if mine is None:
        mine = Flag(
            site_id=context.site.id, comment_id=comment.id, reader_id=reader.id, created_at=context.now, reason=reason
        )
        db.session.add(mine)
        outbox.publish(context, CommentFlagged(comment.public_id, reason))
        mine.damped = raid_rules.damps(context, thread, reader, found)
    mine.reason, mine.remark = reason, remark
    db.session.flush()
    comment.open_flags = moderation.open_flags(comment)
    # What the newsroom wrote waits in the queue like any other flagged comment, but readers cannot take it away.
    if not comment.by_staff and _takes_away(context, comment):
        moderation.hold_for_flags(context, comment)
    else:
        urgency.settle(context, comment)
    db.session.flush()


def _takes_away(context: Context, comment: Comment) -> bool:
    """Whether the open flags on a comment, each by what it weighs, are as many as the site says.

    Those damped by a raid weigh nothing.
    """
    settings = context.settings
    if comment.open_flags * flag_weight.MOST < settings.flag_threshold:
        return False
    ids = set(
        db.session.scalars(
            select(Flag.reader_id).where(
                Flag.comment_id == comment.id,
                Flag.resolved_at.is_(None),
                Flag.reason.in_(QUEUED_FLAGS),
                ~Flag.damped,
            )
        )
    )
    judged = {row.reader_id: (int(row.right), row.judged) for row in db.session.execute(flag_record.judged(ids))}
    since = context.now - flag_weight.NEW_FOR
    new = set(db.session.scalars(flag_record.newcomers(ids, since))) if settings.new_flags_percent < 100 else set()
    weights = [flag_weight.weight(settings, *judged.get(one, (0, 0)), one in new) for one in ids]
    return flag_weight.reaches(settings, weights)


def hand_over(guest: Reader, account: Reader) -> None:
    """Make a guest's flags an account's, in threads whose rows are locked.

    Where both flagged the account's flag stays, and neither's flag on the other's comments does. Who held a comment
    by flags is not asked again: what waits for a moderator goes on waiting.
    """
    found = reactions(Flag, guest, account)
    for mine, _comment, stays in found:
        if stays:
            mine.reader_id = account.id
        else:
            db.session.delete(mine)
    db.session.flush()
    for _mine, comment, _stays in found:
        comment.open_flags = moderation.open_flags(comment)
        urgency.let_go(comment)
    db.session.flush()


def erase(reader: Reader, most: int) -> int:
    """Take back a batch of a reader's flags, remarks and all; returns how many.

    What flags have held already goes on waiting for a moderator.
    """
    found = db.session.execute(
        select(Flag.id, Comment.thread_id)
        .join(Comment, Comment.id == Flag.comment_id)
        .where(Flag.reader_id == reader.id)
        .order_by(Flag.id)
        .limit(most)
    ).all()
    for thread_id in sorted({row.thread_id for row in found}):
        threads.lock_row(thread_id)
    pairs = db.session.execute(
        select(Flag, Comment)
        .join(Comment, Comment.id == Flag.comment_id)
        .where(Flag.id.in_([row.id for row in found]))
        .execution_options(populate_existing=True)
    ).all()
    for mine, _comment in pairs:
        db.session.delete(mine)
    db.session.flush()
    for _mine, comment in pairs:
        comment.open_flags = moderation.open_flags(comment)
        urgency.let_go(comment)
    db.session.flush()
    return len(found)
