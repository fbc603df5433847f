"""Lists of words, and rules that are tried on the past"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Take the step."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "word_list",
        sa.Column("id", key, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("action IN ('hold', 'reject')", name=op.f("ck_word_list_action")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_word_list_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_word_list")),
        sa.UniqueConstraint("public_id", name=op.f("uq_word_list_public_id")),
    )
    op.create_index("ix_word_list_site", "word_list", ["site_id", "id"])
    op.create_table(
        "rule_trial",
        sa.Column("id", key, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("user_id", key, nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'done')", name=op.f("ck_rule_trial_state")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_rule_trial_site_id_site")),
        sa.ForeignKeyConstraint(["user_id"], ["staff_user.id"], name=op.f("fk_rule_trial_user_id_staff_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_trial")),
        sa.UniqueConstraint("public_id", name=op.f("uq_rule_trial_public_id")),
    )
    op.create_index("ix_rule_trial_age", "rule_trial", ["created_at"])
    op.create_index("ix_rule_trial_site", "rule_trial", ["site_id", "id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_rule_trial_site", "rule_trial")
    op.drop_index("ix_rule_trial_age", "rule_trial")
    op.drop_table("rule_trial")
    op.drop_index("ix_word_list_site", "word_list")
    op.drop_table("word_list")
