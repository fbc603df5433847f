"""Statements of reasons, and appeals"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Take the step."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "statement",
        sa.Column("id", key, nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("reader_id", key, nullable=False),
        sa.Column("comment_id", key, nullable=True),
        sa.Column("sanction_id", key, nullable=True),
        sa.Column("entry_id", key, nullable=False),
        sa.Column("restriction", sa.String(length=10), nullable=False),
        sa.Column("ground", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("law", sa.Text(), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("content_notice_id", sa.BigInteger(), nullable=True),
        sa.Column("notice_reference", sa.String(length=40), nullable=False),
        sa.Column("found", sa.JSON(), nullable=True),
        sa.Column("flags", sa.SmallInteger(), nullable=False),
        sa.Column("automated_decision", sa.Boolean(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("until_version", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "restriction IN ('refused', 'removed', 'suspended', 'banned')", name=op.f("ck_statement_restriction")
        ),
        sa.CheckConstraint("ground IN ('law', 'rules', 'spam')", name=op.f("ck_statement_ground")),
        sa.CheckConstraint("source IN ('notice', 'flags', 'check', 'own')", name=op.f("ck_statement_source")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_statement_site_id_site")),
        sa.ForeignKeyConstraint(["reader_id"], ["reader.id"], name=op.f("fk_statement_reader_id_reader")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_statement_comment_id_comment")),
        sa.ForeignKeyConstraint(["sanction_id"], ["sanction.id"], name=op.f("fk_statement_sanction_id_sanction")),
        sa.ForeignKeyConstraint(["entry_id"], ["log_entry.id"], name=op.f("fk_statement_entry_id_log_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_statement_entry_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_statement_public_id")),
    )
    for column in ("reader_id", "comment_id", "sanction_id"):
        op.create_index(op.f(f"ix_statement_{column}"), "statement", [column])
    op.create_index("ix_statement_given", "statement", ["site_id", "starts_at", "id"])
    op.create_table(
        "appeal",
        sa.Column("id", key, nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("statement_id", key, nullable=False),
        sa.Column("reader_id", key, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("decided_by_id", key, nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint("state IN ('open', 'upheld', 'reversed', 'settled')", name=op.f("ck_appeal_state")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_appeal_site_id_site")),
        sa.ForeignKeyConstraint(["statement_id"], ["statement.id"], name=op.f("fk_appeal_statement_id_statement")),
        sa.ForeignKeyConstraint(["reader_id"], ["reader.id"], name=op.f("fk_appeal_reader_id_reader")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["staff_user.id"], name=op.f("fk_appeal_decided_by_id_staff_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("statement_id", name=op.f("uq_appeal_statement_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_appeal_public_id")),
    )
    op.create_index(op.f("ix_appeal_reader_id"), "appeal", ["reader_id"])
    op.create_index("ix_appeal_queue", "appeal", ["site_id", "state", "created_at", "id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("appeal")
    op.drop_table("statement")
