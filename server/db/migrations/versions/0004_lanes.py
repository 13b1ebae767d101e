"""Lanes: who drains a queue now, and whether it may be drained"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.db.base import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lane",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("holder", sa.String(length=36), nullable=True),
        sa.Column("not_before", UtcDateTime(), nullable=True),
        sa.Column("rests_why", sa.String(length=200), nullable=False),
        sa.Column("paused_at", UtcDateTime(), nullable=True),
        sa.Column("paused_why", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_lane")),
    )
