"""Who has a comment open: a courtesy among colleagues, which hinders no decision and which the log does not tell."""

from datetime import timedelta

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.errors import LostRace
from commentsvc.domain.limits import CLAIM_MINUTES
from commentsvc.models.comment import Comment
from commentsvc.models.desk import CommentClaim
from commentsvc.services.context import Context


def claim(context: Context, comment: Comment, person_id: int, seen_version: int) -> bool:
    """Tell the others that a person has a comment in hand, or, asked again, no longer; returns whether it is so now.

    It ends by itself after ``CLAIM_MINUTES``, or with whatever changes the comment. Raises LostRace
    ``comment_changed`` for a comment that has changed since it was seen, ``comment_claimed`` where another has it open.
    """
    # One after the other, however many ask at once.
    db.session.refresh(comment, with_for_update=True)
    if comment.version != seen_version:
        raise LostRace("comment_changed")
    row = db.session.scalar(select(CommentClaim).where(CommentClaim.comment_id == comment.id))
    holds = (
        row is not None
        and row.version == comment.version
        and context.now - row.claimed_at < timedelta(minutes=CLAIM_MINUTES)
    )
    if holds and row.user_id != person_id:
        raise LostRace("comment_claimed")
    if holds:
        db.session.delete(row)
        return False
    if row is None:
        row = CommentClaim(site_id=comment.site_id, comment_id=comment.id)
        db.session.add(row)
    row.user_id, row.version, row.claimed_at = person_id, comment.version, context.now
    return True
