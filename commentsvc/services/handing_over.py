"""Votes and flags, one row for each reader and comment, when a guest becomes an account: which go over, which go."""

from typing import TypeVar

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from commentsvc.db import db
from commentsvc.models.comment import Comment, Flag, Vote
from commentsvc.models.reader import Reader

Reaction = TypeVar("Reaction", Vote, Flag)


def reactions(table: type[Reaction], guest: Reader, account: Reader) -> list[tuple[Reaction, Comment, bool]]:
    """The rows of ``table`` that becoming one person touches, oldest first, each with its comment and whether it stays.

    The guest's are the account's from then on, except where the account has one on the same comment; neither's stays
    on a comment of the other. Read anew, for threads whose rows are locked.
    """
    both = (guest.id, account.id)
    touched = or_(table.reader_id == guest.id, and_(table.reader_id == account.id, Comment.reader_id == guest.id))
    pairs = db.session.execute(
        select(table, Comment)
        .join(Comment, Comment.id == table.comment_id)
        .where(touched)
        .order_by(table.id)
        .execution_options(populate_existing=True)
    ).all()
    theirs = aliased(table)
    twice = set(
        db.session.scalars(
            select(table.comment_id)
            .join(theirs, theirs.comment_id == table.comment_id)
            .where(table.reader_id == account.id, theirs.reader_id == guest.id)
        )
    )
    return [
        (row, comment, comment.reader_id not in both and not (row.reader_id == guest.id and comment.id in twice))
        for row, comment in pairs
    ]
