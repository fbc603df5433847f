"""Raids fended off, anonymous posting closed, and the network in which a guest was made"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Take the step."""
    op.add_column("site", sa.Column("raid", sa.JSON(), nullable=True))
    op.add_column("site", sa.Column("anonymous_closed", sa.JSON(), nullable=True))
    op.add_column("thread", sa.Column("raid", sa.JSON(), nullable=True))
    raided = sa.text("raid IS NOT NULL")
    op.create_index("ix_thread_raided", "thread", ["site_id"], postgresql_where=raided, sqlite_where=raided)
    op.add_column("flag", sa.Column("damped", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("reader", sa.Column("network", sa.String(length=24), nullable=True))
    made_in = sa.text("network IS NOT NULL")
    op.create_index("ix_reader_network", "reader", ["created_at"], postgresql_where=made_in, sqlite_where=made_in)


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_reader_network", "reader")
    op.drop_column("reader", "network")
    op.drop_column("flag", "damped")
    op.drop_index("ix_thread_raided", "thread")
    op.drop_column("thread", "raid")
    op.drop_column("site", "anonymous_closed")
    op.drop_column("site", "raid")
