"""Articles, their text as readers saw it, and the discussion of each."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Float, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commentsvc.db import Base, PrimaryKey, PublicId
from commentsvc.domain.provenance import Provenance

_RAIDED = text("raid IS NOT NULL")


class Article(Base):
    """Identity is (site, key); the address and title are attributes that may change.

    ``provenance`` says how far they can be trusted (``domain.provenance``). ``claim`` is the digest of what a reader's
    page said last, ``claimed_from`` the keyed hash of its network; neither is kept once the article is known better.
    ``authors`` (names), ``section``, ``published_at`` and ``edit_url`` are only ever the publisher's word.
    ``current_version_id`` is the version that is known to be the wording of now, None while none is.
    """

    __tablename__ = "article"
    __table_args__ = (UniqueConstraint("site_id", "key"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    key: Mapped[str] = mapped_column(String(2100))
    url: Mapped[str | None] = mapped_column(String(2100))
    title: Mapped[str | None] = mapped_column(String(300))
    provenance: Mapped[str] = mapped_column(String(12), default=Provenance.HINT)
    claim: Mapped[str | None] = mapped_column(String(24))
    claimed_from: Mapped[str | None] = mapped_column(String(24))
    authors: Mapped[list] = mapped_column(default=list)
    section: Mapped[str | None] = mapped_column(String(80))
    published_at: Mapped[datetime | None]
    edit_url: Mapped[str | None] = mapped_column(String(2100))
    # No foreign key: versions point here.
    current_version_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]


class ArticleAlias(Base):
    """A further key of an article, so that pages that carry it find the article.

    It had this one before it was moved or merged; or it is the address it moved to, where its own key is an address.
    """

    __tablename__ = "article_alias"
    __table_args__ = (UniqueConstraint("site_id", "key"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    key: Mapped[str] = mapped_column(String(2100))
    created_at: Mapped[datetime]


class ArticleVersion(Base):
    """The text of an article as seen at one time, once per hash.

    ``provenance`` says how far it can be trusted to be what stood there, ``claimed_from`` is the keyed hash of the
    network whose page sent it first, kept until a second one or the publisher agrees. ``seen_at`` is when it was last
    said to be the wording of that moment.
    """

    __tablename__ = "article_version"
    __table_args__ = (UniqueConstraint("article_id", "sha256"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    provenance: Mapped[str] = mapped_column(String(12), default=Provenance.HINT, server_default=Provenance.HINT)
    claimed_from: Mapped[str | None] = mapped_column(String(24))
    seen_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Thread(Base):
    """The discussion of one article.

    ``locked``: it can be read, not written to. ``stays_open``: a moderator opened it again after its age had locked it.
    ``closed``: comments are off, and nothing of it is shown.
    ``pre_moderated``: every comment waits for a moderator. ``announcement``: the newsroom's word above the box.
    ``comment_count`` counts approved comments, replies included, tombstones not. ``version`` grows with every change
    that a reader could see. ``reads`` is about how often it was opened within an hour of ``reads_at``, by whomever
    (``domain.readings``). ``raid`` holds while somebody fends off a raid on this thread (``domain.raids.Raid``).
    """

    __tablename__ = "thread"
    __table_args__ = (
        Index("ix_thread_busiest", "site_id", "comment_count"),
        Index("ix_thread_pulse", "site_id", "last_comment_at"),
        Index("ix_thread_raided", "site_id", postgresql_where=_RAIDED, sqlite_where=_RAIDED),
        # A merged thread's row goes, and the log still names it by its id: no other thread may ever get that.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), unique=True)
    locked: Mapped[bool] = mapped_column(default=False)
    stays_open: Mapped[bool] = mapped_column(default=False)
    closed: Mapped[bool] = mapped_column(default=False)
    pre_moderated: Mapped[bool] = mapped_column(default=False)
    announcement: Mapped[str] = mapped_column(Text, default="")
    comment_count: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    last_comment_at: Mapped[datetime | None]
    reads: Mapped[float] = mapped_column(Float(53), default=0.0, server_default=text("0"))
    reads_at: Mapped[datetime | None]
    raid: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime]
    article: Mapped[Article] = relationship(lazy="raise")
