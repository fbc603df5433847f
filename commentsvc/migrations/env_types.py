"""How our own column types appear in migrations: as plain SQLAlchemy ones."""

from sqlalchemy import DateTime

from commentsvc.db import UTCDateTime
from commentsvc.models import search


def render_item(kind: str, item: object, _autogen) -> str | bool:
    """Write our types as plain ones: an old step must not depend on today's code."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime()"
    return False


def compare_type(_context, _inspected, _metadata, inspected_type, metadata_type) -> bool | None:
    """Our UTC times are plain DATETIME/TIMESTAMP columns."""
    if isinstance(metadata_type, UTCDateTime):
        return not isinstance(inspected_type, DateTime)
    return None


def include_name(name: str | None, kind: str, _parents) -> bool:
    """The index of words is made by hand and not compared: metadata does not know it."""
    return kind != "table" or not search.is_index(name)
