"""Answers that stand ready"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Take the step."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "ready_answer",
        sa.Column("id", key, nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "purpose IN ('fixed', 'not_an_error', 'opinion_or_style', 'out_of_scope', 'question', 'any')",
            name=op.f("ck_ready_answer_purpose"),
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_ready_answer_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ready_answer")),
        sa.UniqueConstraint("public_id", name=op.f("uq_ready_answer_public_id")),
    )
    op.create_index("ix_ready_answer_site", "ready_answer", ["site_id", "place"], unique=False)


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_ready_answer_site", "ready_answer")
    op.drop_table("ready_answer")
