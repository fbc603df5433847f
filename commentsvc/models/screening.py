"""What screening has to remember of comments just posted."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey


class RecentPost(Base):
    """That a comment was posted: its text's key (``domain.likeness``; None: too short to tell) and its network's keyed
    hash. Written only where a setting of the site asks for it, and deleted within hours.
    """

    __tablename__ = "recent_post"
    __table_args__ = (
        Index("ix_recent_post_likeness", "site_id", "likeness", "created_at"),
        Index("ix_recent_post_network", "site_id", "network", "created_at"),
        Index("ix_recent_post_age", "created_at"),
    )

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"))
    likeness: Mapped[str | None] = mapped_column(String(20))
    network: Mapped[str] = mapped_column(String(24), default="")
    created_at: Mapped[datetime]


class NudgeCount(Base):
    """How many writers of a site were asked on one of its days to read their words once more (``asked``), how many then
    ``changed`` what was objected to, and how many posted it all the same (``kept``).
    """

    __tablename__ = "nudge_count"
    __table_args__ = (UniqueConstraint("site_id", "day"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    day: Mapped[date]
    asked: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    kept: Mapped[int] = mapped_column(default=0)
