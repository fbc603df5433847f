"""What waits, in order of urgency; claims, and decisions about many comments at once"""

import sqlalchemy as sa
from alembic import op

from commentsvc.domain import likeness

revision = "0010"
down_revision = "0009"

_WAITING = sa.text("urgent_at IS NOT NULL")
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INDEXES = {
    "ix_comment_waiting": ["site_id", "id"],
    "ix_comment_urgent": ["site_id", "urgent_at", "id"],
    "ix_comment_waiting_thread": ["thread_id", "id"],
    "ix_comment_waiting_reader": ["reader_id", "id"],
    "ix_comment_likeness": ["site_id", "likeness", "id"],
}
_WAITS = "(status = 'pending' OR (status = 'approved' AND open_flags > 0)) AND withdrawn_at IS NULL"
# An hour, as a site has it that has set nothing else.
_HOUR_LATER = {
    "sqlite": sa.text("strftime('%Y-%m-%d %H:%M:%f', created_at, '+60 minutes') || '000'"),
    "postgresql": sa.text("created_at + interval '60 minutes'"),
}
_BATCH = 1000


def upgrade() -> None:
    """Take the step."""
    op.add_column("comment", sa.Column("urgent_at", sa.DateTime(), nullable=True))
    op.add_column("comment", sa.Column("unreviewed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("comment", sa.Column("findings", sa.JSON(), nullable=True))
    op.add_column("comment", sa.Column("likeness", sa.String(length=20), nullable=True))
    comment = sa.table("comment", sa.column("urgent_at"))
    op.execute(sa.update(comment).where(sa.text(_WAITS)).values(urgent_at=_HOUR_LATER[op.get_bind().dialect.name]))
    _fill_likeness()
    for name, columns in _INDEXES.items():
        op.create_index(name, "comment", columns, unique=False, postgresql_where=_WAITING, sqlite_where=_WAITING)
    op.create_index(
        "ix_comment_unreviewed",
        "comment",
        ["site_id", "id"],
        unique=False,
        postgresql_where=sa.text("unreviewed"),
        sqlite_where=sa.text("unreviewed = 1"),
    )
    _create_claims()
    _create_runs()


def _fill_likeness() -> None:
    connection = op.get_bind()
    comment = sa.table("comment", sa.column("id"), sa.column("source"), sa.column("urgent_at"), sa.column("likeness"))
    last = 0
    while True:
        wanted = sa.select(comment.c.id, comment.c.source).where(comment.c.id > last, comment.c.urgent_at.is_not(None))
        rows = connection.execute(wanted.order_by(comment.c.id).limit(_BATCH)).all()
        if not rows:
            return
        change = comment.update().where(comment.c.id == sa.bindparam("row_id")).values(likeness=sa.bindparam("key"))
        connection.execute(change, [{"row_id": row.id, "key": likeness.key(row.source)} for row in rows])
        last = rows[-1].id


def _create_claims() -> None:
    op.create_table(
        "comment_claim",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("site_id", _KEY, nullable=False),
        sa.Column("comment_id", _KEY, nullable=False),
        sa.Column("user_id", _KEY, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_claim_comment_id_comment")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_comment_claim_site_id_site")),
        sa.ForeignKeyConstraint(["user_id"], ["staff_user.id"], name=op.f("fk_comment_claim_user_id_staff_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_claim")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_comment_claim_comment_id")),
    )
    op.create_index("ix_comment_claim_age", "comment_claim", ["claimed_at"], unique=False)


def _create_runs() -> None:
    op.create_table(
        "bulk_run",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("site_id", _KEY, nullable=False),
        sa.Column("user_id", _KEY, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("decided", sa.Integer(), nullable=False),
        sa.Column("passed_over", sa.Integer(), nullable=False),
        sa.Column("put_back", sa.Integer(), nullable=False),
        sa.Column("undone_by_id", sa.BigInteger(), nullable=True),
        sa.Column("at_item", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('prepared', 'deciding', 'done', 'undoing', 'undone', 'stopped')", name=op.f("ck_bulk_run_state")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_bulk_run_site_id_site")),
        sa.ForeignKeyConstraint(["user_id"], ["staff_user.id"], name=op.f("fk_bulk_run_user_id_staff_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_run")),
        sa.UniqueConstraint("public_id", name=op.f("uq_bulk_run_public_id")),
    )
    op.create_index("ix_bulk_run_age", "bulk_run", ["created_at"], unique=False)
    op.create_index("ix_bulk_run_site", "bulk_run", ["site_id", "id"], unique=False)
    op.create_table(
        "bulk_item",
        sa.Column("id", _KEY, nullable=False),
        sa.Column("site_id", _KEY, nullable=False),
        sa.Column("run_id", _KEY, nullable=False),
        sa.Column("comment_id", _KEY, nullable=False),
        sa.Column("seen_version", sa.Integer(), nullable=False),
        sa.Column("entry_id", _KEY, nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_bulk_item_comment_id_comment")),
        sa.ForeignKeyConstraint(["entry_id"], ["log_entry.id"], name=op.f("fk_bulk_item_entry_id_log_entry")),
        sa.ForeignKeyConstraint(["run_id"], ["bulk_run.id"], name=op.f("fk_bulk_item_run_id_bulk_run")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_bulk_item_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_item")),
    )
    op.create_index("ix_bulk_item_run", "bulk_item", ["run_id", "id"], unique=False)
    op.create_index("ix_bulk_item_entry", "bulk_item", ["entry_id"], unique=False)


def downgrade() -> None:
    """Take it back."""
    for table in ("bulk_item", "bulk_run", "comment_claim"):
        op.drop_table(table)
    for name in ("ix_comment_unreviewed", *_INDEXES):
        op.drop_index(name, "comment")
    for name in ("likeness", "findings", "unreviewed", "urgent_at"):
        op.drop_column("comment", name)
