"""What mails about comments are written from: comments, when they appeared, whom they answer, and where."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, case, exists, func, select
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.domain.moderation import Status
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.log import LogEntry
from commentsvc.models.mail import Contact, Subscription
from commentsvc.models.reader import Reader
from commentsvc.queries.headlines import TITLE

# A comment that waited longer before it appeared is no news any more.
STALE = timedelta(days=14)
# Comments of one period of one discussion that are looked at; nobody reads more in a mail.
_MOST = 500

_ABOUT = (LogEntry.subject_type == "comment", LogEntry.subject_id == Comment.id)
_WAITED = exists().where(*_ABOUT, LogEntry.from_state.is_(None), LogEntry.to_state == Status.PENDING)
_FIRST_APPROVAL = (
    select(func.min(LogEntry.at))
    .where(*_ABOUT, LogEntry.from_state.is_not(None), LogEntry.to_state == Status.APPROVED)
    .correlate(Comment)
    .scalar_subquery()
)
# When a comment could first be read: as it was posted, or, if it waited, as it was first approved.
_APPEARED_AT = case((_WAITED, _FIRST_APPROVAL), else_=Comment.created_at)


@dataclass(frozen=True)
class Told:
    """A comment as a mail tells of it; ``parent`` is the one it answers, if that can be read.

    ``appeared_at``: since when it can be read (None: never yet). ``headline`` is "" unless more than one reader's word.
    """

    comment: Comment
    parent: Comment | None
    thread: Thread
    appeared_at: datetime | None
    headline: str

    @property
    def is_shown(self) -> bool:
        """Whether everybody can read it now."""
        return self.comment.status == Status.APPROVED and self.comment.withdrawn_at is None


@dataclass(frozen=True)
class Follower:
    """Somebody who follows a discussion, with the address to be written to."""

    subscription_id: int
    reader_id: int
    contact_id: int
    since: datetime


def by_public_id(site_id: int, public_id: str) -> Told | None:
    """A comment of a site, whatever became of it; None where there is none."""
    return _first(_comments(site_id).where(Comment.public_id == public_id))


def by_id(site_id: int, comment_id: int) -> Told | None:
    """The same by its row's id."""
    return _first(_comments(site_id).where(Comment.id == comment_id))


def appeared(site_id: int, thread_id: int, after: datetime, until: datetime) -> list[Told]:
    """The comments of a discussion that could first be read in a period (``until`` included) and still can be, in the
    order in which they appeared.
    """
    statement = _comments(site_id).where(
        Comment.thread_id == thread_id,
        Comment.visible,
        Comment.created_at > after - STALE,
        Comment.created_at <= until,
        Comment.status == Status.APPROVED,
        Comment.withdrawn_at.is_(None),
        after < _APPEARED_AT,
        until >= _APPEARED_AT,
    )
    rows = db.session.execute(statement.order_by(_APPEARED_AT, Comment.id).limit(_MOST))
    return [_told(row) for row in rows]


def thread(site_id: int, public_id: str) -> Thread | None:
    """A discussion of a site; None where it was merged into another."""
    return db.session.scalar(select(Thread).where(Thread.site_id == site_id, Thread.public_id == public_id))


def cadences(thread_id: int) -> list[str]:
    """How soon those who follow a discussion want to be told: each cadence that somebody has chosen."""
    return list(db.session.scalars(select(Subscription.cadence).where(Subscription.thread_id == thread_id).distinct()))


def followers(thread_id: int, cadence: str, after_id: int, most: int) -> list[Follower]:
    """Those who follow a discussion in a cadence and can be written to, in the order of their subscriptions."""
    address = (
        select(func.max(Contact.id))
        .where(Contact.reader_id == Subscription.reader_id, Contact.verified_at.is_not(None))
        .correlate(Subscription)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Subscription.id, Subscription.reader_id, address.label("contact_id"), Subscription.created_at)
        .join(Reader, Reader.id == Subscription.reader_id)
        .where(Subscription.thread_id == thread_id, Subscription.cadence == cadence, Subscription.id > after_id)
        .where(Reader.kind == "account", Reader.erased_at.is_(None))
        .order_by(Subscription.id)
        .limit(most)
    )
    return [Follower(row.id, row.reader_id, row.contact_id, row.created_at) for row in rows]


def follows(reader_id: int, thread_id: int) -> bool:
    """Whether somebody follows a discussion."""
    named = (Subscription.reader_id == reader_id, Subscription.thread_id == thread_id)
    return db.session.scalar(select(exists().where(*named)))


def _comments(site_id: int) -> Select:
    parent = aliased(Comment)
    readable = and_(parent.id == Comment.parent_id, parent.status == Status.APPROVED, parent.withdrawn_at.is_(None))
    return (
        select(Comment, parent, Thread, _APPEARED_AT.label("appeared_at"), TITLE)
        .join(Thread, Thread.id == Comment.thread_id)
        .join(Article, Article.id == Thread.article_id)
        .outerjoin(parent, readable)
        .where(Comment.site_id == site_id)
    )


def _first(statement: Select) -> Told | None:
    row = db.session.execute(statement).first()
    return None if row is None else _told(row)


def _told(row) -> Told:
    comment, parent, of_thread, appeared_at, headline = row
    return Told(comment, parent, of_thread, appeared_at, headline or "")
