"""Corrections found again and answered"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "saved_view",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("area", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_saved_view_site_id_site")),
        sa.ForeignKeyConstraint(["user_id"], ["staff_user.id"], name=op.f("fk_saved_view_user_id_staff_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("public_id", name=op.f("uq_saved_view_public_id")),
        sa.UniqueConstraint("user_id", "site_id", "area", "name", name=op.f("uq_saved_view_user_id_site_id_area_name")),
    )
    op.create_table(
        "correction_notice",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=True),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'waiting', 'published', 'withdrawn')", name=op.f("ck_correction_notice_state")
        ),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_correction_notice_article_id_article")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_correction_notice_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction_notice")),
        sa.UniqueConstraint("public_id", name=op.f("uq_correction_notice_public_id")),
    )
    op.create_index("ix_correction_notice_article", "correction_notice", ["article_id", "state"], unique=False)
    op.create_index(
        "ix_correction_notice_published", "correction_notice", ["site_id", "state", "published_at"], unique=False
    )

    op.create_table(
        "notice_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("notice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("approved_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('typo', 'correction', 'clarification', 'update', 'editors_note', 'retraction')",
            name=op.f("ck_notice_version_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["staff_user.id"], name=op.f("fk_notice_version_approved_by_id_staff_user")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["correction_notice.id"], name=op.f("fk_notice_version_notice_id_correction_notice")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_notice_version_site_id_site")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["staff_user.id"], name=op.f("fk_notice_version_written_by_id_staff_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_version")),
        sa.UniqueConstraint("notice_id", "number", name=op.f("uq_notice_version_notice_id_number")),
    )
    op.create_table(
        "notice_report",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("notice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["correction_notice.id"], name=op.f("fk_notice_report_notice_id_correction_notice")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["correction_report.id"], name=op.f("fk_notice_report_report_id_correction_report")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_notice_report_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_report")),
        sa.UniqueConstraint("notice_id", "report_id", name=op.f("uq_notice_report_notice_id_report_id")),
    )
    op.create_index("ix_notice_report_report_id", "notice_report", ["report_id"], unique=False)

    op.create_table(
        "report_support",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reader_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("network", sa.String(length=24), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["reader_id"], ["reader.id"], name=op.f("fk_report_support_reader_id_reader")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["correction_report.id"], name=op.f("fk_report_support_report_id_correction_report")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_report_support_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_support")),
        sa.UniqueConstraint("report_id", "reader_id", name=op.f("uq_report_support_report_id_reader_id")),
    )
    op.create_index("ix_report_support_reader_id", "report_support", ["reader_id"], unique=False)

    op.add_column("article", sa.Column("current_version_id", sa.BigInteger(), nullable=True))

    op.add_column(
        "article_version", sa.Column("provenance", sa.String(length=12), server_default="hint", nullable=False)
    )
    op.add_column("article_version", sa.Column("claimed_from", sa.String(length=24), nullable=True))
    op.add_column("article_version", sa.Column("seen_at", sa.DateTime(), nullable=True))

    op.add_column("correction_report", sa.Column("found", sa.String(length=12), nullable=True))
    op.add_column("correction_report", sa.Column("found_version_id", sa.BigInteger(), nullable=True))
    op.add_column("correction_report", sa.Column("found_start", sa.Integer(), nullable=True))
    op.add_column("correction_report", sa.Column("found_end", sa.Integer(), nullable=True))
    op.add_column("correction_report", sa.Column("found_score", sa.Double(), nullable=True))
    op.add_column("correction_report", sa.Column("found_words", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "correction_report", sa.Column("looks_fixed", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("correction_report", sa.Column("due_at", sa.DateTime(), nullable=True))
    op.add_column("correction_report", sa.Column("decided_at", sa.DateTime(), nullable=True))
    op.add_column("correction_report", sa.Column("assignee_id", sa.BigInteger(), nullable=True))
    op.add_column("correction_report", sa.Column("claimed_by_id", sa.BigInteger(), nullable=True))
    op.add_column("correction_report", sa.Column("claimed_at", sa.DateTime(), nullable=True))
    op.add_column("correction_report", sa.Column("comment_id", sa.BigInteger(), nullable=True))
    op.add_column("correction_report", sa.Column("via", sa.String(length=10), server_default="reader", nullable=False))
    op.create_index("ix_correction_report_due", "correction_report", ["site_id", "state", "due_at"], unique=False)
    op.create_index(
        "ix_correction_report_fixed",
        "correction_report",
        ["site_id", "id"],
        unique=False,
        sqlite_where=sa.text("looks_fixed"),
        postgresql_where=sa.text("looks_fixed"),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_index("ix_correction_report_fixed", "correction_report")
    op.drop_index("ix_correction_report_due", "correction_report")
    op.drop_column("correction_report", "via")
    op.drop_column("correction_report", "comment_id")
    op.drop_column("correction_report", "claimed_at")
    op.drop_column("correction_report", "claimed_by_id")
    op.drop_column("correction_report", "assignee_id")
    op.drop_column("correction_report", "decided_at")
    op.drop_column("correction_report", "due_at")
    op.drop_column("correction_report", "looks_fixed")
    op.drop_column("correction_report", "found_words")
    op.drop_column("correction_report", "found_score")
    op.drop_column("correction_report", "found_end")
    op.drop_column("correction_report", "found_start")
    op.drop_column("correction_report", "found_version_id")
    op.drop_column("correction_report", "found")

    op.drop_column("article_version", "seen_at")
    op.drop_column("article_version", "claimed_from")
    op.drop_column("article_version", "provenance")

    op.drop_column("article", "current_version_id")

    op.drop_index("ix_report_support_reader_id", "report_support")

    op.drop_table("report_support")
    op.drop_index("ix_notice_report_report_id", "notice_report")

    op.drop_table("notice_report")
    op.drop_table("notice_version")
    op.drop_index("ix_correction_notice_published", "correction_notice")
    op.drop_index("ix_correction_notice_article", "correction_notice")

    op.drop_table("correction_notice")
    op.drop_table("saved_view")
