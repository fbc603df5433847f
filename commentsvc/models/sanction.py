"""What the newsroom imposed on readers, what it noted about them, and the reasons it gives."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey, PublicId


class Sanction(Base):
    """One sanction on one reader, from its beginning to its end.

    It is in force until ``ends_at`` (None: for good) unless it is lifted; a warning until it is acknowledged. ``words``
    are the newsroom's to the reader, ``comment_id`` is the comment that it followed on. ``given_by_id`` is None for
    what was given before there was a log of it.
    """

    __tablename__ = "sanction"
    __table_args__ = (CheckConstraint("kind IN ('warning', 'suspension', 'ban', 'held', 'trusted')", name="kind"),)

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(Text, default="")
    # No foreign key: the table is older, and SQLite would have to make it anew.
    comment_id: Mapped[int | None] = mapped_column(BigInteger)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    acknowledged_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class ReaderNote(Base):
    """What one of the newsroom noted about a reader, for colleagues only."""

    __tablename__ = "reader_note"

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    created_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class SiteReason(Base):
    """One reason of a site's catalogue, in its ``position``; ``texts``: language -> name, rule and message.

    A site without rows has the reasons that are built in; what a language does not have is said in the built-in words.
    """

    __tablename__ = "site_reason"
    __table_args__ = (UniqueConstraint("site_id", "code"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    active: Mapped[bool] = mapped_column(default=True)
    texts: Mapped[dict] = mapped_column(default=dict)
