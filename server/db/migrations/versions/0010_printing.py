"""Printers, what is to be printed, and an index of what no screen showed

The way back is a restored backup: undoing a change of a table would lose what it holds.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.db.base import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "printer",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("columns", sa.SmallInteger(), nullable=False),
        sa.Column("has_receipts", sa.Boolean(), nullable=False),
        sa.Column("prints_paid", sa.Boolean(), nullable=False),
        sa.Column("opens_drawer", sa.Boolean(), nullable=False),
        sa.Column("station_ids", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_printer_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printer")),
    )
    op.create_index(op.f("ix_printer_shop_id"), "printer", ["shop_id"], unique=False)

    op.create_table(
        "print_job",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=True),
        sa.Column("once_key", sa.String(length=80), nullable=True),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("line_ids", sa.Text(), nullable=False),
        sa.Column("is_asked", sa.Boolean(), nullable=False),
        sa.Column("room_name", sa.String(length=20), nullable=True),
        sa.Column("hand_tag", sa.String(length=12), nullable=True),
        sa.Column("numbers", sa.String(length=200), nullable=False),
        sa.Column("total_fen", sa.Integer(), nullable=True),
        sa.Column("printer_id", sa.String(length=36), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=32), nullable=True),
        sa.Column("copies", sa.SmallInteger(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("queued_at", UtcDateTime(), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("claimed_by", sa.String(length=36), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["printer_id"], ["printer.id"], name=op.f("fk_print_job_printer_id_printer")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_print_job_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
    )
    op.create_index(
        "ix_print_job_shop_created", "print_job", ["shop_id", "created_at", "id"], unique=False
    )
    op.create_index("ix_print_job_subject", "print_job", ["subject_id"], unique=False)
    op.create_index(
        "ix_print_job_unsettled",
        "print_job",
        ["shop_id"],
        unique=False,
        sqlite_where=sa.text("state NOT IN ('printed', 'cancelled')"),
        postgresql_where=sa.text("state NOT IN ('printed', 'cancelled')"),
    )
    op.create_index("uq_print_job_once", "print_job", ["shop_id", "once_key"], unique=True)

    op.create_index(
        "ix_catering_order_batch_unseen",
        "catering_order_batch",
        ["placed_at"],
        unique=False,
        sqlite_where=sa.text("seen_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL"),
    )
