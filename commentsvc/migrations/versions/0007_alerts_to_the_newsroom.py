"""Alerts to the newsroom"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Take the step."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "staff_alert",
        sa.Column("id", key, nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("user_id", key, nullable=False),
        sa.Column("cadence", sa.String(length=8), nullable=False),
        sa.Column("queues", sa.JSON(), nullable=False),
        sa.Column("quiet_hours", sa.String(length=11), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("told_from", sa.DateTime(), nullable=False),
        sa.Column("told_until", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("cadence IN ('at_once', 'hourly', 'daily', 'never')", name=op.f("ck_staff_alert_cadence")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_staff_alert_site_id_site")),
        sa.ForeignKeyConstraint(["user_id"], ["staff_user.id"], name=op.f("fk_staff_alert_user_id_staff_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_alert")),
        sa.UniqueConstraint("site_id", "user_id", name=op.f("uq_staff_alert_site_id_user_id")),
    )
    op.create_index(op.f("ix_staff_alert_user_id"), "staff_alert", ["user_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_index(op.f("ix_staff_alert_user_id"), "staff_alert")
    op.drop_table("staff_alert")
