"""Where people can be written to, what they want to be told, and what they were sent."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey, PublicId

_UNSENT = text("sent_at IS NULL")


class Contact(Base):
    """One person's address on one site: a reader's, or left with one correction report or illegal-content notice.

    ``address`` is encrypted with a key outside the database; ``address_hash`` (keyed, per site) finds it again and
    cannot be compared with another site's. Unless ``verified_at`` is set nothing but one confirmation goes there.
    ``preferences`` says how soon each kind of news is told: ``at_once``, ``hourly``, ``daily`` or ``never``.
    """

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_address", "site_id", "address_hash"),)

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("reader.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("correction_report.id"), index=True)
    # No foreign key: the table is older, and SQLite would have to make it anew.
    content_notice_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    address: Mapped[str] = mapped_column(Text)
    address_hash: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(12), default="en")
    preferences: Mapped[dict] = mapped_column(default=dict)
    consent_version: Mapped[str] = mapped_column(String(20), default="")
    consented_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class MailBlock(Base):
    """An address (its keyed hash) that is never to be written to again by a site; ``kind`` "" means nothing at all."""

    __tablename__ = "mail_block"
    __table_args__ = (UniqueConstraint("site_id", "address_hash", "kind"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    address_hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(20), default="")
    created_at: Mapped[datetime]


class SentMail(Base):
    """That a mail of a kind went to an address (its keyed hash): what the caps per address and site count."""

    __tablename__ = "sent_mail"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_sent_mail_address", "site_id", "address_hash", "sent_at"),
        Index("ix_sent_mail_age", "sent_at"),
    )

    id: Mapped[PrimaryKey]
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    address_hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(120))
    sent_at: Mapped[datetime]


class Subscription(Base):
    """A reader who wants to hear of new comments in a thread; ``cadence``: ``at_once``, ``hourly`` or ``daily``.

    It is a yes to the words of ``consent_version``, said at ``created_at``.
    """

    __tablename__ = "subscription"
    __table_args__ = (
        UniqueConstraint("reader_id", "thread_id"),
        CheckConstraint("cadence IN ('at_once', 'hourly', 'daily')", name="cadence"),
        Index("ix_subscription_thread", "thread_id"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"))
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    cadence: Mapped[str] = mapped_column(String(8))
    consent_version: Mapped[str] = mapped_column(String(20), default="", server_default="")
    created_at: Mapped[datetime]


class Notification(Base):
    """One piece of news for one person, to be told when it is due; ``key`` makes sure that it is told once."""

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_notification_due", "due_at", postgresql_where=_UNSENT, sqlite_where=_UNSENT),
        Index("ix_notification_contact", "contact_id", "due_at"),
        Index("ix_notification_age", "created_at"),
    )

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(120))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), index=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("correction_report.id"), index=True)
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
