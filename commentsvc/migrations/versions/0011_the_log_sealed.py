"""The log sealed"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Take the step."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "log_seal",
        sa.Column("id", key, nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_log_seal_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_log_seal")),
        sa.UniqueConstraint("site_id", "current", "seq", name=op.f("uq_log_seal_site_id_current_seq")),
    )
    op.add_column("log_entry", sa.Column("format", sa.SmallInteger(), server_default="1", nullable=False))
    op.create_index("ix_log_entry_action", "log_entry", ["site_id", "action", "seq"])
    op.create_index("ix_log_entry_time", "log_entry", ["site_id", "at"])


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_log_entry_time", "log_entry")
    op.drop_index("ix_log_entry_action", "log_entry")
    op.drop_column("log_entry", "format")
    op.drop_table("log_seal")
