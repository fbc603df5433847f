"""Rows of one level of a thread, in one of the three orders, by keyset.

Every statement walks index ranges and stops at its limits: its cost knows nothing of the thread's size.
"""

from functools import lru_cache

from sqlalchemy import Integer, Select, and_, bindparam, case, func, or_, select, union_all

from commentsvc.db import db
from commentsvc.domain.ranking import Order
from commentsvc.models.article import Thread
from commentsvc.models.comment import Comment, ScoreChange
from commentsvc.queries.cursors import Level, Position
from commentsvc.rows import Prepared

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
        "best_ups",
        "best_downs",
        "reply_count",
        "version",
        "created_at",
        "edited_at",
        "withdrawn_at",
    )
)


# So many changes are looked at between two pages of Best: what one page costs has a bound, however many vote.
CHANGES_SEEN = 1000


def rows_of(level: Level, order: Order, limit: int, after: Position | None = None) -> list:
    """Up to ``limit`` visible rows of one list after a position; in Best, of the order that its first page had.

    In Best a row also says where it stands (``standing``, its score then) and ``as_of`` which version of the thread.
    """
    if after is not None and order is Order.BEST:
        return _best_after(level, limit, after)
    values = {"thread_id": level.thread_id, "limit": limit}
    if level.branch_id is not None:
        values["branch_id"] = level.branch_id
    if after is not None:
        values |= {"at": after.at, "after_id": after.id}
    return _page_of(order, level.branch_id is None, after is not None).all(**values)


def first_rows_of(thread_id: int, branch_ids: list[int], order: Order, limit: int) -> dict[int, list]:
    """The first ``limit`` visible rows of each branch, in one query, by branch id."""
    found: dict[int, list] = {branch_id: [] for branch_id in branch_ids}
    if not branch_ids:
        return found
    values = {f"branch_{index}": branch_id for index, branch_id in enumerate(branch_ids)}
    statement = _first_of_each(order, len(branch_ids), limit)
    for row in statement.all(**values, thread_id=thread_id):
        found[row.branch_id].append(row)
    return found


def _ordered(order: Order) -> Select:
    if order is Order.BEST:
        # The version from the same statement, since on PostgreSQL the next one may see more than this one did.
        version = select(Thread.version).where(Thread.id == bindparam("thread_id")).scalar_subquery()
        statement = select(*COLUMNS, _TABLE.c.best_score.label("standing"), version.label("as_of"))
        return statement.where(_TABLE.c.visible).order_by(*_downwards(_TABLE.c.best_score))
    statement = select(*COLUMNS).where(_TABLE.c.visible)
    if order is Order.NEWEST:
        return statement.order_by(*_downwards(_TABLE.c.created_at))
    return statement.order_by(_TABLE.c.branch_id, _TABLE.c.created_at, _TABLE.c.id)


def _downwards(column) -> tuple:
    """The branch comes first although there is but one: PostgreSQL does not take IS NULL for an equality, and would
    sort all roots of a thread instead of walking the index."""
    return _TABLE.c.branch_id.desc(), column.desc(), _TABLE.c.id.desc()


def _best_after(level: Level, limit: int, after: Position) -> list:
    """The rows that followed in the order of the first page, whatever votes have moved since.

    What no vote has moved stands where it stood; what was moved is placed by the score it had as of the first page,
    which is that of its earliest change. A comment that became visible only afterwards comes where its first score
    puts it, if that is still ahead: it is shown once or (further up) not before the next first page. One statement,
    so that both halves see the same moment. Of more than ``CHANGES_SEEN`` changes the earliest are looked at, and
    none older than ``services.score_history`` keeps: past that, a row is placed by what is known, and may be met
    twice or missed.
    """
    rows = db.session.execute(
        _best_as_of(level.branch_id is None, limit),
        {
            "thread_id": level.thread_id,
            "branch_id": level.branch_id,
            "as_of": after.version,
            "value": after.value,
            "after_id": after.id,
        },
    )
    return sorted(rows, key=lambda row: (row.standing, row.id), reverse=True)[:limit]


@lru_cache(maxsize=64)
def _best_as_of(of_roots: bool, limit: int) -> Select:
    moved = _moved_since(of_roots)
    here = and_(_TABLE.c.thread_id == bindparam("thread_id"), _branch(_TABLE, of_roots), _TABLE.c.visible)
    still = select(*COLUMNS, _TABLE.c.best_score.label("standing")).where(
        here, _TABLE.c.id.not_in(select(moved.c.comment_id))
    )
    # As one CASE of both tables: for conditions on comments alone SQLite would read every comment into a Bloom filter.
    earliest = case((and_(here, moved.c.number == 1), 1), else_=0) == 1
    placed = select(*COLUMNS, moved.c.best_score.label("standing"))
    placed = placed.join(moved, moved.c.comment_id == _TABLE.c.id).where(earliest)
    parts = (_next(still, _TABLE.c.best_score, limit), _next(placed, moved.c.best_score, limit))
    return union_all(*(select(part.subquery(), bindparam("as_of", type_=Integer).label("as_of")) for part in parts))


def _next(statement: Select, score, limit: int) -> Select:
    beyond = _beyond(score, bindparam("value"), bindparam("after_id"))
    return statement.where(beyond).order_by(*_downwards(score)).limit(limit)


def _moved_since(of_roots: bool):
    """The earliest changes of a list after a version, numbered for each comment."""
    change = ScoreChange.__table__
    seen = (
        select(change.c.comment_id, change.c.version, change.c.best_score)
        .where(
            change.c.thread_id == bindparam("thread_id"),
            _branch(change, of_roots),
            change.c.version > bindparam("as_of", type_=Integer),
        )
        .order_by(change.c.branch_id, change.c.version)
        .limit(CHANGES_SEEN)
        .subquery("seen")
    )
    number = func.row_number().over(partition_by=seen.c.comment_id, order_by=seen.c.version)
    return select(seen.c.comment_id, seen.c.best_score, number.label("number")).cte("moved_since")


def _branch(table, of_roots: bool):
    return table.c.branch_id.is_(None) if of_roots else table.c.branch_id == bindparam("branch_id")


def _beyond(column, value, row_id):
    """Strictly after, downwards: row values compared column by column, so that both databases use the index."""
    return and_(column <= value, or_(column < value, _TABLE.c.id < row_id))


@lru_cache
def _page_of(order: Order, of_roots: bool, further: bool) -> Prepared:
    statement = _ordered(order).where(_TABLE.c.thread_id == bindparam("thread_id"), _branch(_TABLE, of_roots))
    if further:
        statement = statement.where(_later(order, bindparam("at"), bindparam("after_id")))
    return Prepared(statement.limit(bindparam("limit")))


def _later(order: Order, at, row_id):
    column = _TABLE.c.created_at
    if order is Order.OLDEST:
        return and_(column >= at, or_(column > at, _TABLE.c.id > row_id))
    return _beyond(column, at, row_id)


@lru_cache(maxsize=256)
def _first_of_each(order: Order, branches: int, limit: int) -> Prepared:
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
    return Prepared(union_all(*parts) if branches > 1 else parts[0])
