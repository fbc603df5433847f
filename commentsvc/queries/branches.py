"""Rows of one level of a thread, in one of the three orders, by keyset.

Every statement walks one index range and stops at its limit: its cost knows nothing of the thread's size.
"""

from functools import lru_cache

from sqlalchemy import Select, and_, bindparam, or_, select, union_all

from commentsvc.db import db
from commentsvc.domain.ranking import Order
from commentsvc.models.comment import Comment
from commentsvc.queries.cursors import Position

_TABLE = Comment.__table__
COLUMNS = tuple(
    _TABLE.c[name]
    for name in (
        "id",
        "public_id",
        "thread_id",
        "parent_id",
        "branch_id",
        "depth",
        "reader_id",
        "author_name",
        "body",
        "status",
        "reason",
        "featured",
        "badges",
        "ups",
        "downs",
        "best_score",
        "reply_count",
        "version",
        "created_at",
        "edited_at",
        "withdrawn_at",
    )
)


def rows_of(thread_id: int, branch_id: int | None, order: Order, limit: int, after: Position | None = None) -> list:
    """Up to ``limit`` visible rows of one branch (None: the roots) after a position."""
    statement = _ordered(order).where(_TABLE.c.thread_id == thread_id, _TABLE.c.branch_id == branch_id)
    if after is not None:
        statement = statement.where(_beyond(order, after))
    return list(db.session.execute(statement.limit(limit)))


def first_rows_of(thread_id: int, branch_ids: list[int], order: Order, limit: int) -> dict[int, list]:
    """The first ``limit`` visible rows of each branch, in one query, by branch id."""
    found: dict[int, list] = {branch_id: [] for branch_id in branch_ids}
    if not branch_ids:
        return found
    values = {f"branch_{index}": branch_id for index, branch_id in enumerate(branch_ids)}
    statement = _first_of_each(order, len(branch_ids), limit)
    for row in db.session.execute(statement, values | {"thread_id": thread_id}):
        found[row.branch_id].append(row)
    return found


def _ordered(order: Order) -> Select:
    statement = select(*COLUMNS).where(_TABLE.c.visible)
    if order is Order.BEST:
        return statement.order_by(_TABLE.c.best_score.desc(), _TABLE.c.id.desc())
    if order is Order.NEWEST:
        return statement.order_by(_TABLE.c.created_at.desc(), _TABLE.c.id.desc())
    return statement.order_by(_TABLE.c.created_at, _TABLE.c.id)


def _beyond(order: Order, after: Position):
    """Strictly after a position: row values compared column by column, so that both databases use the index."""
    if order is Order.BEST:
        column, value = _TABLE.c.best_score, after.value
    else:
        column, value = _TABLE.c.created_at, after.at
    if order is Order.OLDEST:
        return and_(column >= value, or_(column > value, _TABLE.c.id > after.id))
    return and_(column <= value, or_(column < value, _TABLE.c.id < after.id))


@lru_cache(maxsize=256)
def _first_of_each(order: Order, branches: int, limit: int):
    parts = [
        select(
            _ordered(order)
            .where(
                _TABLE.c.thread_id == bindparam("thread_id"),
                _TABLE.c.branch_id == bindparam(f"branch_{index}"),
            )
            .limit(limit)
            .subquery(f"part_{index}")
        )
        for index in range(branches)
    ]
    return union_all(*parts) if branches > 1 else parts[0]
