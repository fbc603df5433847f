"""Opaque paging positions: the place of the last row shown, in the order shown.

A place by time never moves. A place in Best does, whenever somebody votes; so a position in Best also carries the
thread's version that the first page showed, and later pages are cut from the order as of that version (docs/adr/0010).
"""

import base64
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from commentsvc.domain.errors import invalid
from commentsvc.domain.ranking import Order

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MAX_CHARS = 160
BEYOND_EVERY_ROW = 2**62
"""Where a list that runs from the highest row id begins."""


@dataclass(frozen=True)
class Level:
    """One list of comments: the replies of a branch (None: the roots) of a thread, by row id."""

    thread_id: int
    branch_id: int | None = None


@dataclass(frozen=True)
class Position:
    """Sort value (Best score, or time in microseconds since 1970) and row id of the last row shown.

    ``version`` is the thread's as the first page in Best showed it; 0 in the orders by time, which need none.
    """

    order: Order
    level: Level
    value: float | int
    id: int
    version: int = 0

    @property
    def at(self) -> datetime:
        """The sort value of the time orders."""
        return _EPOCH + self.value * _MICROSECOND


def encode(order: Order, level: Level, row) -> str:
    """The cursor that continues after a row of ``branches``: ``id`` and ``created_at``, or ``standing``, ``as_of``."""
    if order is Order.BEST:
        value, version = row.standing.hex(), row.as_of
    else:
        value, version = str((row.created_at - _EPOCH) // _MICROSECOND), 0
    return _packed(f"{order}|{level.thread_id}|{level.branch_id or 0}|{version}|{value}|{row.id}")


def decode(cursor: str, order: Order, level: Level) -> Position:
    """Read a cursor. Raises Invalid ``bad_cursor`` for one that is garbled, or of another order or list."""
    try:
        name, thread_id, branch_id, version, value, row_id = _unpacked(cursor)
        number = float.fromhex(value) if order is Order.BEST else int(value)
        found = Position(order, Level(int(thread_id), int(branch_id) or None), number, int(row_id), int(version))
        if name != order or found.level != level or not 0 <= number < 2**53:
            raise ValueError
        if not 0 < found.id < BEYOND_EVERY_ROW or not 0 <= found.version < 2**31:
            raise ValueError
        return found
    except (ValueError, OverflowError) as error:
        raise invalid("cursor", "bad_cursor") from error


def encode_row(name: str, owner_id: int, row_id: int) -> str:
    """The cursor that continues a list in the order of row ids after one of them.

    ``name`` says which list it is, ``owner_id`` of which thread or site.
    """
    return _packed(f"{name}|{owner_id}|{row_id}")


def decode_row(cursor: str, name: str, owner_id: int) -> int:
    """The row id in such a cursor. Raises Invalid ``bad_cursor`` for one that is garbled or of another list."""
    try:
        found, owner, row_id = _unpacked(cursor)
        if found != name or int(owner) != owner_id or not 0 < int(row_id) < BEYOND_EVERY_ROW:
            raise ValueError
        return int(row_id)
    except ValueError as error:
        raise invalid("cursor", "bad_cursor") from error


def _packed(text: str) -> str:
    # The full stop tells a whole cursor from one that was cut off.
    return base64.urlsafe_b64encode(f"{text}.".encode()).decode().rstrip("=")


def _unpacked(cursor: str) -> list[str]:
    if len(cursor) > _MAX_CHARS:
        raise ValueError
    raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars="-_", validate=True).decode("ascii")
    if not raw.endswith("."):
        raise ValueError
    return raw[:-1].split("|")
