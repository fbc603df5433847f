"""Correction reports: what a reader says is wrong, and what came of it."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commentsvc.db import Base, PrimaryKey, PublicId
from commentsvc.models.article import Article, ArticleVersion

_PROPOSED = text("looks_fixed")


class CorrectionReport(Base):
    """A reader's note that a passage is wrong.

    The target is a W3C TextQuoteSelector (``exact``, ``prefix``, ``suffix``) with an optional TextPositionSelector
    (``start``, ``end``, in characters of the article version). ``group_id`` is the first report of the same place.

    ``found…`` is where the place was found last (``domain.anchoring``): the verdict, in which version, from where to
    where, how certain, and the words that stand there now. ``looks_fixed`` is a proposal made of it, never a decision.
    ``due_at`` is by when the newsroom wants it decided, ``decided_at`` when it was. ``assignee_id`` is who shall do
    it, ``claimed_by_id`` who has it open. ``via`` is how it came: "reader", or "comment" (``comment_id``), "staff".
    """

    __tablename__ = "correction_report"
    __table_args__ = (
        CheckConstraint(
            "state IN ('new', 'assigned', 'verifying', 'needs_information', 'fixed_silently', 'fixed_with_notice',"
            " 'published', 'declined', 'spam', 'withdrawn')",
            name="state",
        ),
        Index("ix_correction_report_queue", "site_id", "state", "id"),
        Index("ix_correction_report_article", "article_id", "state"),
        Index("ix_correction_report_group", "group_id"),
        Index("ix_correction_report_due", "site_id", "state", "due_at"),
        Index("ix_correction_report_fixed", "site_id", "id", sqlite_where=_PROPOSED, postgresql_where=_PROPOSED),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    article_version_id: Mapped[int | None] = mapped_column(ForeignKey("article_version.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("correction_report.id"))
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("reader.id"))
    network: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(20), default="new")
    reason: Mapped[str | None] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(24))
    exact: Mapped[str] = mapped_column(Text, default="")
    prefix: Mapped[str] = mapped_column(Text, default="")
    suffix: Mapped[str] = mapped_column(Text, default="")
    start: Mapped[int | None]
    end: Mapped[int | None]
    scope: Mapped[str | None] = mapped_column(String(12))
    replacement: Mapped[str] = mapped_column(Text, default="")
    remark: Mapped[str] = mapped_column(Text, default="")
    source_url: Mapped[str] = mapped_column(String(2100), default="")
    # Only in rows of before revision 0002, until `commentsvc db upgrade` has made an encrypted Contact of it.
    contact: Mapped[str] = mapped_column(String(320), default="")
    fingerprint: Mapped[str] = mapped_column(String(64), index=True)
    language: Mapped[str] = mapped_column(String(12), default="en")
    answer: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    found: Mapped[str | None] = mapped_column(String(12))
    # No foreign keys on these: the table is older than they are, and SQLite would have to make it anew.
    found_version_id: Mapped[int | None] = mapped_column(BigInteger)
    found_start: Mapped[int | None]
    found_end: Mapped[int | None]
    found_score: Mapped[float | None]
    found_words: Mapped[str] = mapped_column(Text, default="", server_default="")
    looks_fixed: Mapped[bool] = mapped_column(default=False, server_default=false())
    due_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    assignee_id: Mapped[int | None] = mapped_column(BigInteger)
    claimed_by_id: Mapped[int | None] = mapped_column(BigInteger)
    claimed_at: Mapped[datetime | None]
    comment_id: Mapped[int | None] = mapped_column(BigInteger)
    via: Mapped[str] = mapped_column(String(10), default="reader", server_default="reader")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    article: Mapped[Article] = relationship(lazy="raise")
    article_version: Mapped[ArticleVersion | None] = relationship(lazy="raise")


class ReportRemark(Base):
    """A further remark that the reader added to a report afterwards."""

    __tablename__ = "report_remark"

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    report_id: Mapped[int] = mapped_column(ForeignKey("correction_report.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class ReportSupport(Base):
    """One more reader who found the place of a report wrong as well, without further words; once per reader."""

    __tablename__ = "report_support"
    __table_args__ = (UniqueConstraint("report_id", "reader_id"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    report_id: Mapped[int] = mapped_column(ForeignKey("correction_report.id"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"), index=True)
    network: Mapped[str] = mapped_column(String(24))
    created_at: Mapped[datetime]
