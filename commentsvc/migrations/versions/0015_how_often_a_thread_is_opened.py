"""How often a thread is opened"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Take the step."""
    op.add_column("thread", sa.Column("reads", sa.Float(53), nullable=False, server_default=sa.text("0")))
    op.add_column("thread", sa.Column("reads_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("thread", "reads_at")
    op.drop_column("thread", "reads")
