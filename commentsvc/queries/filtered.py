"""A thread reduced to the editors' picks, or to what the newsroom wrote: a flat list over all depths, newest first.

Each list has a partial index of its own (``ix_comment_featured``, ``ix_comment_staff``), so that its cost is that of
the rows shown, whatever the size of the thread. Rows are numbered as they are posted: the newest has the highest id.
Tombstones are left out, for there is nothing in them to select.
"""

from functools import lru_cache
from types import SimpleNamespace

from sqlalchemy import ColumnElement, Exists, and_, bindparam, exists, select

from commentsvc.domain.filters import Filter
from commentsvc.domain.moderation import Status
from commentsvc.models.comment import Comment
from commentsvc.queries import cursors
from commentsvc.queries.branches import COLUMNS
from commentsvc.queries.nodes import Node, Page
from commentsvc.rows import Prepared

PICKS_ON_TOP = 3
"""Picks shown above the list: more would push the discussion itself out of sight."""

_TABLE = Comment.__table__
_PARENT = _TABLE.alias("parent")
_ANSWERED = ("public_id", "author_name", "status", "withdrawn_at")


def page(thread_id: int, chosen: Filter, limit: int, cursor: str | None = None) -> Page:
    """One page of a filter's list, each comment with the one it answers. Raises Invalid ``bad_cursor``."""
    last = cursors.decode_row(cursor, chosen, thread_id) if cursor else cursors.BEYOND_EVERY_ROW
    rows = _rows(thread_id, chosen, limit + 1, last)
    more = len(rows) > limit
    rows = rows[:limit]
    return Page([_node(row) for row in rows], cursors.encode_row(chosen, thread_id, rows[-1].id) if more else None)


def on_top(thread_id: int) -> list[Node]:
    """The newest picks, without their replies."""
    return [_node(row) for row in _rows(thread_id, Filter.FEATURED, PICKS_ON_TOP, cursors.BEYOND_EVERY_ROW)]


def would_show(chosen: Filter, thread_id: ColumnElement[int]) -> Exists:
    """A condition for a query on threads: whether the filter has anything to show."""
    comment = _TABLE.alias(f"{chosen}_comment")
    return exists().where(comment.c.thread_id == thread_id, _selected(comment.c, chosen))


def _selected(columns, chosen: Filter) -> ColumnElement[bool]:
    """What a filter shows, beginning with the very words of its index."""
    mark = columns.featured if chosen is Filter.FEATURED else columns.by_staff
    return and_(columns.visible, mark, columns.status == str(Status.APPROVED), columns.withdrawn_at.is_(None))


def _rows(thread_id: int, chosen: Filter, limit: int, last: int) -> list:
    return _list_of(chosen).all(thread_id=thread_id, last=last, limit=limit)


@lru_cache
def _list_of(chosen: Filter) -> Prepared:
    answered = [_PARENT.c[name].label(f"answered_{name}") for name in _ANSWERED]
    return Prepared(
        select(*COLUMNS, *answered)
        .outerjoin_from(_TABLE, _PARENT, _PARENT.c.id == _TABLE.c.parent_id)
        .where(
            _selected(_TABLE.c, chosen), _TABLE.c.thread_id == bindparam("thread_id"), _TABLE.c.id < bindparam("last")
        )
        .order_by(_TABLE.c.id.desc())
        .limit(bindparam("limit"))
    )


def _node(row) -> Node:
    node = Node(row)
    if row.parent_id is not None:
        node.answers = SimpleNamespace(**{name: getattr(row, f"answered_{name}") for name in _ANSWERED})
        node.parent_public_id = node.answers.public_id
    return node
