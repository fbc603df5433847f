"""Words that somebody at the desk looks for."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_


def mentioned(words: str, places: Sequence[ColumnElement]) -> list[ColumnElement]:
    """The conditions that each of the words stands in any of the columns, in small letters or capitals."""
    conditions = []
    for word in words.split():
        # SQLite knows small and capital letters of Latin only.
        spellings = sorted({word, word.lower(), word.capitalize(), word.upper()})
        conditions.append(or_(*(place.icontains(one, autoescape=True) for place in places for one in spellings)))
    return conditions
