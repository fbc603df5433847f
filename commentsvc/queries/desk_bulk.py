"""Decisions about many comments as the desk shows them: what they are about, and how far they are."""

from dataclasses import dataclass

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.models.comment import Comment
from commentsvc.models.desk import BulkItem, BulkRun
from commentsvc.models.log import LogEntry
from commentsvc.queries import desk_staff
from commentsvc.queries.desk_comments import CommentCard, card_rows, cards_of
from commentsvc.queries.desk_scope import Looking

SAMPLES = 8
RECENT = 30


@dataclass(frozen=True)
class RunLine:
    """One run with the names of who decided and who undid it."""

    run: BulkRun
    who: str
    undone_by: str


def one(looking: Looking, public_id: str) -> RunLine | None:
    """One run of the site; whoever is limited to sections sees their own only."""
    wanted = _visible(looking).where(BulkRun.public_id == public_id)
    lines = _lines(list(db.session.scalars(wanted)))
    return lines[0] if lines else None


def recent(looking: Looking) -> list[RunLine]:
    """The latest runs that were begun, newest first."""
    begun = _visible(looking).where(BulkRun.state != "prepared")
    return _lines(list(db.session.scalars(begun.order_by(BulkRun.id.desc()).limit(RECENT))))


def samples(looking: Looking, run: BulkRun) -> list[CommentCard]:
    """Some of a run's comments, evenly from first to last."""
    first, last = db.session.execute(
        select(func.min(BulkItem.id), func.max(BulkItem.id)).where(BulkItem.run_id == run.id)
    ).one()
    if first is None:
        return []
    points = {first + (last - first) * number // (SAMPLES - 1) for number in range(SAMPLES)}
    found = dict.fromkeys(
        db.session.scalar(
            select(BulkItem.comment_id)
            .where(BulkItem.run_id == run.id, BulkItem.id >= point)
            .order_by(BulkItem.id)
            .limit(1)
        )
        for point in sorted(points)
    )
    return cards_of(looking, db.session.execute(card_rows().where(Comment.id.in_(found)).order_by(Comment.id)).all())


def versions(run: BulkRun) -> dict[str, int]:
    """The versions now of the comments that a run has decided, or, after its undo, of those that were put back."""
    mine = select(Comment.public_id, Comment.version).join(BulkItem, BulkItem.comment_id == Comment.id)
    mine = mine.where(BulkItem.run_id == run.id, BulkItem.entry_id.is_not(None))
    if run.state in ("undoing", "undone"):
        mine = mine.join(LogEntry, LogEntry.undoes_id == BulkItem.entry_id)
    return {row.public_id: row.version for row in db.session.execute(mine)}


def _visible(looking: Looking):
    wanted = select(BulkRun).where(BulkRun.site_id == looking.site_id)
    return wanted.where(BulkRun.user_id == looking.user_id) if looking.sections else wanted


def _lines(runs: list[BulkRun]) -> list[RunLine]:
    names = desk_staff.names({run.user_id for run in runs} | {run.undone_by_id for run in runs if run.undone_by_id})
    return [RunLine(run, names.get(run.user_id, ""), names.get(run.undone_by_id, "")) for run in runs]
