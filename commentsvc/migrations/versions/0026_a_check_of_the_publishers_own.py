"""A check of the publisher's own, asked about comments"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Take the step."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "external_check",
        sa.Column("id", key, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("url", sa.String(length=2100), nullable=False),
        sa.Column("seconds", sa.SmallInteger(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("error", sa.String(length=60), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_external_check_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_check")),
        sa.UniqueConstraint("public_id", name=op.f("uq_external_check_public_id")),
        sa.UniqueConstraint("site_id", name=op.f("uq_external_check_site_id")),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("external_check")
