"""What providers tell of text messages: receipts, replies, what could not be read, and pulls

The way back is a restored backup: undoing a change of a table would lose what it holds.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.db.base import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sms_mo_inbox",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("stops", sa.Boolean(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("handled_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_mo_inbox")),
        sa.UniqueConstraint("digest", name=op.f("uq_sms_mo_inbox_digest")),
    )
    op.create_index("ix_sms_mo_inbox_phone", "sms_mo_inbox", ["phone", "id"], unique=False)
    op.create_index("ix_sms_mo_inbox_received", "sms_mo_inbox", ["received_at"], unique=False)

    op.create_table(
        "sms_pull",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_pull")),
    )
    op.create_table(
        "sms_receipt_inbox",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("msgid", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("told", sa.String(length=200), nullable=False),
        sa.Column("units", sa.Integer(), nullable=True),
        sa.Column("reported_at", UtcDateTime(), nullable=True),
        sa.Column("ref", sa.String(length=64), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("effect", sa.String(length=32), nullable=False),
        sa.Column("lane", sa.String(length=120), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_receipt_inbox")),
        sa.UniqueConstraint(
            "provider",
            "msgid",
            "phone",
            "status",
            name=op.f("uq_sms_receipt_inbox_provider_msgid_phone_status"),
        ),
    )
    op.create_index(
        "ix_sms_receipt_inbox_lane",
        "sms_receipt_inbox",
        ["lane", "due_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_sms_receipt_inbox_received", "sms_receipt_inbox", ["received_at"], unique=False
    )
    op.create_index("ix_sms_receipt_inbox_ref", "sms_receipt_inbox", ["ref"], unique=False)
    op.create_index(
        "ix_sms_receipt_inbox_waiting",
        "sms_receipt_inbox",
        ["received_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )

    op.create_table(
        "sms_unread",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_unread")),
        sa.UniqueConstraint("digest", name=op.f("uq_sms_unread_digest")),
    )
    op.create_index("ix_sms_unread_received", "sms_unread", ["received_at"], unique=False)
