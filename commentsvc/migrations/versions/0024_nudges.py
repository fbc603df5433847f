"""How many writers read their words once more"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Take the step."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "nudge_count",
        sa.Column("id", key, nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_nudge_count_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudge_count")),
        sa.UniqueConstraint("site_id", "day", name=op.f("uq_nudge_count_site_id_day")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("nudge_count")
