"""A publisher's property and the origins its pages live on."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from commentsvc.db import Base, PrimaryKey, PublicId


class Site(Base):
    """Settings, staff and keys hang on it; ``settings`` holds only what differs from the defaults.

    ``version`` grows with every change that readers could see on all of its threads at once. ``rules_version`` is the
    number of the house rules in force (None: there have never been any); it moves with ``version``.
    ``raid`` and ``anonymous_closed`` hold while somebody fends off a raid (``domain.raids.Raid``, ``Span``).
    """

    __tablename__ = "site"

    id: Mapped[PrimaryKey]
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(12), default="en")
    settings: Mapped[dict] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)
    rules_version: Mapped[int | None]
    raid: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
    anonymous_closed: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime]
    origins: Mapped[list["SiteOrigin"]] = relationship(
        back_populates="site", order_by="SiteOrigin.id", cascade="all, delete-orphan", lazy="selectin"
    )


class SiteOrigin(Base):
    """An origin (scheme, host, port) whose pages may embed the site's threads."""

    __tablename__ = "site_origin"
    __table_args__ = (UniqueConstraint("site_id", "origin"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    origin: Mapped[str] = mapped_column(String(300), index=True)
    site: Mapped[Site] = relationship(back_populates="origins")


class SiteKey(Base):
    """A key with which the publisher's server signs what it says. The secret is derived from ``public_id`` and a key
    outside the database, so that a stolen database signs nothing; several may be in force while one is replaced.
    """

    __tablename__ = "site_key"

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
