"""Comments and what readers do to them."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commentsvc.db import Base, PrimaryKey, PublicId
from commentsvc.models.article import Thread
from commentsvc.models.reader import Reader

# Estimates are kept in thousandths.
REFUSAL_MAX = 1000
# SQLite takes a partial index only for the very words of a query, and SQLAlchemy writes a boolean as "= 1" there.
_SHOWN = {"postgresql_where": text("visible"), "sqlite_where": text("visible = 1")}
_PICKED = {
    "postgresql_where": text("visible AND featured"),
    "sqlite_where": text("visible = 1 AND featured = 1"),
}
_STAFF = {
    "postgresql_where": text("visible AND by_staff"),
    "sqlite_where": text("visible = 1 AND by_staff = 1"),
}
_WAITING = {"postgresql_where": text("urgent_at IS NOT NULL"), "sqlite_where": text("urgent_at IS NOT NULL")}
_UNREVIEWED = {"postgresql_where": text("unreviewed"), "sqlite_where": text("unreviewed = 1")}
# Nothing is estimated as it is posted, so that posting writes no row of it.
_ESTIMATED = {
    "postgresql_where": text("unreviewed AND refusal >= 0"),
    "sqlite_where": text("unreviewed = 1 AND refusal >= 0"),
}


class Comment(Base):
    """One contribution and its place in the tree.

    ``parent_id`` is the comment it answers, ``branch_id`` the one it is listed under: they differ only below the
    site's depth limit, where replies stay in one flat list. ``visible`` is derived: approved and not withdrawn, or a
    tombstone that holds visible replies. ``reply_count`` counts the visible rows of its branch.
    ``version`` grows with each change of text or status and guards both against lost races.
    ``badges`` says what the author was when writing (``author``, ``staff``, ``verified``, ``new``); ``by_staff`` is
    derived from it: the author of the article or one of the newsroom.

    ``urgent_at`` is derived: by when a moderator should decide (``domain.urgency``), None for what does not wait for
    one; ``likeness`` is its text's key (``domain.likeness``) meanwhile. ``unreviewed``: published, and nobody of the
    newsroom has decided anything about it. ``findings``: what checks objected to, each ``{"check", "start", "end"}``,
    places in the source where there are any. ``rules_version``: the house rules in force when its words were written
    (None: none, or not known).
    ``refusal``: how likely the newsroom refuses it, in thousandths, by the site's scorer; -1: not estimated.
    """

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("status IN ('approved', 'pending', 'rejected', 'spam')", name="status"),
        # One index for each order that readers can choose, holding only what readers can see.
        Index(
            "ix_comment_best",
            "thread_id",
            "branch_id",
            "best_score",
            "id",
            **_SHOWN,
        ),
        Index(
            "ix_comment_time",
            "thread_id",
            "branch_id",
            "created_at",
            "id",
            **_SHOWN,
        ),
        # What is picked by editors or written by the newsroom, at any depth, for its own filter.
        Index("ix_comment_featured", "thread_id", "id", **_PICKED),
        Index("ix_comment_staff", "thread_id", "id", **_STAFF),
        # The latest comments of a whole site.
        Index("ix_comment_latest", "site_id", "id", **_SHOWN),
        # The latest comments of one thread at any depth, for its feed.
        Index("ix_comment_recent", "thread_id", "created_at", "id", **_SHOWN),
        Index("ix_comment_queue", "site_id", "status", "id"),
        # How many were written when, and in which threads, for figures.
        Index("ix_comment_posted", "site_id", "created_at", "thread_id"),
        Index("ix_comment_reader", "reader_id", "id"),
        Index("ix_comment_parent", "parent_id"),
        Index(
            "ix_comment_flagged",
            "site_id",
            "id",
            postgresql_where=text("open_flags > 0"),
            sqlite_where=text("open_flags > 0"),
        ),
        # What waits for a moderator: by age and by urgency, of one thread, of one reader, and texts that are alike.
        Index("ix_comment_waiting", "site_id", "id", **_WAITING),
        Index("ix_comment_urgent", "site_id", "urgent_at", "id", **_WAITING),
        Index("ix_comment_waiting_thread", "thread_id", "id", **_WAITING),
        Index("ix_comment_waiting_reader", "reader_id", "id", **_WAITING),
        Index("ix_comment_likeness", "site_id", "likeness", "id", **_WAITING),
        Index("ix_comment_unreviewed", "site_id", "id", **_UNREVIEWED),
        # The order "most likely to be refused", of what waits and of what nobody has looked at.
        Index("ix_comment_refusal", "site_id", "refusal", "id", **_WAITING),
        Index("ix_comment_unreviewed_refusal", "site_id", "refusal", "id", **_ESTIMATED),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    depth: Mapped[int] = mapped_column(SmallInteger, default=0)
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"))
    author_name: Mapped[str] = mapped_column(String(120))
    source: Mapped[str] = mapped_column(Text)
    body: Mapped[list] = mapped_column()
    status: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(String(40))
    featured: Mapped[bool] = mapped_column(default=False)
    badges: Mapped[list] = mapped_column(default=list)
    by_staff: Mapped[bool] = mapped_column(default=False)
    ups: Mapped[int] = mapped_column(default=0)
    downs: Mapped[int] = mapped_column(default=0)
    # The votes that weigh on Best: all but those beyond a network's share (see Vote.weighs).
    best_ups: Mapped[int] = mapped_column(default=0)
    best_downs: Mapped[int] = mapped_column(default=0)
    best_score: Mapped[float] = mapped_column(Float(53))
    reply_count: Mapped[int] = mapped_column(default=0)
    visible: Mapped[bool] = mapped_column(default=False)
    open_flags: Mapped[int] = mapped_column(default=0)
    urgent_at: Mapped[datetime | None]
    unreviewed: Mapped[bool] = mapped_column(default=False, server_default=false())
    findings: Mapped[list | None] = mapped_column(JSON(none_as_null=True))
    likeness: Mapped[str | None] = mapped_column(String(20))
    rules_version: Mapped[int | None]
    refusal: Mapped[int] = mapped_column(SmallInteger, default=-1, server_default="-1")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    thread: Mapped[Thread] = relationship(lazy="raise")
    reader: Mapped[Reader] = relationship(lazy="raise")


class CommentRevision(Base):
    """One saved earlier version of a comment's source, kept for moderators."""

    __tablename__ = "comment_revision"
    __table_args__ = (UniqueConstraint("comment_id", "version"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    version: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class AuthorMessage(Base):
    """What the newsroom told the author with a rejection. It is shown as long as that holds: ``until_version`` is the
    comment's version since which it does not (None: it holds), so that undoing what ended it shows it again.
    """

    __tablename__ = "author_message"

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    until_version: Mapped[int | None]
    created_at: Mapped[datetime]


class ScoreChange(Base):
    """The Best score a comment had until the thread's ``version``: what lets a reader's paging in Best stay in the
    order of its first page while others vote. Rows are of use for as long as a cursor lives, then pruned.
    """

    __tablename__ = "score_change"
    __table_args__ = (
        Index("ix_score_change_branch", "thread_id", "branch_id", "version"),
        Index("ix_score_change_age", "created_at"),
    )

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    version: Mapped[int]
    best_score: Mapped[float] = mapped_column(Float(53))
    created_at: Mapped[datetime]


class Vote(Base):
    """One reader's vote on one comment; ``weighs`` is false where a network has used up its share of Best.

    It is decided with the vote, and anew when the vote is changed; nobody else's vote changes it.
    """

    __tablename__ = "vote"
    __table_args__ = (
        UniqueConstraint("comment_id", "reader_id"),
        CheckConstraint("value IN (-1, 1)", name="value"),
        Index("ix_vote_network", "comment_id", "network"),
        Index("ix_vote_reader", "reader_id"),
    )

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"))
    value: Mapped[int] = mapped_column(SmallInteger)
    weighs: Mapped[bool] = mapped_column(default=True)
    network: Mapped[str] = mapped_column(String(24))
    created_at: Mapped[datetime]


class Flag(Base):
    """One reader's request for a moderator's attention to one comment.

    ``damped``: of a new identity during a raid; it is shown to moderators, and takes nothing off the page.
    """

    __tablename__ = "flag"
    __table_args__ = (
        UniqueConstraint("comment_id", "reader_id"),
        Index("ix_flag_reader", "reader_id"),
        Index("ix_flag_raised", "site_id", "created_at", "comment_id"),
    )

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"))
    reason: Mapped[str] = mapped_column(String(20))
    remark: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    damped: Mapped[bool] = mapped_column(default=False, server_default=false())
