"""Prepaid messages, their phones, who is blocked, templates

The way back is a restored backup: undoing a change of a table would lose what it holds.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.db.base import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sms_blocked",
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["brand_id"], ["brand.id"], name=op.f("fk_sms_blocked_brand_id_brand")
        ),
        sa.PrimaryKeyConstraint("brand_id", "phone", name=op.f("pk_sms_blocked")),
    )
    op.create_table(
        "sms_template",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=536), nullable=False),
        sa.Column("params", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["brand_id"], ["brand.id"], name=op.f("fk_sms_template_brand_id_brand")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_template")),
        sa.UniqueConstraint("brand_id", "name", name=op.f("uq_sms_template_brand_id_name")),
    )
    op.create_table(
        "sms_message",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("client_ref", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("lane", sa.String(length=120), nullable=False),
        sa.Column("text", sa.String(length=536), nullable=False),
        sa.Column("units_each", sa.Integer(), nullable=False),
        sa.Column("phones", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("undelivered", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("hold_id", sa.String(length=36), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("look_at", UtcDateTime(), nullable=True),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("provider_msg_id", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "left_out >= 0 AND delivered >= 0 AND undelivered >= 0"
            " AND left_out + delivered + undelivered <= phones",
            name=op.f("ck_sms_message_tally"),
        ),
        sa.CheckConstraint("phones > 0 AND units_each > 0", name=op.f("ck_sms_message_counts")),
        sa.ForeignKeyConstraint(
            ["brand_id"], ["sms_account.brand_id"], name=op.f("fk_sms_message_brand_id_sms_account")
        ),
        sa.ForeignKeyConstraint(
            ["hold_id"], ["sms_hold.id"], name=op.f("fk_sms_message_hold_id_sms_hold")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_message")),
        sa.UniqueConstraint(
            "brand_id", "client_ref", name=op.f("uq_sms_message_brand_id_client_ref")
        ),
    )
    op.create_index("ix_sms_message_brand", "sms_message", ["brand_id", "id"], unique=False)
    op.create_index(
        "ix_sms_message_lane",
        "sms_message",
        ["lane", "due_at", "id"],
        unique=False,
        sqlite_where=sa.text("state IN ('queued', 'paid', 'submitting')"),
        postgresql_where=sa.text("state IN ('queued', 'paid', 'submitting')"),
    )
    op.create_index(
        "ix_sms_message_look",
        "sms_message",
        ["brand_id", "look_at"],
        unique=False,
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
    op.create_index(
        "ix_sms_message_provider",
        "sms_message",
        ["provider_msg_id"],
        unique=False,
        sqlite_where=sa.text("provider_msg_id IS NOT NULL"),
        postgresql_where=sa.text("provider_msg_id IS NOT NULL"),
    )

    op.create_table(
        "sms_phone",
        sa.Column("message_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=64), nullable=False),
        sa.Column("charged", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=True),
        sa.Column("counted_at", UtcDateTime(), nullable=True),
        sa.Column("reported_units", sa.Integer(), nullable=True),
        sa.Column("reported_at", UtcDateTime(), nullable=True),
        sa.Column("remark", sa.String(length=32), nullable=True),
        sa.CheckConstraint(
            "units > 0 AND (charged = 0 OR charged = units)", name=op.f("ck_sms_phone_units")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["sms_message.id"], name=op.f("fk_sms_phone_message_id_sms_message")
        ),
        sa.PrimaryKeyConstraint("message_id", "place", name=op.f("pk_sms_phone")),
        sa.UniqueConstraint("phone", "message_id", name=op.f("uq_sms_phone_phone_message_id")),
    )
    op.create_index(
        "ix_sms_phone_counted",
        "sms_phone",
        ["phone", "counted_at"],
        unique=False,
        sqlite_where=sa.text("counted_at IS NOT NULL"),
        postgresql_where=sa.text("counted_at IS NOT NULL"),
    )
    op.create_index(
        "ix_sms_phone_remarked",
        "sms_phone",
        ["reported_at"],
        unique=False,
        sqlite_where=sa.text("remark IS NOT NULL OR reported_units <> units"),
        postgresql_where=sa.text("remark IS NOT NULL OR reported_units <> units"),
    )
