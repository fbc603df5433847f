"""Readers who were erased"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_FORMER = sa.text("kind = 'former'")
_ERASING = sa.text("kind = 'erasing'")


def upgrade() -> None:
    """Take the step."""
    op.create_index(
        "uq_reader_former", "reader", ["site_id"], unique=True, postgresql_where=_FORMER, sqlite_where=_FORMER
    )
    op.create_index(
        "ix_reader_erasing", "reader", ["site_id"], unique=False, postgresql_where=_ERASING, sqlite_where=_ERASING
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_reader_erasing", "reader")
    op.drop_index("uq_reader_former", "reader")
