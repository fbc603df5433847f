"""The Best score each comment had before a vote moved it: what ``queries.branches`` pages by."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from commentsvc import rows
from commentsvc.db import db
from commentsvc.models.article import Thread
from commentsvc.models.comment import Comment, ScoreChange

# Nobody reads one list for longer; an older page goes on in the order of now.
KEPT_FOR = timedelta(hours=24)


def remember(thread: Thread, comment: Comment, before: float, now: datetime) -> None:
    """Keep the score that a comment had until the thread's present version, if it has another one now."""
    if comment.best_score == before:
        return
    rows.insert(
        ScoreChange,
        site_id=thread.site_id,
        thread_id=thread.id,
        branch_id=comment.branch_id,
        comment_id=comment.id,
        version=thread.version,
        best_score=before,
        created_at=now,
    )


def forget_old(now: datetime) -> int:
    """Delete what no page can still need; returns how many rows."""
    return db.session.execute(delete(ScoreChange).where(ScoreChange.created_at < now - KEPT_FOR)).rowcount
