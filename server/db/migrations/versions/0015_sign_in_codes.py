"""Signing in at a new device by a code, for shops that ask for it

Where people are signed in now counts as known, so that turning it on locks nobody out.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.db.base import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "shop",
        sa.Column("asks_sign_in_code", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "staff", sa.Column("phone", sa.String(length=20), server_default="", nullable=False)
    )
    op.create_table(
        "staff_device",
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_staff_device_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_device_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("staff_id", "device_id", name=op.f("pk_staff_device")),
    )
    op.create_table(
        "sign_in_code",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.String(length=36), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_sign_in_code_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_code")),
        sa.UniqueConstraint("staff_id", "place", name=op.f("uq_sign_in_code_staff_id_place")),
    )
    op.execute(
        "INSERT INTO staff_device (staff_id, device_id, since)"
        " SELECT staff_id, device_id, max(expires_at) FROM staff_session"
        " WHERE device_id IS NOT NULL GROUP BY staff_id, device_id"
    )
