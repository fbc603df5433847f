"""The house rules of a site, version by version."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey


class RulesVersion(Base):
    """One version of a site's house rules, public for good: ``text`` (empty: there were none) in the readers' Markdown
    subset, in force from ``starts_at`` until the next ``number`` begins. ``summary`` says in a line what changed.

    ``by_type`` and ``by_id`` are who published it, as the log names people. What is in force is ``Site.rules_version``.
    """

    __tablename__ = "rules_version"
    __table_args__ = (UniqueConstraint("site_id", "number"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text, default="")
    by_type: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int | None] = mapped_column(BigInteger)
    starts_at: Mapped[datetime]
