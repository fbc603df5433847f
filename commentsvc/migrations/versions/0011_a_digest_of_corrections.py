"""A digest of corrections"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Take the step."""
    op.add_column("staff_alert", sa.Column("digest_until", sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("staff_alert", "digest_until")
