"""What people at the desk have in hand: comments they claim, and decisions about many comments at once."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey, PublicId


class CommentClaim(Base):
    """Who has a comment open, so that nobody else begins with it.

    It says nothing any more once the comment has another ``version`` than the one that was claimed, or after a while.
    """

    __tablename__ = "comment_claim"
    __table_args__ = (Index("ix_comment_claim_age", "claimed_at"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id"))
    version: Mapped[int]
    claimed_at: Mapped[datetime]


class BulkRun(Base):
    """One decision about many comments, made in steps and undone as one.

    ``prepared``: what it is about is gathered and can be looked at; ``deciding`` and ``undoing`` go on in the
    background; ``done``, ``undone``. ``stopped``: whoever decided it may not any more. ``chosen`` is what was looked
    for (``queries.desk_comment_list.Choice``), or empty for a selection by hand. ``total`` are its items, ``decided``
    those that were, ``passed_over`` those that had changed meanwhile; ``put_back`` those that undoing reached. Items
    are gone through by their ids; ``at_item`` is the last one that was looked at.
    """

    __tablename__ = "bulk_run"
    __table_args__ = (
        CheckConstraint(
            "state IN ('prepared', 'deciding', 'done', 'undoing', 'undone', 'stopped')",
            name="state",
        ),
        Index("ix_bulk_run_age", "created_at"),
        Index("ix_bulk_run_site", "site_id", "id"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id"))
    state: Mapped[str] = mapped_column(String(10), default="prepared")
    action: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(40))
    chosen: Mapped[dict] = mapped_column(default=dict)
    total: Mapped[int] = mapped_column(default=0)
    decided: Mapped[int] = mapped_column(default=0)
    passed_over: Mapped[int] = mapped_column(default=0)
    put_back: Mapped[int] = mapped_column(default=0)
    undone_by_id: Mapped[int | None] = mapped_column(BigInteger)
    at_item: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class BulkItem(Base):
    """One comment of a run, with the version that was seen, and the row of the log that decided it, once it is."""

    __tablename__ = "bulk_item"
    __table_args__ = (Index("ix_bulk_item_run", "run_id", "id"), Index("ix_bulk_item_entry", "entry_id"))

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("bulk_run.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    seen_version: Mapped[int]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("log_entry.id"))
