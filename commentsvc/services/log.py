"""The append-only log: one hash chain per site.

The hash of a row is SHA-256 over the hash of the row before it and the row's own fields as canonical JSON. Words are
kept apart in LogNote, and the chain knows only their salted hash, so that they can be erased without breaking it.
"""

import hashlib
import json
import secrets
from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.domain.moderation import Actor
from commentsvc.models.log import LogEntry, LogNote
from commentsvc.models.site import Site
from commentsvc.services.context import Context

GENESIS = "0" * 64
_CHAINED = (
    "site_id",
    "seq",
    "actor_type",
    "actor_id",
    "subject_type",
    "subject_id",
    "action",
    "from_state",
    "to_state",
    "reason",
    "from_reason",
    "subject_version",
    "undoes_id",
    "note_hash",
)


@dataclass(frozen=True)
class Change:
    """What happened to what: states and reasons before and after, and the subject's version afterwards."""

    subject_type: str
    subject_id: int
    action: str
    from_state: str | None
    to_state: str | None
    subject_version: int
    reason: str | None = None
    from_reason: str | None = None
    undoes_id: int | None = None


def append(context: Context, actor: Actor, change: Change, note: str = "") -> LogEntry:
    """Add one row to the site's chain, with an optional note in words."""
    # Two writers must not take the same place: PostgreSQL lets the second wait here, SQLite at BEGIN IMMEDIATE.
    db.session.execute(select(Site.id).where(Site.id == context.site.id).with_for_update(key_share=True))
    last = db.session.execute(
        select(LogEntry.seq, LogEntry.hash)
        .where(LogEntry.site_id == context.site.id)
        .order_by(LogEntry.seq.desc())
        .limit(1)
    ).first()
    salt = secrets.token_hex(16)
    entry = LogEntry(
        site_id=context.site.id,
        seq=(last.seq if last else 0) + 1,
        at=context.now,
        actor_type=actor.kind,
        actor_id=actor.id,
        note_hash=hashlib.sha256(f"{salt}\0{note}".encode()).hexdigest() if note else None,
        previous_hash=last.hash if last else GENESIS,
        **vars(change),
    )
    entry.hash = chain_hash(entry)
    db.session.add(entry)
    db.session.flush()
    if note:
        db.session.add(LogNote(site_id=context.site.id, entry_id=entry.id, salt=salt, text=note))
    return entry


def chain_hash(entry: LogEntry) -> str:
    """The hash that a row must carry: hex SHA-256 over its predecessor's hash and its own fields."""
    fields = {name: getattr(entry, name) for name in _CHAINED} | {"at": entry.at.isoformat(timespec="microseconds")}
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{entry.previous_hash}\n{canonical}".encode()).hexdigest()


def get(context: Context, public_id: str) -> LogEntry | None:
    """One row of this site's log."""
    return db.session.scalar(
        select(LogEntry).where(LogEntry.site_id == context.site.id, LogEntry.public_id == public_id)
    )
