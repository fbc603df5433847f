"""What screening remembers of comments just posted"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Take the step."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "recent_post",
        sa.Column("id", key, nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("reader_id", key, nullable=False),
        sa.Column("likeness", sa.String(20), nullable=True),
        sa.Column("network", sa.String(24), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_recent_post_site_id_site")),
        sa.ForeignKeyConstraint(["reader_id"], ["reader.id"], name=op.f("fk_recent_post_reader_id_reader")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recent_post")),
    )
    op.create_index("ix_recent_post_likeness", "recent_post", ["site_id", "likeness", "created_at"])
    op.create_index("ix_recent_post_network", "recent_post", ["site_id", "network", "created_at"])
    op.create_index("ix_recent_post_age", "recent_post", ["created_at"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("recent_post")
