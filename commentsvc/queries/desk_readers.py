"""A reader as moderators see them: record, sanctions, notes, names that look alike. Nothing says how to reach them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain.look_alikes import look_alike
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.reader import Reader
from commentsvc.models.sanction import ReaderNote, Sanction
from commentsvc.queries import desk_staff
from commentsvc.queries.desk_scope import in_sections

_PEOPLE = ("guest", "account", "staff")
# Counting stops here, as in the queues.
COUNTED = 1000
# Of so many readers, the newest, names are compared; a site may have hundreds of thousands.
_COMPARED = 1000
ALIKE_SHOWN = 5


@dataclass(frozen=True)
class SanctionLine:
    """One sanction with the name of who gave it ("": from before there was a log), and how it stands at a moment."""

    row: Sanction
    by: str
    state: str
    # The comment that it followed on.
    comment: Comment | None = None


@dataclass(frozen=True)
class NoteLine:
    """A note about a reader with the name of who wrote it."""

    row: ReaderNote
    by: str


@dataclass(frozen=True)
class Record:
    """What became of a reader's comments, counted up to ``COUNTED``."""

    statuses: Counter

    @property
    def total(self) -> int:
        """How many comments were counted."""
        return self.statuses.total()

    def percent(self, status: str) -> int:
        """The share of one status."""
        return round(100 * self.statuses[status] / self.total) if self.total else 0


def one(site_id: int, public_id: str) -> Reader | None:
    """A reader of the site, or one of the newsroom who has written there."""
    return db.session.scalar(
        select(Reader).where(Reader.site_id == site_id, Reader.public_id == public_id, Reader.kind.in_(_PEOPLE))
    )


def record(reader: Reader, sections: Sequence[str] = ()) -> Record:
    """The statuses of a reader's comments, of some sections or all."""
    own = select(Comment.status).where(Comment.reader_id == reader.id)
    if sections:
        joined = own.join(Thread, Thread.id == Comment.thread_id).join(Article, Article.id == Thread.article_id)
        own = joined.where(in_sections(sections))
    counted = own.limit(COUNTED).subquery()
    rows = db.session.execute(select(counted.c.status, func.count()).group_by(counted.c.status))
    return Record(Counter(dict(rows.all())))


def records(ids: Sequence[int]) -> dict[int, Record]:
    """The record of each of a few readers, by row id; one question for all of them."""
    counted = select(Comment.reader_id, Comment.status, func.count()).where(Comment.reader_id.in_(ids))
    found: dict[int, Counter] = {row_id: Counter() for row_id in ids}
    for row_id, status, number in db.session.execute(counted.group_by(Comment.reader_id, Comment.status)):
        found[row_id][status] = number
    return {row_id: Record(statuses) for row_id, statuses in found.items()}


def sanctions(reader: Reader, now: datetime) -> list[SanctionLine]:
    """All that was ever given to a reader, newest first."""
    rows = list(
        db.session.scalars(select(Sanction).where(Sanction.reader_id == reader.id).order_by(Sanction.id.desc()))
    )
    names = desk_staff.names({row.given_by_id for row in rows} - {None})
    about = select(Comment).where(Comment.id.in_({row.comment_id for row in rows} - {None}))
    found = {row.id: row for row in db.session.scalars(about)}
    return [
        SanctionLine(row, names.get(row.given_by_id, ""), _state(row, now), found.get(row.comment_id)) for row in rows
    ]


def own_comment(reader: Reader, public_id: str) -> Comment | None:
    """A comment of the reader's; None for any other, and for no name."""
    mine = select(Comment).where(Comment.reader_id == reader.id, Comment.public_id == public_id)
    return db.session.scalar(mine) if public_id else None


def in_force(reader: Reader, now: datetime) -> list[str]:
    """The kinds that hold for a reader; who has none costs no query."""
    return [line.row.kind for line in sanctions(reader, now) if line.state == "in_force"] if reader.sanctioned else []


def notes(reader: Reader) -> list[NoteLine]:
    """What colleagues noted about a reader, newest first."""
    rows = list(
        db.session.scalars(
            select(ReaderNote)
            .where(ReaderNote.reader_id == reader.id, ReaderNote.removed_at.is_(None))
            .order_by(ReaderNote.id.desc())
        )
    )
    names = desk_staff.names({row.written_by_id for row in rows} - {None})
    return [NoteLine(row, names.get(row.written_by_id, "")) for row in rows]


def alike(reader: Reader) -> list[Reader]:
    """Other readers of the site whose names could be taken for this one's, among the newest and those named exactly so.

    A name proves nothing: it is where a moderator begins to look.
    """
    if not reader.name:
        return []
    others = select(Reader).where(
        Reader.site_id == reader.site_id, Reader.id != reader.id, Reader.kind.in_(("guest", "account"))
    )
    newest = others.where(Reader.name != "").order_by(Reader.id.desc()).limit(_COMPARED)
    same = others.where(Reader.name == reader.name).order_by(Reader.id.desc()).limit(ALIKE_SHOWN)
    found = {row.id: row for row in db.session.scalars(same)}
    for row in db.session.scalars(newest):
        if len(found) >= ALIKE_SHOWN:
            break
        if look_alike(row.name, reader.name):
            found[row.id] = row
    return [found[row_id] for row_id in sorted(found, reverse=True)]


def _state(row: Sanction, now: datetime) -> str:
    if row.lifted_at is not None:
        return "lifted"
    if row.acknowledged_at is not None:
        return "acknowledged"
    return "over" if row.ends_at is not None and row.ends_at <= now else "in_force"
