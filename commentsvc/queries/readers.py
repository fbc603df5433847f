"""What one reader may see of their own: votes, flags, comments with their status."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.moderation import Status
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment, Flag, Vote
from commentsvc.models.correction import CorrectionReport
from commentsvc.models.mail import Subscription
from commentsvc.models.reader import Reader
from commentsvc.queries.threads import HEAD

OWN_COMMENTS = 200


@dataclass(frozen=True)
class Mine:
    """The reader's own votes (public id → ±1), flagged comments, and comments, newest first.

    ``uncounted``: the comments whose public tallies leave the reader's vote out (``Vote.weighs``).
    """

    votes: dict[str, int]
    uncounted: list[str]
    flags: list[str]
    comments: list[Comment]


def in_thread(reader: Reader, thread_id: int) -> Mine:
    """What the reader did in one thread; held and rejected comments are among it, withdrawn ones are not."""
    votes = db.session.execute(
        select(Comment.public_id, Vote.value, Vote.weighs)
        .join(Vote, Vote.comment_id == Comment.id)
        .where(Vote.reader_id == reader.id, Comment.thread_id == thread_id)
    ).all()
    flags = db.session.scalars(
        select(Comment.public_id)
        .join(Flag, Flag.comment_id == Comment.id)
        .where(Flag.reader_id == reader.id, Comment.thread_id == thread_id)
    )
    own = db.session.scalars(
        select(Comment)
        .where(Comment.reader_id == reader.id, Comment.thread_id == thread_id, Comment.withdrawn_at.is_(None))
        .order_by(Comment.id.desc())
        .limit(OWN_COMMENTS)
    )
    return Mine(
        votes={vote.public_id: vote.value for vote in votes},
        uncounted=[vote.public_id for vote in votes if not vote.weighs],
        flags=list(flags),
        comments=list(own),
    )


def own_comments(reader: Reader) -> list:
    """The reader's newest comments on the site: rows of ``Comment`` and the columns of its thread's head."""
    return list(
        db.session.execute(
            select(Comment, Thread.id, *HEAD)
            .join(Thread, Thread.id == Comment.thread_id)
            .join(Article, Article.id == Thread.article_id)
            .where(Comment.reader_id == reader.id)
            .order_by(Comment.id.desc())
            .limit(OWN_COMMENTS)
        )
    )


def reports_made_of(comment_ids: Iterable[int]) -> dict[int, CorrectionReport]:
    """The correction reports that the newsroom made of comments, by the comment's row id."""
    made = select(CorrectionReport).where(CorrectionReport.comment_id.in_(list(comment_ids)))
    return {row.comment_id: row for row in db.session.scalars(made)}


def newsroom_replies(comment_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """The newsroom's latest answers that readers see, by the row id of the comment: public id and name."""
    answers = (
        select(Comment.parent_id, Comment.public_id, Comment.author_name)
        .where(Comment.parent_id.in_(list(comment_ids)), Comment.by_staff, Comment.status == Status.APPROVED)
        .where(Comment.withdrawn_at.is_(None))
        .order_by(Comment.id)
    )
    return {row.parent_id: (row.public_id, row.author_name) for row in db.session.execute(answers)}


def followed(reader_id: int) -> list:
    """The discussions that a reader follows, the latest first: ``cadence``, ``since``, and its thread's public id with
    key, URL and title of the article.
    """
    return list(
        db.session.execute(
            select(
                Subscription.cadence,
                Subscription.created_at.label("since"),
                Thread.id.label("thread_id"),
                Thread.public_id,
                Article.key,
                Article.url,
                Article.title,
            )
            .join(Thread, Thread.id == Subscription.thread_id)
            .join(Article, Article.id == Thread.article_id)
            .where(Subscription.reader_id == reader_id)
            .order_by(Subscription.id.desc())
        )
    )


def public_ids(row_ids: set[int]) -> dict[int, str]:
    """Public ids of comments by row id."""
    if not row_ids:
        return {}
    rows = db.session.execute(select(Comment.id, Comment.public_id).where(Comment.id.in_(row_ids)))
    return {row.id: row.public_id for row in rows}
