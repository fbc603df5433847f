"""Opaque paging positions: the place of the last row shown, in the order shown."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from commentsvc.domain.errors import invalid
from commentsvc.domain.ranking import Order

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_MAX_CHARS = 120
BEYOND_EVERY_ROW = 2**62
"""Where a list that runs from the highest row id begins."""


@dataclass(frozen=True)
class Position:
    """Sort value (Best score, or time in microseconds since 1970) and row id of the last row shown."""

    order: Order
    value: float | int
    id: int

    @property
    def at(self) -> datetime:
        """The sort value of the time orders."""
        return _EPOCH + self.value * _MICROSECOND


def encode(order: Order, row) -> str:
    """The cursor that continues after a row with ``best_score``, ``created_at`` and ``id``."""
    value = row.best_score.hex() if order is Order.BEST else str((row.created_at - _EPOCH) // _MICROSECOND)
    return _packed(f"{order}|{value}|{row.id}")


def decode(cursor: str, order: Order) -> Position:
    """Read a cursor. Raises Invalid ``bad_cursor`` for one that is garbled or of another order."""
    try:
        name, value, row_id = _unpacked(cursor).split("|")
        number = float.fromhex(value) if order is Order.BEST else int(value)
        if name != order or not 0 <= number < 2**53 or not 0 < int(row_id) < BEYOND_EVERY_ROW:
            raise ValueError
        return Position(order, number, int(row_id))
    except (ValueError, OverflowError, binascii.Error) as error:
        raise invalid("cursor", "bad_cursor") from error


def encode_row(name: str, row_id: int) -> str:
    """The cursor that continues a list in the order of row ids after one of them; ``name`` says which list."""
    return _packed(f"{name}|{row_id}")


def decode_row(cursor: str, name: str) -> int:
    """The row id in such a cursor. Raises Invalid ``bad_cursor`` for one that is garbled or of another list."""
    try:
        found, row_id = _unpacked(cursor).split("|")
        if found != name or not 0 < int(row_id) < BEYOND_EVERY_ROW:
            raise ValueError
        return int(row_id)
    except (ValueError, binascii.Error) as error:
        raise invalid("cursor", "bad_cursor") from error


def _packed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _unpacked(cursor: str) -> str:
    if len(cursor) > _MAX_CHARS:
        raise ValueError
    return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
