"""By when a waiting comment should be decided: kept on its row, made anew when it is held, flagged or answered."""

from datetime import timedelta

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain import likeness, urgency
from commentsvc.domain.moderation import QUEUED_FLAGS, HeldReason, Status, waits
from commentsvc.domain.urgency import OpenFlag
from commentsvc.models import flag_record
from commentsvc.models.comment import Comment, Flag
from commentsvc.services import readings
from commentsvc.services.context import Context

_RECENTLY = timedelta(hours=1)
# More than so many writers make no comment more urgent.
_WRITERS_MAX = 500


def settle(context: Context, comment: Comment) -> None:
    """Bring ``urgent_at`` and ``likeness`` up to date with the comment's status, flags, words and replies."""
    if not _waits(comment):
        let_go(comment)
        return
    flags = _open_flags(comment) if comment.open_flags else []
    risk = urgency.risk(comment.reason, [flag for flag, _ in flags])
    flagged = comment.status == Status.APPROVED or comment.reason == HeldReason.FLAGGED
    since = min((at for _, at in flags), default=context.now) if flagged else comment.created_at
    # Where there is no risk, how many it reaches makes no difference.
    reach = urgency.reach(comment.reply_count or 0, _readers(context, comment)) if risk else 1.0
    comment.urgent_at = urgency.urgent_at(since, context.settings.decide_minutes, risk, reach)
    comment.likeness = likeness.key(comment.source)


def let_go(comment: Comment) -> None:
    """Take a comment off the queue that no longer waits; one that does stays as it is."""
    if comment.urgent_at is not None and not _waits(comment):
        comment.urgent_at = comment.likeness = None


def _waits(comment: Comment) -> bool:
    return waits(comment.status, comment.open_flags or 0, comment.withdrawn_at is not None)


def _open_flags(comment: Comment) -> list:
    """The flags that ask for a look, each with what became of its reader's earlier ones, and when it was raised."""
    found = db.session.execute(
        select(Flag.reader_id, Flag.reason, Flag.created_at).where(
            Flag.comment_id == comment.id, Flag.resolved_at.is_(None), Flag.reason.in_(QUEUED_FLAGS)
        )
    ).all()
    judged = flag_record.judged({row.reader_id for row in found})
    records = {row.reader_id: (int(row.right), row.judged) for row in db.session.execute(judged)} if found else {}
    return [(OpenFlag(row.reason, *records.get(row.reader_id, (0, 0))), row.created_at) for row in found]


def _readers(context: Context, comment: Comment) -> float:
    """About how many have read the thread within the last hour: as often as it was opened, and where that is not known
    (a cache before the service answers readers) at least those who have written.
    """
    recent = (
        select(Comment.reader_id)
        .where(Comment.thread_id == comment.thread_id, Comment.visible, Comment.created_at > context.now - _RECENTLY)
        .limit(_WRITERS_MAX)
        .subquery()
    )
    writers = db.session.scalar(select(func.count(recent.c.reader_id.distinct())))
    return max(writers, readings.lately(comment.thread_id, context.now))
