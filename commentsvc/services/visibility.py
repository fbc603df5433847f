"""Derived facts of the tree: what is shown, how many replies a branch shows, how many comments a thread counts.

All of them can be made anew from the comments alone (``commentsvc verify``); the thread's row is locked meanwhile.
"""

from sqlalchemy import bindparam

from commentsvc import rows
from commentsvc.domain.moderation import Status
from commentsvc.models.article import Thread
from commentsvc.models.comment import Comment

_BY_ID = rows.Prepared(rows.whole(Comment).where(Comment.id == bindparam("comment_id")))


def is_public(comment: Comment) -> bool:
    """Whether the comment's own words are shown."""
    return comment.status == Status.APPROVED and comment.withdrawn_at is None


def recount(thread: Thread, comment: Comment, *, counted_before: bool) -> None:
    """Bring the derived facts up to date after a comment's status changed."""
    # The tree first: it is read from the database, and the thread's row is better written once than twice.
    _show(comment)
    counts = is_public(comment)
    thread.comment_count += counts - counted_before
    if counts and not counted_before:
        # The pulse of a thread is known by what readers can see: a comment that was held counts when it is approved.
        thread.last_comment_at = max(thread.last_comment_at or comment.created_at, comment.created_at)


def _show(comment: Comment) -> None:
    """Walk up while visibility flips: a tombstone appears with its first visible reply and goes with its last.

    Depth is bounded by the site's depth limit, since flat replies hang on the same branch.
    """
    visible = is_public(comment) or (comment.reply_count or 0) > 0
    if visible == bool(comment.visible):
        return
    comment.visible = visible
    if comment.branch_id is None:
        return
    branch = rows.fetch(Comment, _BY_ID, comment_id=comment.branch_id)
    branch.reply_count += 1 if visible else -1
    _show(branch)
    rows.save(branch)
