"""Webhook secrets renewed"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table("webhook", schema=None) as batch_op:
        batch_op.add_column(sa.Column("secret_number", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("renewed_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("webhook", "renewed_at")
    op.drop_column("webhook", "secret_number")
