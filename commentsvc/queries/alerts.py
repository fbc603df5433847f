"""Which alerts to a chat still ask somebody to do something: what was decided meanwhile is not told."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from commentsvc.db import db
from commentsvc.domain.correction_states import State
from commentsvc.domain.moderation import Status
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.correction import CorrectionReport
from commentsvc.queries import headlines, raids

_NAMED_BY = {
    "comment.held": "comment",
    "comment.flagged": "comment",
    "correction.reported": "report",
    "raid.seen": "thread",
}


@dataclass(frozen=True)
class Waiting:
    """How many comments or reports wait, or raids are on; ``headline`` of the article where it is one, and known."""

    count: int
    headline: str | None = None


def waiting(site_id: int, alerts: Iterable[tuple[str, Mapping]]) -> dict[str, Waiting]:
    """What still waits among alerts, each a type and its event's payload, by type; what is done is left out."""
    named: dict[str, set[str]] = {}
    for kind, payload in alerts:
        named.setdefault(kind, set()).add(payload[_NAMED_BY[kind]])
    found = {kind: _left(site_id, kind, ids) for kind, ids in named.items()}
    return {kind: left for kind, left in found.items() if left.count}


def _left(site_id: int, kind: str, ids: Collection[str]) -> Waiting:
    if kind == "raid.seen":
        return Waiting(db.session.scalar(select(func.count()).where(raids.seen_and_on(site_id))))
    if kind == "correction.reported":
        statement = (
            select(headlines.TITLE)
            .join(CorrectionReport, CorrectionReport.article_id == Article.id)
            .where(
                CorrectionReport.site_id == site_id,
                CorrectionReport.public_id.in_(ids),
                CorrectionReport.state == State.NEW,
            )
        )
    else:
        asks = Comment.open_flags > 0 if kind == "comment.flagged" else Comment.status == Status.PENDING
        statement = (
            select(headlines.TITLE)
            .join(Thread, Thread.article_id == Article.id)
            .join(Comment, Comment.thread_id == Thread.id)
            .where(Comment.site_id == site_id, Comment.public_id.in_(ids), Comment.withdrawn_at.is_(None), asks)
        )
    titles = list(db.session.scalars(statement))
    return Waiting(len(titles), titles[0] if len(titles) == 1 else None)
