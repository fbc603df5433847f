"""Who a reader is known to be: identities, sign-ins by mail, and the publisher's word for it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey, PublicId


class ReaderIdentity(Base):
    """What makes a reader an account: a verified address (``mail``) or the publisher's word (``publisher``).

    ``subject_hash`` is a keyed hash, different on each site, so that people cannot be followed from one to another.
    """

    __tablename__ = "reader_identity"
    __table_args__ = (
        UniqueConstraint("site_id", "provider", "subject_hash"),
        CheckConstraint("provider IN ('mail', 'publisher')", name="provider"),
    )

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    reader_id: Mapped[int] = mapped_column(ForeignKey("reader.id"), index=True)
    provider: Mapped[str] = mapped_column(String(10))
    subject_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]


class ReaderMerge(Base):
    """A guest who signed in and whose comments and votes are the account's from then on."""

    __tablename__ = "reader_merge"

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    guest_id: Mapped[int] = mapped_column(ForeignKey("reader.id"), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("reader.id"), index=True)
    created_at: Mapped[datetime]


class SignInRequest(Base):
    """A reader's wish to sign in by mail. The widget holds a secret, the mail a link, and both show ``code``; the token
    is handed out once, to the widget, after the link's page has been confirmed. Secret and link are derived from
    ``public_id`` by keys outside the database. ``guest_id`` asked: his comments and votes become the account's.
    """

    __tablename__ = "sign_in_request"
    __table_args__ = (
        Index("ix_sign_in_request_address", "site_id", "address_hash", "created_at"),
        Index("ix_sign_in_request_age", "created_at"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    guest_id: Mapped[int | None] = mapped_column(ForeignKey("reader.id"))
    address: Mapped[str] = mapped_column(Text)
    address_hash: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(120), default="")
    code: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(12), default="en")
    network: Mapped[str] = mapped_column(String(24))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    collected_at: Mapped[datetime | None]


class SignOnKey(Base):
    """A key with which the publisher signs who its readers are. The algorithm belongs to the key, never to a token.

    ``material`` is a public key in PEM, or, for HS256, the encrypted secret.
    """

    __tablename__ = "sign_on_key"
    __table_args__ = (
        UniqueConstraint("site_id", "kid"),
        CheckConstraint("algorithm IN ('EdDSA', 'ES256', 'HS256')", name="algorithm"),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    kid: Mapped[str] = mapped_column(String(80))
    algorithm: Mapped[str] = mapped_column(String(8))
    issuer: Mapped[str] = mapped_column(String(300))
    material: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class UsedToken(Base):
    """The ``jti`` of a publisher's token that has been exchanged: the unique index lets exactly one exchange win."""

    __tablename__ = "used_token"
    __table_args__ = (UniqueConstraint("site_id", "jti_hash"), Index("ix_used_token_age", "expires_at"))

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    jti_hash: Mapped[str] = mapped_column(String(64))
    expires_at: Mapped[datetime]
