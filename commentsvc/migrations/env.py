"""What Alembic runs: the steps, on the connection that the caller brought."""

from alembic import context
from sqlalchemy import DateTime

from commentsvc import models
from commentsvc.db import UTCDateTime, db


def render_item(kind: str, item: object, _autogen) -> str | bool:
    """Write our types as plain SQLAlchemy ones: an old step must not depend on today's code."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime()"
    return False


def compare_type(_context, _inspected, _metadata, inspected_type, metadata_type) -> bool | None:
    """Our UTC times are plain DATETIME/TIMESTAMP columns."""
    if isinstance(metadata_type, UTCDateTime):
        return not isinstance(inspected_type, DateTime)
    return None


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=db.metadata,
    render_item=render_item,
    compare_type=compare_type,
    # SQLite changes a table by making it anew.
    render_as_batch=True,
)
assert models, "the metadata is complete only with the models imported"  # noqa: S101 - keeps the import

with context.begin_transaction():
    context.run_migrations()
