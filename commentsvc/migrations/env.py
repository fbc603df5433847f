"""What Alembic runs: the steps, on the connection that the caller brought."""

from alembic import context

from commentsvc import models
from commentsvc.db import db
from commentsvc.migrations import env_types

__all__ = ["models"]  # the metadata is complete only with them

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=db.metadata,
    render_item=env_types.render_item,
    compare_type=env_types.compare_type,
    include_name=env_types.include_name,
    # SQLite changes a table by making it anew.
    render_as_batch=True,
)

with context.begin_transaction():
    context.run_migrations()
