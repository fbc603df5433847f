"""Figures about moderation"""

from alembic import op

revision = "0013"
down_revision = "0012"

_DECISIONS = ["site_id", "subject_type", "action", "at", "actor_id", "from_state", "from_reason"]


def upgrade() -> None:
    """Take the step."""
    op.create_index("ix_comment_posted", "comment", ["site_id", "created_at", "thread_id"])
    op.create_index("ix_flag_raised", "flag", ["site_id", "created_at", "comment_id"])
    op.create_index("ix_log_entry_figures", "log_entry", _DECISIONS)


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_log_entry_figures", "log_entry")
    op.drop_index("ix_flag_raised", "flag")
    op.drop_index("ix_comment_posted", "comment")
