"""Statements of reasons to the authors of what was restricted, and their appeals."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey, PublicId


class Statement(Base):
    """Why one decision restricts a comment (``comment_id``) or a reader (``sanction_id``), in codes.

    ``entry_id`` is the decision's row of the log. It holds until ``until_version``, the version of the comment or
    sanction since which it does not (None: it holds), so that undoing what ended it makes it hold again. ``reader_id``
    is who is told. ``law``: the provision, where one was named; ``found``: checks that found something; ``flags``: how
    many readers had flagged the comment; ``content_notice_id``: the notice that led to it, with the
    reference that its sender was given.
    """

    __tablename__ = "statement"
    __table_args__ = (
        CheckConstraint("restriction IN ('refused', 'removed', 'suspended', 'banned')", name="restriction"),
        CheckConstraint("ground IN ('law', 'rules', 'spam')", name="ground"),
        CheckConstraint("source IN ('notice', 'flags', 'check', 'own')", name="source"),
        Index("ix_statement_given", "site_id", "starts_at", "id"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), index=True)
    sanction_id: Mapped[int | None] = mapped_column(ForeignKey("sanction.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("log_entry.id"), unique=True)
    restriction: Mapped[str] = mapped_column(String(10))
    ground: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(40))
    law: Mapped[str] = mapped_column(Text, default="")
    rules_version: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(8))
    content_notice_id: Mapped[int | None] = mapped_column(BigInteger)
    notice_reference: Mapped[str] = mapped_column(String(40), default="")
    found: Mapped[list | None] = mapped_column(JSON(none_as_null=True))
    flags: Mapped[int] = mapped_column(SmallInteger, default=0)
    automated_decision: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    until_version: Mapped[int | None]
    ended_at: Mapped[datetime | None]


class Appeal(Base):
    """What the author says against a decision, once for each, and what somebody else decided about it.

    ``alone``: nobody else could decide, so the person who had taken the decision did. ``settled``: the newsroom took
    the decision back by itself.
    """

    __tablename__ = "appeal"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'upheld', 'reversed', 'settled')", name="state"),
        Index("ix_appeal_queue", "site_id", "state", "created_at", "id"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), unique=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"), index=True)
    words: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(8), default="open")
    answer: Mapped[str] = mapped_column(Text, default="")
    alone: Mapped[bool] = mapped_column(default=False)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
