"""Identity, mail and background work"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Take the step."""
    # Nobody has listened so far: what is old must not be told as news once somebody does.
    op.execute("UPDATE outbox_event SET dispatched_at = occurred_at WHERE dispatched_at IS NULL")
    op.create_table(
        "network_key",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_key")),
        sa.UniqueConstraint("day", name=op.f("uq_network_key_day")),
    )
    op.create_table(
        "erasure",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject_hash", sa.String(length=64), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_erasure_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("site_id", "subject_hash", name=op.f("uq_erasure_site_id_subject_hash")),
    )
    op.create_table(
        "job",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("handler", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("leased_until", sa.DateTime(), nullable=True),
        sa.Column("error", sa.String(length=120), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'done', 'dead')", name=op.f("ck_job_state")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_job_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("handler", "key", name=op.f("uq_job_handler_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_job_public_id")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_age", ["created_at"], unique=False)
        batch_op.create_index(
            "ix_job_due",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("state = 'waiting'"),
            sqlite_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index("ix_job_list", ["site_id", "state", "id"], unique=False)

    op.create_table(
        "mail_block",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_mail_block_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_block")),
        sa.UniqueConstraint("site_id", "address_hash", "kind", name=op.f("uq_mail_block_site_id_address_hash_kind")),
    )
    op.create_table(
        "sent_mail",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_sent_mail_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_sent_mail_key")),
    )
    with op.batch_alter_table("sent_mail", schema=None) as batch_op:
        batch_op.create_index("ix_sent_mail_address", ["site_id", "address_hash", "sent_at"], unique=False)
        batch_op.create_index("ix_sent_mail_age", ["sent_at"], unique=False)

    op.create_table(
        "sign_on_key",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kid", sa.String(length=80), nullable=False),
        sa.Column("algorithm", sa.String(length=8), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("material", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("algorithm IN ('EdDSA', 'ES256', 'HS256')", name=op.f("ck_sign_on_key_algorithm")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_sign_on_key_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_on_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sign_on_key_public_id")),
        sa.UniqueConstraint("site_id", "kid", name=op.f("uq_sign_on_key_site_id_kid")),
    )
    op.create_table(
        "staff_invitation",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("invited_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint(
            "role IN ('administrator', 'moderator', 'editor', 'journalist', 'viewer')",
            name=op.f("ck_staff_invitation_role"),
        ),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["staff_user.id"], name=op.f("fk_staff_invitation_invited_by_id_staff_user")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_staff_invitation_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_invitation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_staff_invitation_public_id")),
    )
    with op.batch_alter_table("staff_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_invitation_site_id"), ["site_id"], unique=False)

    op.create_table(
        "used_token",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("jti_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_used_token_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_used_token")),
        sa.UniqueConstraint("site_id", "jti_hash", name=op.f("uq_used_token_site_id_jti_hash")),
    )
    with op.batch_alter_table("used_token", schema=None) as batch_op:
        batch_op.create_index("ix_used_token_age", ["expires_at"], unique=False)

    op.create_table(
        "webhook",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("url", sa.String(length=2100), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("told_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("kind IN ('signed', 'chat')", name=op.f("ck_webhook_kind")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_webhook_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
        sa.UniqueConstraint("public_id", name=op.f("uq_webhook_public_id")),
    )
    with op.batch_alter_table("webhook", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_webhook_site_id"), ["site_id"], unique=False)

    op.create_table(
        "reader_identity",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reader_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("provider", sa.String(length=10), nullable=False),
        sa.Column("subject_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("provider IN ('mail', 'publisher')", name=op.f("ck_reader_identity_provider")),
        sa.ForeignKeyConstraint(["reader_id"], ["reader.id"], name=op.f("fk_reader_identity_reader_id_reader")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_reader_identity_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_identity")),
        sa.UniqueConstraint(
            "site_id", "provider", "subject_hash", name=op.f("uq_reader_identity_site_id_provider_subject_hash")
        ),
    )
    with op.batch_alter_table("reader_identity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reader_identity_reader_id"), ["reader_id"], unique=False)

    op.create_table(
        "reader_merge",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["reader.id"], name=op.f("fk_reader_merge_account_id_reader")),
        sa.ForeignKeyConstraint(["guest_id"], ["reader.id"], name=op.f("fk_reader_merge_guest_id_reader")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_reader_merge_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reader_merge")),
        sa.UniqueConstraint("guest_id", name=op.f("uq_reader_merge_guest_id")),
    )
    with op.batch_alter_table("reader_merge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reader_merge_account_id"), ["account_id"], unique=False)

    op.create_table(
        "sign_in_request",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guest_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("network", sa.String(length=24), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("collected_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["guest_id"], ["reader.id"], name=op.f("fk_sign_in_request_guest_id_reader")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_sign_in_request_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_request")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sign_in_request_public_id")),
    )
    with op.batch_alter_table("sign_in_request", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_request_address", ["site_id", "address_hash", "created_at"], unique=False)
        batch_op.create_index("ix_sign_in_request_age", ["created_at"], unique=False)

    op.create_table(
        "webhook_delivery",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("webhook_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("occurred_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("error", sa.String(length=60), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'delivered', 'failed')", name=op.f("ck_webhook_delivery_state")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_webhook_delivery_site_id_site")),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhook.id"], name=op.f("fk_webhook_delivery_webhook_id_webhook")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint("public_id", name=op.f("uq_webhook_delivery_public_id")),
        sa.UniqueConstraint("webhook_id", "event_id", name=op.f("uq_webhook_delivery_webhook_id_event_id")),
    )
    with op.batch_alter_table("webhook_delivery", schema=None) as batch_op:
        batch_op.create_index("ix_webhook_delivery_age", ["created_at"], unique=False)
        batch_op.create_index("ix_webhook_delivery_list", ["webhook_id", "id"], unique=False)

    op.create_table(
        "subscription",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reader_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cadence", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("cadence IN ('at_once', 'hourly', 'daily')", name=op.f("ck_subscription_cadence")),
        sa.ForeignKeyConstraint(["reader_id"], ["reader.id"], name=op.f("fk_subscription_reader_id_reader")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_subscription_site_id_site")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_subscription_thread_id_thread")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint("public_id", name=op.f("uq_subscription_public_id")),
        sa.UniqueConstraint("reader_id", "thread_id", name=op.f("uq_subscription_reader_id_thread_id")),
    )
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.create_index("ix_subscription_thread", ["thread_id"], unique=False)

    op.create_table(
        "contact",
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reader_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("preferences", sa.JSON(), nullable=False),
        sa.Column("consent_version", sa.String(length=20), nullable=False),
        sa.Column("consented_at", sa.DateTime(), nullable=True),
        sa.Column("verified_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["reader_id"], ["reader.id"], name=op.f("fk_contact_reader_id_reader")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["correction_report.id"], name=op.f("fk_contact_report_id_correction_report")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_contact_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sa.UniqueConstraint("public_id", name=op.f("uq_contact_public_id")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index("ix_contact_address", ["site_id", "address_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_reader_id"), ["reader_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contact_report_id"), ["report_id"], unique=False)

    op.create_table(
        "notification",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("site_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("contact_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("comment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("report_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_notification_comment_id_comment")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name=op.f("fk_notification_contact_id_contact")),
        sa.ForeignKeyConstraint(
            ["report_id"], ["correction_report.id"], name=op.f("fk_notification_report_id_correction_report")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_notification_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("key", name=op.f("uq_notification_key")),
    )
    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.create_index("ix_notification_age", ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_notification_comment_id"), ["comment_id"], unique=False)
        batch_op.create_index("ix_notification_contact", ["contact_id", "due_at"], unique=False)
        batch_op.create_index(
            "ix_notification_due",
            ["due_at"],
            unique=False,
            postgresql_where=sa.text("sent_at IS NULL"),
            sqlite_where=sa.text("sent_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_notification_report_id"), ["report_id"], unique=False)

    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sections", sa.JSON(), nullable=False, server_default="[]"))

    with op.batch_alter_table("reader", schema=None) as batch_op:
        batch_op.add_column(sa.Column("erased_at", sa.DateTime(), nullable=True))

    with op.batch_alter_table("reader_token", schema=None) as batch_op:
        batch_op.add_column(sa.Column("device", sa.String(length=60), nullable=False, server_default=""))

    with op.batch_alter_table("staff_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proved_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("device", sa.String(length=60), nullable=False, server_default=""))

    with op.batch_alter_table("staff_user", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tf_primary_method", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("tf_totp_secret", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("mf_recovery_codes", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("tf_last_counter", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Take it back."""
    op.drop_column("staff_user", "tf_last_counter")
    op.drop_column("staff_user", "mf_recovery_codes")
    op.drop_column("staff_user", "tf_totp_secret")
    op.drop_column("staff_user", "tf_primary_method")

    op.drop_column("staff_session", "device")
    op.drop_column("staff_session", "proved_at")

    op.drop_column("reader_token", "device")

    op.drop_column("reader", "erased_at")

    op.drop_column("membership", "sections")

    with op.batch_alter_table("notification", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notification_report_id"))
        batch_op.drop_index(
            "ix_notification_due", postgresql_where=sa.text("sent_at IS NULL"), sqlite_where=sa.text("sent_at IS NULL")
        )
        batch_op.drop_index("ix_notification_contact")
        batch_op.drop_index(batch_op.f("ix_notification_comment_id"))
        batch_op.drop_index("ix_notification_age")

    op.drop_table("notification")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_report_id"))
        batch_op.drop_index(batch_op.f("ix_contact_reader_id"))
        batch_op.drop_index("ix_contact_address")

    op.drop_table("contact")
    with op.batch_alter_table("subscription", schema=None) as batch_op:
        batch_op.drop_index("ix_subscription_thread")

    op.drop_table("subscription")
    with op.batch_alter_table("webhook_delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_webhook_delivery_list")
        batch_op.drop_index("ix_webhook_delivery_age")

    op.drop_table("webhook_delivery")
    with op.batch_alter_table("sign_in_request", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_request_age")
        batch_op.drop_index("ix_sign_in_request_address")

    op.drop_table("sign_in_request")
    with op.batch_alter_table("reader_merge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reader_merge_account_id"))

    op.drop_table("reader_merge")
    with op.batch_alter_table("reader_identity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reader_identity_reader_id"))

    op.drop_table("reader_identity")
    with op.batch_alter_table("webhook", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_webhook_site_id"))

    op.drop_table("webhook")
    with op.batch_alter_table("used_token", schema=None) as batch_op:
        batch_op.drop_index("ix_used_token_age")

    op.drop_table("used_token")
    with op.batch_alter_table("staff_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_invitation_site_id"))

    op.drop_table("staff_invitation")
    op.drop_table("sign_on_key")
    with op.batch_alter_table("sent_mail", schema=None) as batch_op:
        batch_op.drop_index("ix_sent_mail_age")
        batch_op.drop_index("ix_sent_mail_address")

    op.drop_table("sent_mail")
    op.drop_table("mail_block")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_list")
        batch_op.drop_index(
            "ix_job_due", postgresql_where=sa.text("state = 'waiting'"), sqlite_where=sa.text("state = 'waiting'")
        )
        batch_op.drop_index("ix_job_age")

    op.drop_table("job")
    op.drop_table("erasure")
    op.drop_table("network_key")
