"""What is derived is made anew from the rows it comes from, and compared; the log's chain is followed link by link."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, or_, select, update

from commentsvc.db import db
from commentsvc.domain.keys import Keys
from commentsvc.domain.moderation import QUEUED_FLAGS, Status, waits
from commentsvc.domain.ranking import best_score
from commentsvc.domain.sanctions import SanctionKind
from commentsvc.domain.site_settings import SiteSettings
from commentsvc.models.article import Thread
from commentsvc.models.comment import Comment, Flag, Vote
from commentsvc.models.log import LogEntry, LogNote, LogSeal
from commentsvc.models.reader import Reader
from commentsvc.models.sanction import Sanction
from commentsvc.models.site import Site
from commentsvc.services import log, threads

_DERIVED = ("ups", "downs", "best_ups", "best_downs", "best_score", "open_flags", "reply_count", "visible", "urgent_at")
# Scores are floats that two databases may round apart in the last place.
_SCORE_TOLERANCE = 1e-9
_LOG_BATCH = 1000


@dataclass(frozen=True)
class Difference:
    """One thing that is not what it should be; ``public_id`` names the comment, thread, reader or log row."""

    subject: str
    public_id: str
    field: str
    stored: object
    expected: object


def thread_ids() -> list[int]:
    """The row ids of all threads."""
    return list(db.session.scalars(select(Thread.id).order_by(Thread.id)))


def check_thread(thread_id: int, *, repair: bool = False) -> list[Difference]:
    """Compare a thread's counters and those of its comments with votes, flags and the tree.

    With ``repair`` (inside a unit of work) the derived values are put right.
    """
    thread = threads.lock_row(thread_id)
    rows = db.session.execute(
        select(
            Comment.id,
            Comment.public_id,
            Comment.branch_id,
            Comment.status,
            Comment.withdrawn_at,
            Comment.created_at,
            *(getattr(Comment, name) for name in _DERIVED),
        )
        .where(Comment.thread_id == thread_id)
        .order_by(Comment.id.desc())
    ).all()
    expected = _expected(rows, _votes(thread_id), _flags(thread_id))
    found, wrong = [], []
    for row in rows:
        differs = {name: value for name, value in expected[row.id].items() if not _same(getattr(row, name), value)}
        found += [
            Difference("comment", row.public_id, name, getattr(row, name), value) for name, value in differs.items()
        ]
        if differs:
            wrong.append({"id": row.id, **expected[row.id]})
    count = sum(_is_public(row) for row in rows)
    if thread.comment_count != count:
        found.append(Difference("thread", thread.public_id, "comment_count", thread.comment_count, count))
    if repair and found:
        if wrong:
            db.session.execute(update(Comment), wrong)
        thread.comment_count = count
        threads.changed(thread)
    return found


def check_readers(site_id: int, now: datetime, *, repair: bool = False) -> list[Difference]:
    """Compare what readers' rows say of sanctions with the sanctions. ``sanctioned`` may outlast one that has ended.

    With ``repair`` (inside a unit of work) they are put right.
    """
    given = defaultdict(list)
    for row in db.session.scalars(select(Sanction).where(Sanction.site_id == site_id)):
        if row.lifted_at is None and not (row.kind == SanctionKind.WARNING and row.acknowledged_at is not None):
            given[row.reader_id].append(row)
    found = []
    marked = or_(Reader.sanctioned, Reader.banned, Reader.id.in_(select(Sanction.reader_id)))
    for reader in db.session.scalars(select(Reader).where(Reader.site_id == site_id, marked).order_by(Reader.id)):
        held = [row for row in given[reader.id] if row.ends_at is None or row.ends_at > now]
        expected = {"banned": any(row.kind == SanctionKind.BAN for row in held), "sanctioned": bool(held)}
        if reader.sanctioned and given[reader.id]:
            expected["sanctioned"] = True
        for name, value in expected.items():
            if getattr(reader, name) != value:
                found.append(Difference("reader", reader.public_id, name, getattr(reader, name), value))
                if repair:
                    setattr(reader, name, value)
    return found


def check_log(site_id: int) -> Iterator[Difference]:
    """Follow one site's chain from its first row: no row is missing, moved or altered, and no note reworded."""
    previous, seq = log.GENESIS, 0
    while True:
        rows = db.session.execute(
            select(LogEntry, LogNote)
            .outerjoin(LogNote, LogNote.entry_id == LogEntry.id)
            .where(LogEntry.site_id == site_id, LogEntry.seq > seq)
            .order_by(LogEntry.seq)
            .limit(_LOG_BATCH)
        ).all()
        if not rows:
            return
        for entry, note in rows:
            yield from _check_entry(entry, note, previous, seq + 1)
            previous, seq = entry.hash, entry.seq


def check_seals(site: Site, keys: Keys) -> Iterator[Difference]:
    """Compare one site's log with its seals: no chain was made anew, no row cut off at its end, none added there
    by anybody who has not the key.
    """
    head = log_head(site.id)
    current = select(LogSeal.seq).where(LogSeal.site_id == site.id, LogSeal.current)
    at_head = db.session.scalar(current)
    # A log that was written to before there were seals has none until its next row.
    sealing = db.session.scalar(select(func.max(LogEntry.format)).where(LogEntry.site_id == site.id)) or 1
    if sealing > 1 and head[0] != at_head:
        yield Difference("seal", "head", "seq", at_head, head[0])
    sealed = db.session.execute(
        select(LogSeal, LogEntry.hash)
        .outerjoin(LogEntry, (LogEntry.site_id == LogSeal.site_id) & (LogEntry.seq == LogSeal.seq))
        .where(LogSeal.site_id == site.id)
        .order_by(LogSeal.seq)
    )
    for seal, present in sealed:
        for field, stored, expected in (
            ("seal", seal.seal, log.seal_of(keys, site, seal.seq, seal.hash)),
            ("hash", present, seal.hash),
        ):
            if stored != expected:
                yield Difference("seal", str(seal.seq), field, stored, expected)


def log_head(site_id: int) -> tuple[int, str] | None:
    """Number and hash of the newest row of a site's log: kept elsewhere, they prove later that it is the same log."""
    head = select(LogEntry.seq, LogEntry.hash).where(LogEntry.site_id == site_id).order_by(LogEntry.seq.desc())
    found = db.session.execute(head.limit(1)).first()
    return tuple(found) if found else None


def _check_entry(entry: LogEntry, note: LogNote | None, previous: str, seq: int) -> Iterator[Difference]:
    for field, stored, expected in (
        ("seq", entry.seq, seq),
        ("previous_hash", entry.previous_hash, previous),
        ("format", entry.format in log.CHAINED, True),
        ("hash", entry.hash, log.chain_hash(entry)),
    ):
        if stored != expected:
            yield Difference("log", entry.public_id, field, stored, expected)
    # A note that was erased leaves its hash behind; that is what keeps the chain whole.
    if note is not None:
        digest = hashlib.sha256(f"{note.salt}\0{note.text}".encode()).hexdigest()
        if digest != entry.note_hash:
            yield Difference("log", entry.public_id, "note_hash", entry.note_hash, digest)
        if note.site_id != entry.site_id:
            yield Difference("log", entry.public_id, "note_site_id", note.site_id, entry.site_id)


def _expected(rows, votes: dict[int, tuple[int, ...]], flags: dict[int, int]) -> dict[int, dict]:
    """The derived values of each comment; ``rows`` are youngest first, so that replies come before what they answer."""
    replies: dict[int, int] = defaultdict(int)
    expected = {}
    for row in rows:
        ups, downs, best_ups, best_downs = votes.get(row.id, (0, 0, 0, 0))
        visible = _is_public(row) or replies[row.id] > 0
        if visible and row.branch_id is not None:
            replies[row.branch_id] += 1
        expected[row.id] = {
            "ups": ups,
            "downs": downs,
            "best_ups": best_ups,
            "best_downs": best_downs,
            "best_score": best_score(best_ups, best_downs),
            "open_flags": flags.get(row.id, 0),
            "reply_count": replies[row.id],
            "visible": visible,
            "urgent_at": _urgent_at(row, flags.get(row.id, 0)),
        }
    return expected


def _urgent_at(row, open_flags: int):
    """Which comments wait is known from the rows, when they should be decided only from the moment they were looked at:
    one that has none waits since it was written."""
    if not waits(row.status, open_flags, row.withdrawn_at is not None):
        return None
    return row.urgent_at or row.created_at + timedelta(minutes=SiteSettings.decide_minutes)


def _is_public(row) -> bool:
    return row.status == Status.APPROVED and row.withdrawn_at is None


def _votes(thread_id: int) -> dict[int, tuple[int, ...]]:
    up, down, weighs = Vote.value == 1, Vote.value == -1, Vote.weighs.is_(True)
    counts = [func.sum(case((condition, 1), else_=0)) for condition in (up, down, up & weighs, down & weighs)]
    rows = db.session.execute(
        select(Vote.comment_id, *counts)
        .join(Comment, Comment.id == Vote.comment_id)
        .where(Comment.thread_id == thread_id)
        .group_by(Vote.comment_id)
    )
    return {row[0]: tuple(int(number) for number in row[1:]) for row in rows}


def _flags(thread_id: int) -> dict[int, int]:
    rows = db.session.execute(
        select(Flag.comment_id, func.count())
        .join(Comment, Comment.id == Flag.comment_id)
        .where(Comment.thread_id == thread_id, Flag.resolved_at.is_(None), Flag.reason.in_(QUEUED_FLAGS))
        .group_by(Flag.comment_id)
    )
    return {row[0]: row[1] for row in rows}


def _same(stored: object, expected: object) -> bool:
    if isinstance(expected, float):
        return abs(stored - expected) < _SCORE_TOLERANCE
    return stored == expected
