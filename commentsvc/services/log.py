"""The append-only log: one hash chain per site.

The hash of a row is SHA-256 over the hash of the row before it and the row's own fields as canonical JSON. Words are
kept apart in LogNote, and the chain knows only their salted hash, so that they can be erased without breaking it.
Whoever can write to the database could make a whole new chain or cut off its end: so its head is sealed with a key that
is not there.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import event, select, update

from commentsvc.db import db, new_public_id
from commentsvc.domain.keys import Keys
from commentsvc.domain.moderation import Action, Actor
from commentsvc.models.log import LogEntry, LogNote, LogSeal
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
_NAMED = (*_CHAINED, "public_id", "format")
# What the hash of a row covers beside its predecessor and its moment. The first rows did not cover their public id, the
# second ones knew of no versions of the house rules.
CHAINED = {1: _CHAINED, 2: _NAMED, 3: (*_NAMED, "rules_version")}


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
        public_id=new_public_id(),
        format=max(CHAINED),
        rules_version=context.site.rules_version,
        **vars(change),
    )
    entry.hash = chain_hash(entry)
    db.session.add(entry)
    db.session.flush()
    if note:
        db.session.add(LogNote(site_id=context.site.id, entry_id=entry.id, salt=salt, text=note))
    _seal_head(context, entry)
    return entry


def configured(context: Context, actor: Actor, differences: Mapping) -> LogEntry:
    """A row that says what was changed about the site itself; its note is JSON: name -> value before and after."""
    site = context.site
    change = Change("site", site.id, Action.CONFIGURE, None, None, site.version)
    return append(context, actor, change, in_note(differences))


def in_note(differences: Mapping) -> str:
    """What was different, as notes hold it: JSON without spaces, so that a name can be looked for as it stands."""
    return json.dumps(differences, ensure_ascii=False, separators=(",", ":"))


def _seal_head(context: Context, entry: LogEntry) -> None:
    made = {"seq": entry.seq, "hash": entry.hash, "at": context.now}
    made["seal"] = seal_of(context.keys, context.site, entry.seq, entry.hash)
    mine = update(LogSeal).where(LogSeal.site_id == context.site.id, LogSeal.current)
    if not db.session.execute(mine.values(made).execution_options(synchronize_session=False)).rowcount:
        db.session.add(LogSeal(site_id=context.site.id, current=True, **made))


def chain_hash(entry: LogEntry) -> str:
    """The hash that a row must carry: hex SHA-256 over its predecessor's hash and its own fields."""
    chained = CHAINED.get(entry.format, _CHAINED)
    fields = {name: getattr(entry, name) for name in chained} | {"at": entry.at.isoformat(timespec="microseconds")}
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{entry.previous_hash}\n{canonical}".encode()).hexdigest()


def get(context: Context, public_id: str) -> LogEntry | None:
    """One row of this site's log."""
    return db.session.scalar(
        select(LogEntry).where(LogEntry.site_id == context.site.id, LogEntry.public_id == public_id)
    )


def keep_seal(context: Context) -> LogSeal | None:
    """Keep the present seal of the site's log for good; None when it is kept already, or there is none."""
    of_site = select(LogSeal).where(LogSeal.site_id == context.site.id)
    head = db.session.scalar(of_site.where(LogSeal.current))
    last = db.session.scalar(of_site.where(~LogSeal.current).order_by(LogSeal.seq.desc()).limit(1))
    if head is None or (last is not None and last.seq >= head.seq):
        return None
    kept = LogSeal(site_id=context.site.id, seq=head.seq, hash=head.hash, seal=head.seal, at=context.now)
    db.session.add(kept)
    return kept


def seal_of(keys: Keys, site: Site, seq: int, head: str) -> str:
    """The seal of a log that has a hash at a place: 64 hexadecimal digits, keyed (``Keys.blind``)."""
    return keys.blind("log", site.slug, f"{seq} {head}")


def _never(_mapper, _connection, entry: LogEntry) -> None:
    raise RuntimeError("the log is append-only")


# Our own mistakes as well: whatever would alter or strike a row fails before it is written.
event.listen(LogEntry, "before_update", _never)
event.listen(LogEntry, "before_delete", _never)
