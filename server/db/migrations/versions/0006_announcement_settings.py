"""Announcement settings of brands and shops, calls worded by a shop"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("brand", "shop"):
        op.add_column(
            table,
            sa.Column("told_version", sa.String(length=36), nullable=False, server_default=""),
        )
    op.create_table(
        "announcement_setting",
        sa.Column("scope_id", sa.String(length=36), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("is_spoken", sa.Boolean(), nullable=False),
        sa.Column("room_template", sa.String(length=200), nullable=False),
        sa.Column("tag_template", sa.String(length=200), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("delay_s", sa.SmallInteger(), nullable=False),
        sa.Column("repeats", sa.SmallInteger(), nullable=False),
        sa.Column("interval_s", sa.SmallInteger(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("chime", sa.String(length=16), nullable=False),
        sa.Column("voice_rate", sa.SmallInteger(), nullable=False),
        sa.Column("expires_after_s", sa.SmallInteger(), nullable=False),
        sa.Column("confirm_within_s", sa.SmallInteger(), nullable=False),
        sa.Column("quiet_starts", sa.String(length=5), nullable=False),
        sa.Column("quiet_ends", sa.String(length=5), nullable=False),
        sa.PrimaryKeyConstraint(
            "scope_id", "event", "channel", name=op.f("pk_announcement_setting")
        ),
    )
    op.create_table(
        "manner_setting",
        sa.Column("scope_id", sa.String(length=36), nullable=False),
        sa.Column("burst_s", sa.SmallInteger(), nullable=False),
        sa.Column("offline_after_s", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("scope_id", name=op.f("pk_manner_setting")),
    )
    op.create_table(
        "pad_call_template",
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("template_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("label", sa.String(length=20), nullable=False),
        sa.Column("call_name", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_pad_call_template_shop_id_shop")
        ),
        sa.PrimaryKeyConstraint("shop_id", "template_id", name=op.f("pk_pad_call_template")),
    )
