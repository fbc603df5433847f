"""Lists of words that a newsroom does not want to read, and what its rules would have done to past comments."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey, PublicId


class WordList(Base):
    """One list of a site: what the desk calls it, its ``text`` as typed (``domain.word_lists``), and what becomes of a
    comment that has one of its words: it is held, or refused for a ``reason`` of the site's catalogue.

    ``forms`` are all forms of its words, made when it was saved, so that no process that only reads has to know how
    words are inflected. ``version`` grows with every change.
    """

    __tablename__ = "word_list"
    __table_args__ = (
        CheckConstraint("action IN ('hold', 'reject')", name="action"),
        Index("ix_word_list_site", "site_id", "id"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    name: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    forms: Mapped[dict]
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class RuleTrial(Base):
    """What rules that are not saved would have done to the comments of the last month.

    ``asked`` are the rules as somebody typed them; ``seen`` of ``total`` comments are gone through; ``result`` is what
    came of it: numbers, and the ids of the comments with the places that were objected to.
    """

    __tablename__ = "rule_trial"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'done')", name="state"),
        Index("ix_rule_trial_age", "created_at"),
        Index("ix_rule_trial_site", "site_id", "id"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("staff_user.id"))
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    asked: Mapped[dict]
    seen: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
