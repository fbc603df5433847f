"""Background work: one row for each thing to be done, from the event that asked for it until it is done or given up."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey, PublicId

_WAITING = text("state = 'waiting'")


class Job(Base):
    """One piece of work for one handler. The row is the truth; the queue only says that it is there.

    ``key`` tells a repeat: the same handler never gets two rows of the same key. ``payload`` holds ids only, so that
    what is erased elsewhere is not kept here. Whoever works on it holds it until ``leased_until``; then it is free
    again. ``error`` is a code or the name of an exception, never its words.
    """

    __tablename__ = "job"
    __table_args__ = (
        UniqueConstraint("handler", "key"),
        CheckConstraint("state IN ('waiting', 'done', 'dead')", name="state"),
        Index("ix_job_due", "due_at", postgresql_where=_WAITING, sqlite_where=_WAITING),
        Index("ix_job_list", "site_id", "state", "id"),
        Index("ix_job_age", "created_at"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))
    handler: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    payload: Mapped[dict]
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
