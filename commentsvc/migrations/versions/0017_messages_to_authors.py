"""Messages that go with a rejection, and the comment that a sanction followed on"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Take the step."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "author_message",
        sa.Column("id", key, nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("comment_id", key, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_author_message_site_id_site")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_author_message_comment_id_comment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author_message")),
    )
    op.create_index(op.f("ix_author_message_comment_id"), "author_message", ["comment_id"])
    op.add_column("sanction", sa.Column("comment_id", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("sanction", "comment_id")
    op.drop_index(op.f("ix_author_message_comment_id"), "author_message")
    op.drop_table("author_message")
