"""Words that are looked for"""

import sqlalchemy as sa
from alembic import op

from commentsvc.models import search

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Take the step."""
    # As this version makes it: the index holds nothing of its own, and one that is made otherwise is made anew.
    search.create(op.get_bind())
    op.add_column("saved_view", sa.Column("shared", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("saved_view", "shared")
    search.drop(op.get_bind())
