"""A view in all but name: what became of the flags that readers raised."""

from sqlalchemy import Select, case, func, select

from commentsvc.domain.moderation import QUEUED_FLAGS, Status
from commentsvc.models.comment import Comment, Flag


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
