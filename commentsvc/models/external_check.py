"""A publisher's own check, which is asked about comments after they were posted."""

from datetime import datetime

from sqlalchemy import ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey, PublicId


class ExternalCheck(Base):
    """The check of a site, if it has one. ``url`` is sealed: it may hold a secret. The secret that signs is derived
    from ``public_id``. ``seconds``: so long it may take. ``asked_at``: when it was asked last; ``error``: what went
    wrong then (None: it answered); ``failures``: how often in a row it has failed. ``asked`` and ``held`` count since
    it was added.
    """

    __tablename__ = "external_check"

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), unique=True)
    url: Mapped[str] = mapped_column(String(2100))
    seconds: Mapped[int] = mapped_column(SmallInteger, default=3)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(60))
    failures: Mapped[int] = mapped_column(default=0)
    asked: Mapped[int] = mapped_column(default=0)
    held: Mapped[int] = mapped_column(default=0)
