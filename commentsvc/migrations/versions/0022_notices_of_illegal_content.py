"""Notices of illegal content, with snapshots of what they are about, and what is known of their senders"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_STATES = "'new', 'asked', 'removed', 'kept', 'unsubstantiated', 'set_aside', 'withdrawn'"
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(), nullable=nullable)


def _site(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f(f"fk_{table}_site_id_site"))


def upgrade() -> None:
    """Take the step."""
    _notices()
    _comments()
    op.create_table(
        "content_notice_remark",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("site_id", _KEY, nullable=False),
        sa.Column("notice_id", _KEY, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _moment("created_at"),
        _site("content_notice_remark"),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["content_notice.id"], name=op.f("fk_content_notice_remark_notice_id_content_notice")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_notice_remark")),
    )
    op.create_index(op.f("ix_content_notice_remark_notice_id"), "content_notice_remark", ["notice_id"])
    op.create_table(
        "notice_sender",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("site_id", _KEY, nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("trusted", sa.Boolean(), nullable=False),
        _moment("warned_at", nullable=True),
        _moment("suspended_at", nullable=True),
        _moment("suspended_until", nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _moment("updated_at"),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        _site("notice_sender"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_sender")),
        sa.UniqueConstraint("public_id", name=op.f("uq_notice_sender_public_id")),
        sa.UniqueConstraint("site_id", "address_hash", name=op.f("uq_notice_sender_site_id_address_hash")),
    )
    op.add_column("contact", sa.Column("content_notice_id", sa.BigInteger(), nullable=True))
    op.create_index(op.f("ix_contact_content_notice_id"), "contact", ["content_notice_id"])


def _notices() -> None:
    op.create_table(
        "content_notice",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("site_id", _KEY, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("law", sa.String(length=300), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        _moment("good_faith_at"),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("network", sa.String(length=24), nullable=False),
        sa.Column("via", sa.String(length=8), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("unfounded", sa.Boolean(), nullable=False),
        _moment("due_at"),
        _moment("decided_at", nullable=True),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("claimed_by_id", sa.BigInteger(), nullable=True),
        _moment("claimed_at", nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _moment("created_at"),
        _moment("updated_at"),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint(f"state IN ({_STATES})", name=op.f("ck_content_notice_state")),
        _site("content_notice"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_content_notice")),
        sa.UniqueConstraint("public_id", name=op.f("uq_content_notice_public_id")),
    )
    op.create_index("ix_content_notice_queue", "content_notice", ["site_id", "state", "due_at"])
    op.create_index("ix_content_notice_sender", "content_notice", ["site_id", "address_hash", "id"])
    op.create_index("ix_content_notice_received", "content_notice", ["site_id", "created_at"])


def _comments() -> None:
    op.create_table(
        "reported_comment",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("site_id", _KEY, nullable=False),
        sa.Column("notice_id", _KEY, nullable=False),
        sa.Column("comment_id", sa.BigInteger(), nullable=False),
        sa.Column("comment_public_id", sa.String(length=16), nullable=False),
        sa.Column("comment_version", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("author_name", sa.String(length=120), nullable=False),
        _moment("posted_at"),
        _moment("edited_at", nullable=True),
        sa.Column("article_key", sa.String(length=2100), nullable=False),
        sa.Column("article_url", sa.String(length=2100), nullable=False),
        sa.Column("article_title", sa.String(length=300), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        _moment("taken_at"),
        _site("reported_comment"),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["content_notice.id"], name=op.f("fk_reported_comment_notice_id_content_notice")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reported_comment")),
        sa.UniqueConstraint("notice_id", "comment_id", name=op.f("uq_reported_comment_notice_id_comment_id")),
    )
    op.create_index(op.f("ix_reported_comment_comment_id"), "reported_comment", ["comment_id"])


def downgrade() -> None:
    """Take it back."""
    op.drop_index(op.f("ix_contact_content_notice_id"), "contact")
    op.drop_column("contact", "content_notice_id")
    op.drop_table("notice_sender")
    op.drop_index(op.f("ix_content_notice_remark_notice_id"), "content_notice_remark")
    op.drop_table("content_notice_remark")
    op.drop_index(op.f("ix_reported_comment_comment_id"), "reported_comment")
    op.drop_table("reported_comment")
    for name in ("ix_content_notice_received", "ix_content_notice_sender", "ix_content_notice_queue"):
        op.drop_index(name, "content_notice")
    op.drop_table("content_notice")
