"""Correction notices: what the publisher says in public about a mistake."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commentsvc.db import Base, PrimaryKey, PublicId
from commentsvc.models.article import Article


class CorrectionNotice(Base):
    """The publisher's public statement about one mistake in one article; withdrawn with a trace, never deleted.

    What is public is the version numbered ``shown``; ``latest`` is the newest one, which may still wait for a second
    pair of eyes. ``version`` grows with every change, for those who act on what they saw.
    """

    __tablename__ = "correction_notice"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'waiting', 'published', 'withdrawn')", name="state"),
        Index("ix_correction_notice_article", "article_id", "state"),
        Index("ix_correction_notice_published", "site_id", "state", "published_at"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    state: Mapped[str] = mapped_column(String(12), default="draft")
    shown: Mapped[int | None]
    latest: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_because: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    article: Mapped[Article] = relationship(lazy="raise")


class NoticeVersion(Base):
    """One wording of a notice, numbered from 1, by whom, and who approved it.

    ``kind`` is typo, correction, clarification, update, editors_note or retraction; ``before`` and ``after`` are the
    words of the article, where there are any; ``exact``, ``prefix`` and ``suffix`` the place as a TextQuoteSelector.
    """

    __tablename__ = "notice_version"
    __table_args__ = (
        UniqueConstraint("notice_id", "number"),
        CheckConstraint(
            "kind IN ('typo', 'correction', 'clarification', 'update', 'editors_note', 'retraction')", name="kind"
        ),
    )

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("correction_notice.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    exact: Mapped[str] = mapped_column(Text, default="")
    prefix: Mapped[str] = mapped_column(Text, default="")
    suffix: Mapped[str] = mapped_column(Text, default="")
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    published_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class NoticeReport(Base):
    """A report that a notice answers."""

    __tablename__ = "notice_report"
    __table_args__ = (UniqueConstraint("notice_id", "report_id"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    notice_id: Mapped[int] = mapped_column(ForeignKey("correction_notice.id"))
    report_id: Mapped[int] = mapped_column(ForeignKey("correction_report.id"), index=True)
