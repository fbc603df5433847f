"""A scorer that learns from the newsroom's decisions"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_INDEXES = {
    "ix_comment_refusal": {
        "postgresql_where": sa.text("urgent_at IS NOT NULL"),
        "sqlite_where": sa.text("urgent_at IS NOT NULL"),
    },
    "ix_comment_unreviewed_refusal": {
        "postgresql_where": sa.text("unreviewed AND refusal >= 0"),
        "sqlite_where": sa.text("unreviewed = 1 AND refusal >= 0"),
    },
}


def upgrade() -> None:
    """Take the step."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "scorer_version",
        sa.Column("id", key, nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("useful", sa.Boolean(), nullable=False),
        sa.Column("decisions", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.DateTime(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("learnt_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_scorer_version_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scorer_version")),
        sa.UniqueConstraint("site_id", "number", name=op.f("uq_scorer_version_site_id_number")),
    )
    op.add_column("comment", sa.Column("refusal", sa.SmallInteger(), server_default="-1", nullable=False))
    for name, where in _INDEXES.items():
        op.create_index(name, "comment", ["site_id", "refusal", "id"], **where)


def downgrade() -> None:
    """Take it back."""
    for name in _INDEXES:
        op.drop_index(name, "comment")
    op.drop_column("comment", "refusal")
    op.drop_table("scorer_version")
