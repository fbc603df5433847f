"""Readers, the tokens that name them, and what they sent once."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey, PublicId

_FORMER = text("kind = 'former'")
_ERASING = text("kind = 'erasing'")
_OF_NETWORK = text("network IS NOT NULL")


class Reader(Base):
    """Anyone who wrote, voted or flagged.

    A ``guest`` is known only by a token, an ``account`` by an identity, ``staff`` writes from the desk for the newsroom
    (``staff_id``) and has no token. Whoever is being erased is ``erasing``, then ``erased``: a row without any trait.
    ``sanctioned`` is derived: some sanction may be in force; without it nobody looks for one. ``banned``, derived, too,
    says that a ban is.
    ``network`` is the keyed hash of the network in which a guest was made, until that day's networks are forgotten.
    The one ``former`` reader of a site has the texts of all whose names were taken off them.
    """

    __tablename__ = "reader"
    __table_args__ = (
        UniqueConstraint("site_id", "staff_id"),
        Index("uq_reader_former", "site_id", unique=True, postgresql_where=_FORMER, sqlite_where=_FORMER),
        Index("ix_reader_erasing", "site_id", postgresql_where=_ERASING, sqlite_where=_ERASING),
        # Those whose network is to be forgotten, by the day.
        Index("ix_reader_network", "created_at", postgresql_where=_OF_NETWORK, sqlite_where=_OF_NETWORK),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10), default="guest")
    name: Mapped[str] = mapped_column(String(120), default="")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff_user.id"))
    banned: Mapped[bool] = mapped_column(default=False)
    sanctioned: Mapped[bool] = mapped_column(default=False, server_default=false())
    network: Mapped[str | None] = mapped_column(String(24))
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class ReaderToken(Base):
    """One sign-in of one reader on one device. The secret half is derived from a key outside the database.

    ``device`` is a browser's kind and system in two words, all that is kept of what it calls itself.
    """

    __tablename__ = "reader_token"

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"), index=True)
    device: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Submission(Base):
    """An answered write with an ``Idempotency-Key``: the same key is answered with the same result.

    ``scope`` is the reader (or, for who has no token yet, the keyed hash of the network); ``response`` never holds a
    token.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("site_id", "scope", "key"), Index("ix_submission_age", "created_at"))

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    scope: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(200))
    fingerprint: Mapped[str] = mapped_column(String(64))
    token_id: Mapped[str | None] = mapped_column(String(40))
    response: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
