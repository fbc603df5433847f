"""What the scorer learns from (people's decisions about readers' comments), and its versions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased, load_only

from commentsvc.db import db
from commentsvc.domain.moderation import Action
from commentsvc.models.comment import Comment
from commentsvc.models.log import LogEntry
from commentsvc.models.privacy import Erasure
from commentsvc.models.reader import Reader
from commentsvc.models.scorer import ScorerVersion

# No more of the latest decisions are learnt from: what a newsroom thought long ago fades.
DECISIONS_MAX = 5_000
# Rows of the log that are read for them, since some are about the same comment.
_ROWS_MAX = 2 * DECISIONS_MAX
VERSIONS_SHOWN = 10
# Erasing goes on for a while after it has begun; whoever learnt meanwhile learns once more.
_ERASING = timedelta(hours=1)

_LABELS = {Action.APPROVE: False, Action.REJECT: True, Action.MARK_SPAM: True}
_DECIDES = [*_LABELS, Action.HOLD]
_UNDO = aliased(LogEntry)


@dataclass(frozen=True)
class Decided:
    """A comment's words and what a person decided about them; ``seq`` is the decision's place in the site's log."""

    source: str
    refused: bool
    seq: int
    at: datetime


@dataclass(frozen=True)
class News:
    """What has happened since a version learnt: decisions, words or decisions taken back, readers erased."""

    decisions: int
    taken_back: int
    erased: int


def decisions(site_id: int) -> list[Decided]:
    """The latest decisions of people about readers' comments that are still what they decided about, oldest first.

    Of several about one comment the last counts that nobody has undone. One that was sent back to wait is not decided.
    Left out: what checks or other programs did, what the newsroom wrote itself, words that were changed afterwards,
    withdrawn or erased.
    """
    rows = db.session.execute(
        select(LogEntry.subject_id, LogEntry.action, LogEntry.at, LogEntry.seq)
        .where(*_by_people(site_id), ~select(_UNDO.id).where(_UNDO.undoes_id == LogEntry.id).exists())
        .order_by(LogEntry.seq.desc())
        .limit(_ROWS_MAX)
    )
    last: dict = {}
    for row in rows:
        last.setdefault(row.subject_id, row)
    labelled = [row for row in last.values() if row.action in _LABELS][:DECISIONS_MAX]
    sources = _sources([row.subject_id for row in labelled])
    found = []
    for row in reversed(labelled):
        source, edited_at = sources.get(row.subject_id, ("", None))
        if source and (edited_at is None or edited_at <= row.at):
            found.append(Decided(source, _LABELS[row.action], row.seq, row.at))
    return found


def number_decided(site_id: int, most: int) -> int:
    """How often people have decided about a comment; counting stops at ``most``."""
    rows = select(LogEntry.id).where(*_by_people(site_id)).limit(most)
    return db.session.scalar(select(func.count()).select_from(rows.subquery()))


def news(version: ScorerVersion) -> News:
    """What has happened since a version learnt."""
    since = (LogEntry.site_id == version.site_id, LogEntry.seq > version.last_seq, LogEntry.subject_type == "comment")

    def number(*conditions: ColumnElement) -> int:
        return db.session.scalar(select(func.count()).select_from(LogEntry).where(*since, *conditions))

    erased = select(func.count()).select_from(Erasure)
    return News(
        number(LogEntry.action.in_(list(_LABELS)), LogEntry.actor_type == "staff"),
        number(LogEntry.action.in_([Action.WITHDRAW, Action.UNDO])),
        db.session.scalar(erased.where(Erasure.site_id == version.site_id, Erasure.at >= version.learnt_at - _ERASING)),
    )


def versions(site_id: int) -> list[ScorerVersion]:
    """The last versions, the newest first, without what they have learnt."""
    wanted = select(ScorerVersion).where(ScorerVersion.site_id == site_id).order_by(ScorerVersion.number.desc())
    told = [column for column in ScorerVersion.__mapper__.column_attrs if column.key != "state"]
    options = load_only(*(column.class_attribute for column in told))
    return list(db.session.scalars(wanted.options(options).limit(VERSIONS_SHOWN)))


def to_estimate(site_id: int, most: int) -> list[tuple[int, int, str]]:
    """Row ids, versions and words of what waits or was not looked at, the newest first."""
    columns = (Comment.id, Comment.version, Comment.source)
    of_site = select(*columns).where(Comment.site_id == site_id).order_by(Comment.id.desc()).limit(most)
    waiting = db.session.execute(of_site.where(Comment.urgent_at.is_not(None))).all()
    unseen = db.session.execute(of_site.where(Comment.unreviewed)).all()
    return list({row.id: tuple(row) for row in (*waiting, *unseen)}.values())


def one_to_estimate(public_id: str) -> tuple[int, int, str] | None:
    """The same of one comment; None where nobody is going to decide about it."""
    row = db.session.execute(
        select(Comment.id, Comment.version, Comment.source, Comment.urgent_at, Comment.unreviewed).where(
            Comment.public_id == public_id
        )
    ).first()
    if row is None or not (row.urgent_at or row.unreviewed):
        return None
    return row.id, row.version, row.source


def _by_people(site_id: int) -> list[ColumnElement]:
    return [
        LogEntry.site_id == site_id,
        LogEntry.subject_type == "comment",
        LogEntry.action.in_(_DECIDES),
        LogEntry.actor_type == "staff",
    ]


def _sources(ids: list[int]) -> dict[int, tuple[str, datetime | None]]:
    found: dict[int, tuple[str, datetime | None]] = {}
    for start in range(0, len(ids), 500):
        rows = db.session.execute(
            select(Comment.id, Comment.source, Comment.edited_at)
            .join(Reader, Reader.id == Comment.reader_id)
            .where(Comment.id.in_(ids[start : start + 500]), Comment.withdrawn_at.is_(None), ~Comment.by_staff)
            .where(Reader.kind != "staff")
        )
        found |= {row.id: (row.source, row.edited_at) for row in rows}
    return found
