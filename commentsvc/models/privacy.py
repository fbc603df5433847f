"""What keeps people's traces short: the networks' keys that are destroyed, and the ledger of what was erased."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey


class NetworkKey(Base):
    """The random key of one day, encrypted, by which addresses' prefixes are hashed. Once the row is gone nobody can
    say any more which network a hash stood for, not even with the service's own key.
    """

    __tablename__ = "network_key"

    id: Mapped[PrimaryKey]
    day: Mapped[date] = mapped_column(unique=True)
    key: Mapped[str] = mapped_column(Text)


class Erasure(Base):
    """That a reader was erased, by the keyed hash of the reader's public id: done again after a restore."""

    __tablename__ = "erasure"
    __table_args__ = (UniqueConstraint("site_id", "subject_hash"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    subject_hash: Mapped[str] = mapped_column(String(64))
    mode: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
