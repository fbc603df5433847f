"""The append-only log of what people and machines decided."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commentsvc.db import Base, PrimaryKey, PublicId


class LogEntry(Base):
    """One decision. ``hash`` chains the row to the one before it on the same site (``seq`` counts from 1).

    Rows hold ids and codes only; words are in LogNote, of which the chain knows a salted hash. ``format`` says which
    fields the hash is made of (services/log.py).
    """

    __tablename__ = "log_entry"
    __table_args__ = (
        UniqueConstraint("site_id", "seq"),
        Index("ix_log_entry_subject", "subject_type", "subject_id"),
        Index("ix_log_entry_actor", "site_id", "actor_type", "actor_id", "seq"),
        Index("ix_log_entry_action", "site_id", "action", "seq"),
        Index("ix_log_entry_time", "site_id", "at"),
        # Holds everything that figures count, so that a hundred thousand decisions are counted without their rows.
        Index(
            "ix_log_entry_figures",
            "site_id",
            "subject_type",
            "action",
            "at",
            "actor_id",
            "from_state",
            "from_reason",
        ),
    )

    id: Mapped[PrimaryKey]
    public_id: Mapped[PublicId]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    seq: Mapped[int]
    at: Mapped[datetime]
    actor_type: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[int | None]
    subject_type: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[int]
    action: Mapped[str] = mapped_column(String(24))
    from_state: Mapped[str | None] = mapped_column(String(24))
    to_state: Mapped[str | None] = mapped_column(String(24))
    reason: Mapped[str | None] = mapped_column(String(40))
    # The reason that stood before, so that undo restores the whole state.
    from_reason: Mapped[str | None] = mapped_column(String(40))
    subject_version: Mapped[int]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("log_entry.id"), unique=True)
    note_hash: Mapped[str | None] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    format: Mapped[int] = mapped_column(SmallInteger, default=3, server_default="1")
    # The house rules in force at that moment.
    rules_version: Mapped[int | None]


class LogNote(Base):
    """The words that belong to a log row; erasable without breaking the chain."""

    __tablename__ = "log_note"

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("log_entry.id"), unique=True)
    salt: Mapped[str] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)


class LogSeal(Base):
    """That a site's log had this ``hash`` at this ``seq``: ``seal`` is keyed, so that whoever has only the database can
    neither make a new chain up to here nor cut rows off before it.

    One row of a site is ``current``: it goes with the head. The others stay as they are, so that an old seal of the
    head, put back, does not hide what was cut off.
    """

    __tablename__ = "log_seal"
    __table_args__ = (UniqueConstraint("site_id", "current", "seq"),)

    id: Mapped[PrimaryKey]
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    current: Mapped[bool] = mapped_column(default=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
