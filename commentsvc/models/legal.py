"""Notices of illegal content: what was reported, as it stood then, by whom, and what was decided."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commentsvc.db import Base, PrimaryKey, PublicId


class ContentNotice(Base):
    """One illegal-content notice (Regulation (EU) 2022/2065, Art. 16), sent without an account.

    ``name`` is encrypted with a key outside the database, the address is a Contact's; ``address_hash`` ("" where none
    was given) finds the sender's other notices. ``good_faith_at``: when the statement of good faith was made.
    ``question`` is what the newsroom asked, ``answer`` its words with the decision; ``unfounded``: judged manifestly
    unfounded (Art. 23). ``due_at``: by when the newsroom wants it decided.
    """

    __tablename__ = "content_notice"
    __table_args__ = (
        CheckConstraint(
            "state IN ('new', 'asked', 'removed', 'kept', 'unsubstantiated', 'set_aside', 'withdrawn')", name="state"
        ),
        Index("ix_content_notice_queue", "site_id", "state", "due_at"),
        Index("ix_content_notice_sender", "site_id", "address_hash", "id"),
        Index("ix_content_notice_received", "site_id", "created_at"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    state: Mapped[str] = mapped_column(String(16), default="new")
    kind: Mapped[str] = mapped_column(String(16))
    law: Mapped[str] = mapped_column(String(300), default="")
    explanation: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text, default="")
    address_hash: Mapped[str] = mapped_column(String(64), default="")
    good_faith_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(String(12), default="en")
    network: Mapped[str] = mapped_column(String(24), default="")
    via: Mapped[str] = mapped_column(String(8), default="page")
    question: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    unfounded: Mapped[bool] = mapped_column(default=False)
    due_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(BigInteger)
    claimed_by_id: Mapped[int | None] = mapped_column(BigInteger)
    claimed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    items: Mapped[list["ReportedComment"]] = relationship(order_by="ReportedComment.id", lazy="raise")


class ReportedComment(Base):
    """One comment that a notice names, as it stood when the notice came: the snapshot.

    ``digest`` is the hex SHA-256 over the snapshot's fields as canonical JSON (``domain.content_notice.digest``).
    ``outcome`` is what was decided about it; ``entry_id`` the row of the log that took it off the page. No foreign key
    to either: the snapshot outlives what it was made of.
    """

    __tablename__ = "reported_comment"
    __table_args__ = (UniqueConstraint("notice_id", "comment_id"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("content_notice.id"))
    comment_id: Mapped[int] = mapped_column(BigInteger, index=True)
    comment_public_id: Mapped[str] = mapped_column(String(16))
    comment_version: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(String(120))
    posted_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    article_key: Mapped[str] = mapped_column(String(2100))
    article_url: Mapped[str] = mapped_column(String(2100), default="")
    article_title: Mapped[str] = mapped_column(String(300), default="")
    digest: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[str | None] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(40))
    entry_id: Mapped[int | None] = mapped_column(BigInteger)
    taken_at: Mapped[datetime]


class ContentNoticeRemark(Base):
    """What the sender of a notice added afterwards, asked or not."""

    __tablename__ = "content_notice_remark"

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("content_notice.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class NoticeSender(Base):
    """What the newsroom decided about one address (its keyed hash) that notices come from.

    ``trusted``: a trusted flagger (Art. 22), whose notices go first. ``warned_at`` and ``suspended_until``: Art. 23(2);
    ``words`` are those that went with the warning or the suspension.
    """

    __tablename__ = "notice_sender"
    __table_args__ = (UniqueConstraint("site_id", "address_hash"),)

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    address_hash: Mapped[str] = mapped_column(String(64))
    trusted: Mapped[bool] = mapped_column(default=False)
    warned_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    suspended_until: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
