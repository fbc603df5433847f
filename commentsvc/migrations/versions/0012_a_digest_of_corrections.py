"""A digest of corrections"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Take the step."""
    op.add_column("staff_alert", sa.Column("digest_until", sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("staff_alert", "digest_until")
