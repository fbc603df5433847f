"""Answers to readers that a newsroom keeps ready."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey, PublicId


class ReadyAnswer(Base):
    """One answer of a site: what the desk calls it, with which decision it goes out, and its words by language.

    Answers stand in the order of ``place``. ``version`` grows with every change, for those who act on what they saw.
    """

    __tablename__ = "ready_answer"
    __table_args__ = (
        CheckConstraint(
            "purpose IN ('fixed', 'not_an_error', 'opinion_or_style', 'out_of_scope', 'question', 'any')",
            name="purpose",
        ),
        Index("ix_ready_answer_site", "site_id", "place"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    name: Mapped[str] = mapped_column(String(80))
    purpose: Mapped[str] = mapped_column(String(20))
    words: Mapped[dict]
    place: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
