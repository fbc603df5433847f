"""The words agreed to by following"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Take the step."""
    op.add_column("subscription", sa.Column("consent_version", sa.String(20), nullable=False, server_default=""))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("subscription", "consent_version")
