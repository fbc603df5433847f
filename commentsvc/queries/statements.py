"""Statements of reasons as their readers see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from commentsvc.db import db
from commentsvc.models.comment import AuthorMessage, Comment
from commentsvc.models.sanction import Sanction
from commentsvc.models.site import Site
from commentsvc.models.statement import Appeal, Statement


@dataclass(frozen=True)
class Told:
    """A statement with what it is about, the newsroom's words that went with the decision, and the appeal, if any."""

    statement: Statement
    comment: Comment | None
    sanction: Sanction | None
    message: str
    appeal: Appeal | None


def of_comments(comment_ids: Iterable[int]) -> dict[int, tuple[str, str | None]]:
    """Public id of the statement that holds, and the state of its appeal, by the comment's row id."""
    ids = list(comment_ids)
    if not ids:
        return {}
    return _found(Statement.comment_id, ids)


def of_sanctions(sanction_ids: Iterable[int]) -> dict[int, tuple[str, str | None]]:
    """The same by the sanction's row id."""
    ids = list(sanction_ids)
    return _found(Statement.sanction_id, ids) if ids else {}


def told(statement: Statement) -> Told:
    """All that a statement says."""
    comment = db.session.get(Comment, statement.comment_id) if statement.comment_id else None
    sanction = db.session.get(Sanction, statement.sanction_id) if statement.sanction_id else None
    appeal = db.session.scalar(select(Appeal).where(Appeal.statement_id == statement.id))
    if sanction is not None:
        if sanction.comment_id is not None:
            comment = db.session.get(Comment, sanction.comment_id)
        return Told(statement, comment, sanction, sanction.words, appeal)
    return Told(statement, comment, None, _message(statement), appeal)


def site_of(statement: Statement) -> Site:
    """The site that a statement was given on."""
    return db.session.get_one(Site, statement.site_id)


def _message(statement: Statement) -> str:
    """What the newsroom wrote with that decision; both were written at one moment."""
    mine = select(AuthorMessage.text).where(
        AuthorMessage.comment_id == statement.comment_id, AuthorMessage.created_at == statement.starts_at
    )
    return db.session.scalar(mine.limit(1)) or ""


def _found(column, ids: list[int]) -> dict[int, tuple[str, str | None]]:
    rows = db.session.execute(
        select(column, Statement.public_id, Appeal.state)
        .outerjoin(Appeal, Appeal.statement_id == Statement.id)
        .where(column.in_(ids), Statement.until_version.is_(None))
        .order_by(Statement.id)
    )
    return {row[0]: (row.public_id, row.state) for row in rows}


def of_appeal(appeal: Appeal) -> str:
    """The public id of the statement that an appeal is against."""
    return db.session.get_one(Statement, appeal.statement_id).public_id
