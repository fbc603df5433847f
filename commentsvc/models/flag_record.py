"""A view in all but name: what became of the flags that readers raised."""

from datetime import datetime

from sqlalchemy import Select, case, exists, func, select

from commentsvc.domain.moderation import QUEUED_FLAGS, Status
from commentsvc.models.comment import Comment, Flag
from commentsvc.models.reader import Reader


def judged(reader_ids: set[int]) -> Select:
    """Of each of these readers with decided flags: the id, how many flags were right (the comment was rejected or is
    spam), and how many there are. Mere disagreement was no request, and is not counted.
    """
    right = case((Comment.status.in_([Status.REJECTED, Status.SPAM]), 1), else_=0)
    return (
        select(Flag.reader_id, func.sum(right).label("right"), func.count().label("judged"))
        .join(Comment, Comment.id == Flag.comment_id)
        .where(Flag.reader_id.in_(reader_ids), Flag.resolved_at.is_not(None), Flag.reason.in_(QUEUED_FLAGS))
        .group_by(Flag.reader_id)
    )


def newcomers(reader_ids: set[int], since: datetime) -> Select:
    """The ids of those of these readers who came after a moment and have no approved comment."""
    written = exists().where(Comment.reader_id == Reader.id, Comment.status == Status.APPROVED)
    return select(Reader.id).where(Reader.id.in_(reader_ids), Reader.created_at > since, ~written)
