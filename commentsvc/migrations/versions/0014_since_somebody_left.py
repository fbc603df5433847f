"""Since somebody left"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Take the step."""
    op.add_column("membership", sa.Column("seen_at", sa.DateTime(), nullable=True))
    op.add_column("membership", sa.Column("left_at", sa.DateTime(), nullable=True))
    op.create_index("ix_comment_all", "comment", ["site_id", "id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_comment_all", "comment")
    op.drop_column("membership", "left_at")
    op.drop_column("membership", "seen_at")
