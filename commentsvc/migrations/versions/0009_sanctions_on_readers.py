"""Sanctions on readers, notes about them, and the reasons that a site gives"""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_ALPHABET = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
_READER = sa.table("reader", sa.column("id"), sa.column("site_id"), sa.column("banned"), sa.column("sanctioned"))


def upgrade() -> None:
    """Take the step."""
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "sanction",
        sa.Column("id", key, nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("reader_id", key, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("given_by_id", key, nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.CheckConstraint(
            "kind IN ('warning', 'suspension', 'ban', 'held', 'trusted')", name=op.f("ck_sanction_kind")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_sanction_site_id_site")),
        sa.ForeignKeyConstraint(["reader_id"], ["reader.id"], name=op.f("fk_sanction_reader_id_reader")),
        sa.ForeignKeyConstraint(["given_by_id"], ["staff_user.id"], name=op.f("fk_sanction_given_by_id_staff_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sanction")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sanction_public_id")),
    )
    op.create_index(op.f("ix_sanction_reader_id"), "sanction", ["reader_id"], unique=False)
    op.create_table(
        "reader_note",
        sa.Column("id", key, nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("reader_id", key, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by_id", key, nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_reader_note_site_id_site")),
        sa.ForeignKeyConstraint(["reader_id"], ["reader.id"], name=op.f("fk_reader_note_reader_id_reader")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["staff_user.id"], name=op.f("fk_reader_note_written_by_id_staff_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_note")),
        sa.UniqueConstraint("public_id", name=op.f("uq_reader_note_public_id")),
    )
    op.create_index(op.f("ix_reader_note_reader_id"), "reader_note", ["reader_id"], unique=False)
    op.create_table(
        "site_reason",
        sa.Column("id", key, nullable=False),
        sa.Column("site_id", key, nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_site_reason_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_reason")),
        sa.UniqueConstraint("site_id", "code", name=op.f("uq_site_reason_site_id_code")),
    )
    with op.batch_alter_table("reader") as batch_op:
        batch_op.add_column(sa.Column("sanctioned", sa.Boolean(), nullable=False, server_default=sa.false()))
    _give_bans()


def _give_bans() -> None:
    """Whoever is banned has a ban that can be seen and lifted; since when and by whom nobody has written down."""
    connection = op.get_bind()
    banned = connection.execute(sa.select(_READER.c.id, _READER.c.site_id).where(_READER.c.banned == sa.true())).all()
    columns = ("site_id", "reader_id", "kind", "words", "starts_at", "version", "public_id")
    sanction = sa.table("sanction", *(sa.column(name) for name in columns))
    now = datetime.now(UTC).replace(tzinfo=None)
    for reader in banned:
        public_id = "".join(secrets.choice(_ALPHABET) for _ in range(16))
        given = {"site_id": reader.site_id, "reader_id": reader.id, "kind": "ban", "words": "", "version": 1}
        connection.execute(sa.insert(sanction).values(**given, starts_at=now, public_id=public_id))
    connection.execute(sa.update(_READER).where(_READER.c.banned == sa.true()).values(sanctioned=sa.true()))


def downgrade() -> None:
    """Take it back."""
    with op.batch_alter_table("reader") as batch_op:
        batch_op.drop_column("sanctioned")
    op.drop_table("site_reason")
    op.drop_index(op.f("ix_reader_note_reader_id"), "reader_note")
    op.drop_table("reader_note")
    op.drop_index(op.f("ix_sanction_reader_id"), "sanction")
    op.drop_table("sanction")
