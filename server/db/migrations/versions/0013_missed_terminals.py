"""Terminals that are not connected any more"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.db.base import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "terminal_watch",
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("looked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_terminal_watch_shop_id_shop")
        ),
        sa.PrimaryKeyConstraint("shop_id", name=op.f("pk_terminal_watch")),
    )
    op.create_table(
        "missed_terminal",
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("missed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_missed_terminal_shop_id_shop")
        ),
        sa.PrimaryKeyConstraint("device_id", name=op.f("pk_missed_terminal")),
    )
    op.create_index("ix_missed_terminal_shop_id", "missed_terminal", ["shop_id"], unique=False)
