"""House rules in versions, each named by the comments and decisions of its time"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_SITE = sa.table("site", sa.column("id"), sa.column("settings", sa.JSON()), sa.column("rules_version"))


def upgrade() -> None:
    """Take the step. What stands in the settings becomes version 1; since when it has stood there nobody knows."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    versions = op.create_table(
        "rules_version",
        sa.Column("id", key, nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("by_type", sa.String(length=10), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_rules_version_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules_version")),
        sa.UniqueConstraint("site_id", "number", name=op.f("uq_rules_version_site_id_number")),
    )
    for table in ("site", "comment", "log_entry"):
        op.add_column(table, sa.Column("rules_version", sa.Integer(), nullable=True))
    connection, now = op.get_bind(), datetime.now(UTC).replace(tzinfo=None)
    for row in connection.execute(sa.select(_SITE.c.id, _SITE.c.settings)).all():
        text = (row.settings or {}).get("house_rules")
        if text:
            first = {
                "site_id": row.id,
                "number": 1,
                "text": text,
                "summary": "",
                "by_type": "machine",
                "starts_at": now,
            }
            connection.execute(versions.insert().values(first))
            connection.execute(sa.update(_SITE).where(_SITE.c.id == row.id).values(rules_version=1))


def downgrade() -> None:
    """Take it back."""
    for table in ("log_entry", "comment", "site"):
        op.drop_column(table, "rules_version")
    op.drop_table("rules_version")
