"""Statements of reasons as the desk lists and exports them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, select, true

from commentsvc.db import db
from commentsvc.models.article import Article, Thread
from commentsvc.models.comment import Comment
from commentsvc.models.log import LogEntry
from commentsvc.models.reader import Reader
from commentsvc.models.statement import Appeal, Statement
from commentsvc.queries import desk_staff
from commentsvc.queries.desk_scope import in_sections

PAGE = 50
_BATCH = 500
TABS: dict[str, ColumnElement] = {
    "all": true(),
    "comments": Statement.comment_id.is_not(None),
    "readers": Statement.sanction_id.is_not(None),
    "automatic": Statement.automated_decision,
}


@dataclass(frozen=True)
class StatementLine:
    """One statement with what it is about, who decided ("": the service), and how the appeal stands, if any."""

    statement: Statement
    comment: Comment | None
    reader: Reader
    by: str
    appeal: str | None
    appeal_id: str | None


def page(site_id: int, tab: str, after: str | None, sections: Sequence[str]) -> tuple[list[StatementLine], str | None]:
    """One page of a tab, newest first, and the public id to continue after (None at the end)."""
    wanted = _rows(site_id, sections).where(TABS[tab])
    if after is not None:
        place = select(Statement.id).where(Statement.site_id == site_id, Statement.public_id == after)
        wanted = wanted.where(Statement.id < place.scalar_subquery())
    rows = db.session.execute(wanted.order_by(Statement.id.desc()).limit(PAGE + 1)).all()
    lines = _lines(rows[:PAGE])
    return lines, lines[-1].statement.public_id if len(rows) > PAGE else None


def between(
    site_id: int, begin: datetime, end: datetime, sections: Sequence[str]
) -> Iterator[tuple[Statement, datetime | None]]:
    """The statements given in a time, oldest first, each with when its comment was written, however many."""
    last = 0
    named = select(Statement, Comment.created_at).outerjoin(Comment, Comment.id == Statement.comment_id)
    named = named.outerjoin(Thread, Thread.id == Comment.thread_id).outerjoin(Article, Article.id == Thread.article_id)
    wanted = named.where(Statement.site_id == site_id, Statement.starts_at >= begin, Statement.starts_at < end)
    while True:
        rows = db.session.execute(
            wanted.where(_seen(sections), Statement.id > last).order_by(Statement.id).limit(_BATCH)
        ).all()
        yield from (tuple(row) for row in rows)
        if len(rows) < _BATCH:
            return
        last = rows[-1][0].id


def _seen(sections: Sequence[str]) -> ColumnElement:
    return (Statement.comment_id.is_not(None) & in_sections(sections)) if sections else true()


def _rows(site_id: int, sections: Sequence[str]) -> Select:
    return (
        select(Statement, Comment, Reader, LogEntry.actor_type, LogEntry.actor_id, Appeal.state, Appeal.public_id)
        .join(LogEntry, LogEntry.id == Statement.entry_id)
        .join(Reader, Reader.id == Statement.reader_id)
        .outerjoin(Comment, Comment.id == Statement.comment_id)
        .outerjoin(Thread, Thread.id == Comment.thread_id)
        .outerjoin(Article, Article.id == Thread.article_id)
        .outerjoin(Appeal, Appeal.statement_id == Statement.id)
        .where(Statement.site_id == site_id, _seen(sections))
    )


def _lines(rows: list[Row]) -> list[StatementLine]:
    names = desk_staff.names({row.actor_id for row in rows if row.actor_type == "staff"})
    return [
        StatementLine(
            row.Statement,
            row.Comment,
            row.Reader,
            names.get(row.actor_id, "") if row.actor_type == "staff" else "",
            row.state,
            row.public_id,
        )
        for row in rows
    ]
