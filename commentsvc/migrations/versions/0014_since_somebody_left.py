"""Since somebody left"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Take the step."""
    op.add_column("membership", sa.Column("seen_at", sa.DateTime(), nullable=True))
    op.add_column("membership", sa.Column("left_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("membership", "left_at")
    op.drop_column("membership", "seen_at")
