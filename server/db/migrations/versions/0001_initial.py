"""The tables of the first release

The way back is a restored backup: undoing a change of a table would lose what it holds.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.db.base import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brand",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("say_one_as_yao", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brand")),
        sa.UniqueConstraint("code", name=op.f("uq_brand_code")),
    )
    op.create_table(
        "idempotency",
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=True),
        sa.Column("headers", sa.Text(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "key", name=op.f("pk_idempotency")),
    )
    op.create_index(op.f("ix_idempotency_created_at"), "idempotency", ["created_at"], unique=False)
    op.create_table(
        "job",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index(
        "ix_job_due",
        "job",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_index("ix_job_status_ended", "job", ["status", "ended_at"], unique=False)
    op.create_index(
        "uq_job_waiting",
        "job",
        ["kind", "key"],
        unique=True,
        sqlite_where=sa.text("status = 'waiting'"),
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_table(
        "journal_base",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_base")),
    )
    op.create_table(
        "journal_event",
        sa.Column("stream", sa.String(length=120), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("ts", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("collapse_key", sa.String(length=120), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("stream", "seq", name=op.f("pk_journal_event")),
    )
    op.create_index(
        "ix_journal_event_collapse",
        "journal_event",
        ["stream", "collapse_key", "seq"],
        unique=False,
        sqlite_where=sa.text("collapse_key IS NOT NULL"),
        postgresql_where=sa.text("collapse_key IS NOT NULL"),
    )
    op.create_index(op.f("ix_journal_event_ts"), "journal_event", ["ts"], unique=False)
    op.create_table(
        "journal_stream",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("top", sa.BigInteger(), nullable=False),
        sa.Column("floor", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_journal_stream")),
    )
    op.create_table(
        "speech_claim",
        sa.Column("announcement_id", sa.String(length=36), nullable=False),
        sa.Column("repeat", sa.SmallInteger(), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=False),
        sa.Column("granted_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("result", sa.String(length=12), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("announcement_id", "repeat", name=op.f("pk_speech_claim")),
    )
    op.create_table(
        "shop",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("weekly_hours", sa.Text(), nullable=False),
        sa.Column("manual_open", sa.Boolean(), nullable=True),
        sa.Column("manual_reason", sa.String(length=200), nullable=False),
        sa.Column("manual_until", UtcDateTime(), nullable=True),
        sa.Column("default_target_minutes", sa.SmallInteger(), nullable=False),
        sa.Column("delivery_minutes", sa.SmallInteger(), nullable=False),
        sa.Column("collect_hint", sa.String(length=60), nullable=False),
        sa.Column("pad_calls", sa.Text(), nullable=False),
        sa.Column("last_business_day", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_shop_brand_id_brand")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop")),
        sa.UniqueConstraint("code", name=op.f("uq_shop_code")),
    )
    op.create_table(
        "category",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("blurb", sa.String(length=60), nullable=False),
        sa.Column("tint", sa.SmallInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_category_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
    )
    op.create_index(op.f("ix_category_shop_id"), "category", ["shop_id"], unique=False)
    op.create_table(
        "hand_tag",
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("tag", sa.String(length=12), nullable=False),
        sa.Column("blocked_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("tag <> ''", name=op.f("ck_hand_tag_tag_not_empty")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_hand_tag_shop_id_shop")),
        sa.PrimaryKeyConstraint("shop_id", "tag", name=op.f("pk_hand_tag")),
    )
    op.create_table(
        "im_message",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("announcement_id", sa.String(length=36), nullable=False),
        sa.Column("repeat", sa.SmallInteger(), nullable=False),
        sa.Column("account", sa.String(length=60), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("speech_zone", sa.String(length=40), nullable=False),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("msg_type", sa.SmallInteger(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("spoken", sa.Text(), nullable=False),
        sa.Column("template", sa.String(length=200), nullable=False),
        sa.Column("chime", sa.String(length=16), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("voice_rate", sa.SmallInteger(), nullable=False),
        sa.Column("order_id", sa.String(length=36), nullable=True),
        sa.Column("stay_id", sa.String(length=36), nullable=True),
        sa.Column("call_id", sa.String(length=36), nullable=True),
        sa.Column("line_ids", sa.Text(), nullable=False),
        sa.Column("room_id", sa.String(length=36), nullable=True),
        sa.Column("therapist_id", sa.String(length=36), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("why", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("delivered_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("lease_until", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_im_message_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_im_message")),
        sa.UniqueConstraint(
            "announcement_id",
            "repeat",
            "account",
            name=op.f("uq_im_message_announcement_id_repeat_account"),
        ),
    )
    op.create_index(
        "ix_im_message_account",
        "im_message",
        ["account"],
        unique=False,
        sqlite_where=sa.text("status IN ('pending', 'sent', 'delivered')"),
        postgresql_where=sa.text("status IN ('pending', 'sent', 'delivered')"),
    )
    op.create_index(
        "ix_im_message_call",
        "im_message",
        ["call_id"],
        unique=False,
        sqlite_where=sa.text("status IN ('pending', 'sent', 'delivered')"),
        postgresql_where=sa.text("status IN ('pending', 'sent', 'delivered')"),
    )
    op.create_index(
        "ix_im_message_due",
        "im_message",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("status IN ('pending', 'sent', 'delivered')"),
        postgresql_where=sa.text("status IN ('pending', 'sent', 'delivered')"),
    )
    op.create_index(
        "ix_im_message_order",
        "im_message",
        ["order_id"],
        unique=False,
        sqlite_where=sa.text("status IN ('pending', 'sent', 'delivered')"),
        postgresql_where=sa.text("status IN ('pending', 'sent', 'delivered')"),
    )
    op.create_index(
        "ix_im_message_placement",
        "im_message",
        ["stay_id", "created_at"],
        unique=False,
        sqlite_where=sa.text("repeat = 1 AND event IN ('order.placed', 'order.added')"),
        postgresql_where=sa.text("repeat = 1 AND event IN ('order.placed', 'order.added')"),
    )
    op.create_index("ix_im_message_shop", "im_message", ["shop_id", "created_at"], unique=False)
    op.create_table(
        "order_counter",
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_order_counter_shop_id_shop")
        ),
        sa.PrimaryKeyConstraint("shop_id", "business_day", name=op.f("pk_order_counter")),
    )
    op.create_table(
        "room",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("floor", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("state_since", UtcDateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_room_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_room_shop_id_name")),
    )
    op.create_table(
        "service_call",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("stay_id", sa.String(length=36), nullable=False),
        sa.Column("room_id", sa.String(length=36), nullable=True),
        sa.Column("room_name", sa.String(length=20), nullable=True),
        sa.Column("hand_tag", sa.String(length=12), nullable=True),
        sa.Column("text", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("called_at", UtcDateTime(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.Column("accepted_by", sa.String(length=36), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_service_call_shop_id_shop")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_call")),
    )
    op.create_index(
        "ix_service_call_open",
        "service_call",
        ["shop_id"],
        unique=False,
        sqlite_where=sa.text("state IN ('open', 'accepted')"),
        postgresql_where=sa.text("state IN ('open', 'accepted')"),
    )
    op.create_index("ix_service_call_stay", "service_call", ["stay_id"], unique=False)
    op.create_table(
        "shop_closing",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_shop_closing_shop_id_shop")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_closing")),
    )
    op.create_index(op.f("ix_shop_closing_shop_id"), "shop_closing", ["shop_id"], unique=False)
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("pin_hash", sa.String(length=200), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("failed_attempts", sa.Integer(), nullable=False),
        sa.Column("locked_until", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_staff_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("shop_id", "login", name=op.f("uq_staff_shop_id_login")),
    )
    op.create_table(
        "station",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_station_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_station_shop_id_name")),
    )
    op.create_table(
        "trail",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("order_id", sa.String(length=36), nullable=True),
        sa.Column("what", sa.String(length=32), nullable=False),
        sa.Column("before", sa.String(length=32), nullable=False),
        sa.Column("after", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=True),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_trail_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail")),
    )
    op.create_index("ix_trail_shop", "trail", ["shop_id", "recorded_at"], unique=False)
    op.create_index("ix_trail_subject", "trail", ["subject_id", "recorded_at"], unique=False)
    op.create_table(
        "device",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("room_id", sa.String(length=36), nullable=True),
        sa.Column("station_ids", sa.Text(), nullable=False),
        sa.Column("speech_zone", sa.String(length=40), nullable=False),
        sa.Column("wants", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("paired_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("live_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_device_room_id_room")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_device_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_device_token_hash")),
    )
    op.create_index(op.f("ix_device_room_id"), "device", ["room_id"], unique=False)
    op.create_index("ix_device_shop_kind", "device", ["shop_id", "kind"], unique=False)
    op.create_table(
        "goods",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("category_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("price_fen", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(length=120), nullable=False),
        sa.Column("glyph", sa.String(length=1), nullable=False),
        sa.Column("photo", sa.String(length=200), nullable=True),
        sa.Column("is_signature", sa.Boolean(), nullable=False),
        sa.Column("target_minutes", sa.SmallInteger(), nullable=True),
        sa.Column("allergens", sa.Text(), nullable=False),
        sa.Column("option_groups", sa.Text(), nullable=False),
        sa.Column("station_ids", sa.Text(), nullable=False),
        sa.Column("remaining", sa.Integer(), nullable=True),
        sa.Column("sold_out_at", UtcDateTime(), nullable=True),
        sa.Column("on_menu", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("price_fen >= 0", name=op.f("ck_goods_price_not_negative")),
        sa.CheckConstraint(
            "remaining IS NULL OR remaining >= 0", name=op.f("ck_goods_remaining_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_goods_category_id_category")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_goods_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goods")),
    )
    op.create_index("ix_goods_shop", "goods", ["shop_id"], unique=False)
    op.create_table(
        "stay",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("room_id", sa.String(length=36), nullable=True),
        sa.Column("room_name", sa.String(length=20), nullable=True),
        sa.Column("has_tags", sa.Boolean(), nullable=False),
        sa.Column("guests", sa.Integer(), nullable=False),
        sa.Column("is_walk_in", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("left_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("bill_stay_id", sa.String(length=36), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["bill_stay_id"], ["stay.id"], name=op.f("fk_stay_bill_stay_id_stay")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_stay_room_id_room")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_stay_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay")),
    )
    op.create_index("ix_stay_room_ended", "stay", ["room_id", "ended_at"], unique=False)
    op.create_index(
        "ix_stay_shop_open",
        "stay",
        ["shop_id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "uq_stay_open_room",
        "stay",
        ["room_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open' AND has_tags = 0 AND room_id IS NOT NULL"),
        postgresql_where=sa.text("state = 'open' AND NOT has_tags AND room_id IS NOT NULL"),
    )
    op.create_table(
        "therapist",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("room_id", sa.String(length=36), nullable=True),
        sa.Column("clocked_on_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["room_id"], ["room.id"], name=op.f("fk_therapist_room_id_room")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_therapist_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_therapist")),
    )
    op.create_index(op.f("ix_therapist_shop_id"), "therapist", ["shop_id"], unique=False)
    op.create_table(
        "catering_order",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("stay_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("business_day", sa.Date(), nullable=False),
        sa.Column("room_id", sa.String(length=36), nullable=True),
        sa.Column("room_name", sa.String(length=20), nullable=True),
        sa.Column("hand_tag", sa.String(length=12), nullable=True),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("total_fen", sa.Integer(), nullable=False),
        sa.Column("open_marks", sa.Integer(), nullable=False),
        sa.Column("placed_at", UtcDateTime(), nullable=False),
        sa.Column("completed_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("total_fen >= 0", name=op.f("ck_catering_order_total_not_negative")),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_catering_order_room_id_room")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_catering_order_shop_id_shop")
        ),
        sa.ForeignKeyConstraint(
            ["stay_id"], ["stay.id"], name=op.f("fk_catering_order_stay_id_stay")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catering_order")),
        sa.UniqueConstraint(
            "shop_id",
            "business_day",
            "number",
            name=op.f("uq_catering_order_shop_id_business_day_number"),
        ),
    )
    op.create_index(
        "ix_catering_order_marked",
        "catering_order",
        ["shop_id"],
        unique=False,
        sqlite_where=sa.text("open_marks > 0"),
        postgresql_where=sa.text("open_marks > 0"),
    )
    op.create_index(
        "ix_catering_order_open",
        "catering_order",
        ["shop_id", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index("ix_catering_order_stay", "catering_order", ["stay_id"], unique=False)
    op.create_table(
        "pairing_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("room_id", sa.String(length=36), nullable=True),
        sa.Column("station_ids", sa.Text(), nullable=False),
        sa.Column("speech_zone", sa.String(length=40), nullable=False),
        sa.Column("for_device_id", sa.String(length=36), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("redeemed_at", UtcDateTime(), nullable=True),
        sa.Column("client_nonce", sa.String(length=64), nullable=True),
        sa.Column("device_id", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_pairing_code_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["for_device_id"], ["device.id"], name=op.f("fk_pairing_code_for_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_pairing_code_room_id_room")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_pairing_code_shop_id_shop")
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_pairing_code")),
    )
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=36), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_staff_session_device_id_device")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id_staff")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_session")),
    )
    op.create_index(op.f("ix_staff_session_staff_id"), "staff_session", ["staff_id"], unique=False)
    op.create_table(
        "stay_tag",
        sa.Column("stay_id", sa.String(length=36), nullable=False),
        sa.Column("tag", sa.String(length=12), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_stay_tag_shop_id_shop")),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_stay_tag_stay_id_stay")),
        sa.PrimaryKeyConstraint("stay_id", "tag", name=op.f("pk_stay_tag")),
    )
    op.create_index(
        "uq_stay_tag_open",
        "stay_tag",
        ["shop_id", "tag"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "unsettled",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("stay_id", sa.String(length=36), nullable=False),
        sa.Column("balance_fen", sa.Integer(), nullable=False),
        sa.Column("line_ids", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("device_id", sa.String(length=36), nullable=True),
        sa.Column("staff_id", sa.String(length=36), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_unsettled_shop_id_shop")),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_unsettled_stay_id_stay")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsettled")),
    )
    op.create_index(op.f("ix_unsettled_shop_id"), "unsettled", ["shop_id"], unique=False)
    op.create_table(
        "catering_order_batch",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("order_id", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("placed_at", UtcDateTime(), nullable=False),
        sa.Column("placed_by", sa.String(length=32), nullable=False),
        sa.Column("promised_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["catering_order.id"],
            name=op.f("fk_catering_order_batch_order_id_catering_order"),
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_catering_order_batch_shop_id_shop")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catering_order_batch")),
        sa.UniqueConstraint(
            "order_id", "sequence", name=op.f("uq_catering_order_batch_order_id_sequence")
        ),
    )
    op.create_table(
        "catering_order_goods",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("order_id", sa.String(length=36), nullable=False),
        sa.Column("batch_id", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("goods_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("allergies", sa.Text(), nullable=False),
        sa.Column("price_fen", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("station_ids", sa.Text(), nullable=False),
        sa.Column("notify_count", sa.Integer(), nullable=False),
        sa.Column("rush_count", sa.Integer(), nullable=False),
        sa.Column("placed_at", UtcDateTime(), nullable=False),
        sa.Column("promised_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("ready_at", UtcDateTime(), nullable=True),
        sa.Column("notified_at", UtcDateTime(), nullable=True),
        sa.Column("picked_up_at", UtcDateTime(), nullable=True),
        sa.Column("delivered_at", UtcDateTime(), nullable=True),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.Column("cancel_reason", sa.String(length=32), nullable=True),
        sa.Column("rushed_at", UtcDateTime(), nullable=True),
        sa.Column("remake_of", sa.String(length=36), nullable=True),
        sa.Column("last_action", sa.String(length=32), nullable=True),
        sa.Column("last_key", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "price_fen >= 0", name=op.f("ck_catering_order_goods_price_not_negative")
        ),
        sa.CheckConstraint(
            "quantity BETWEEN 1 AND 99", name=op.f("ck_catering_order_goods_quantity_range")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["catering_order_batch.id"],
            name=op.f("fk_catering_order_goods_batch_id_catering_order_batch"),
        ),
        sa.ForeignKeyConstraint(
            ["goods_id"], ["goods.id"], name=op.f("fk_catering_order_goods_goods_id_goods")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["catering_order.id"],
            name=op.f("fk_catering_order_goods_order_id_catering_order"),
        ),
        sa.ForeignKeyConstraint(
            ["remake_of"],
            ["catering_order_goods.id"],
            name=op.f("fk_catering_order_goods_remake_of_catering_order_goods"),
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_catering_order_goods_shop_id_shop")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catering_order_goods")),
    )
    op.create_index(
        "ix_catering_order_goods_order", "catering_order_goods", ["order_id"], unique=False
    )
    op.create_index(
        "ix_catering_order_goods_waiting",
        "catering_order_goods",
        ["shop_id", "goods_id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "shift",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("float_fen", sa.Integer(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("opened_by", sa.String(length=36), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by", sa.String(length=36), nullable=True),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_shift_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
    )
    op.create_index("ix_shift_shop_opened", "shift", ["shop_id", "opened_at"], unique=False)
    op.create_index(
        "uq_shift_open",
        "shift",
        ["shop_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "bill",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("stay_ids", sa.Text(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("allocations", sa.Text(), nullable=False),
        sa.Column("carried", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["stay.id"], name=op.f("fk_bill_id_stay")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_bill_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bill")),
    )
    op.create_index(
        "ix_bill_open",
        "bill",
        ["shop_id"],
        unique=False,
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )
    op.create_table(
        "bill_adjustment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("bill_id", sa.String(length=36), nullable=False),
        sa.Column("stay_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("item_ids", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.Column("approved_by", sa.String(length=36), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("voided_at", UtcDateTime(), nullable=True),
        sa.Column("voided_by", sa.String(length=36), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["bill_id"], ["bill.id"], name=op.f("fk_bill_adjustment_bill_id_bill")
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_bill_adjustment_shop_id_shop")
        ),
        sa.ForeignKeyConstraint(
            ["stay_id"], ["stay.id"], name=op.f("fk_bill_adjustment_stay_id_stay")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bill_adjustment")),
    )
    op.create_index(
        op.f("ix_bill_adjustment_bill_id"), "bill_adjustment", ["bill_id"], unique=False
    )
    op.create_table(
        "bill_charge",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("bill_id", sa.String(length=36), nullable=False),
        sa.Column("stay_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("voided_at", UtcDateTime(), nullable=True),
        sa.Column("voided_by", sa.String(length=36), nullable=True),
        sa.Column("void_reason", sa.String(length=200), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_bill_charge_amount_positive")),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_bill_charge_bill_id_bill")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_bill_charge_shop_id_shop")),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_bill_charge_stay_id_stay")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bill_charge")),
    )
    op.create_index(op.f("ix_bill_charge_bill_id"), "bill_charge", ["bill_id"], unique=False)
    op.create_index("ix_bill_charge_shop_at", "bill_charge", ["shop_id", "at"], unique=False)
    op.create_table(
        "payment",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("bill_id", sa.String(length=36), nullable=False),
        sa.Column("stay_id", sa.String(length=36), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("tendered_fen", sa.Integer(), nullable=False),
        sa.Column("change_fen", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("shift_id", sa.String(length=36), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.Column("paid_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_payment_amount_positive")),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_payment_bill_id_bill")),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_payment_shift_id_shift")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_payment_shop_id_shop")),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_payment_stay_id_stay")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
    )
    op.create_index(op.f("ix_payment_bill_id"), "payment", ["bill_id"], unique=False)
    op.create_index(op.f("ix_payment_shift_id"), "payment", ["shift_id"], unique=False)
    op.create_index("ix_payment_shop_paid", "payment", ["shop_id", "paid_at"], unique=False)
    op.create_table(
        "refund",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("shop_id", sa.String(length=36), nullable=False),
        sa.Column("payment_id", sa.String(length=36), nullable=False),
        sa.Column("amount_fen", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("line_ids", sa.Text(), nullable=False),
        sa.Column("shift_id", sa.String(length=36), nullable=False),
        sa.Column("by", sa.String(length=36), nullable=True),
        sa.Column("approved_by", sa.String(length=36), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("amount_fen > 0", name=op.f("ck_refund_amount_positive")),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payment.id"], name=op.f("fk_refund_payment_id_payment")
        ),
        sa.ForeignKeyConstraint(["shift_id"], ["shift.id"], name=op.f("fk_refund_shift_id_shift")),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_refund_shop_id_shop")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refund")),
    )
    op.create_index(op.f("ix_refund_payment_id"), "refund", ["payment_id"], unique=False)
    op.create_index(op.f("ix_refund_shift_id"), "refund", ["shift_id"], unique=False)
    op.create_index("ix_refund_shop_at", "refund", ["shop_id", "at"], unique=False)
    op.create_table(
        "sms_package",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("price_fen", sa.Integer(), nullable=False),
        sa.Column("valid_days", sa.Integer(), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("units > 0 AND price_fen >= 0", name=op.f("ck_sms_package_sane")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_package")),
    )
    op.create_table(
        "sms_account",
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.Column("available", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("consumed", sa.Integer(), nullable=False),
        sa.Column("expired", sa.Integer(), nullable=False),
        sa.Column("clawed_back", sa.Integer(), nullable=False),
        sa.Column("debt", sa.Integer(), nullable=False),
        sa.Column("warn_below", sa.Integer(), nullable=False),
        sa.Column("is_low", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "available >= 0 AND held >= 0 AND consumed >= 0 AND expired >= 0 AND clawed_back >= 0",
            name=op.f("ck_sms_account_none_below_zero"),
        ),
        sa.CheckConstraint("debt >= 0", name=op.f("ck_sms_account_debt")),
        sa.CheckConstraint(
            "granted = available + held + consumed + expired + clawed_back",
            name=op.f("ck_sms_account_sum"),
        ),
        sa.ForeignKeyConstraint(
            ["brand_id"], ["brand.id"], name=op.f("fk_sms_account_brand_id_brand")
        ),
        sa.PrimaryKeyConstraint("brand_id", name=op.f("pk_sms_account")),
    )
    op.create_table(
        "sms_purchase",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("package_id", sa.String(length=36), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("paid_fen", sa.Integer(), nullable=False),
        sa.Column("valid_days", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("provider", sa.String(length=32), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("paid_at", UtcDateTime(), nullable=True),
        sa.Column("clawed_back_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["brand_id"], ["brand.id"], name=op.f("fk_sms_purchase_brand_id_brand")
        ),
        sa.ForeignKeyConstraint(
            ["package_id"], ["sms_package.id"], name=op.f("fk_sms_purchase_package_id_sms_package")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_purchase")),
        sa.UniqueConstraint("reference", name=op.f("uq_sms_purchase_reference")),
    )
    op.create_index(
        "ix_sms_purchase_brand", "sms_purchase", ["brand_id", "created_at"], unique=False
    )

    op.create_table(
        "sms_debt",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("purchase_id", sa.String(length=36), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("settled", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "units > 0 AND 0 <= settled AND settled <= units", name=op.f("ck_sms_debt_fits")
        ),
        sa.ForeignKeyConstraint(
            ["brand_id"], ["sms_account.brand_id"], name=op.f("fk_sms_debt_brand_id_sms_account")
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["sms_purchase.id"], name=op.f("fk_sms_debt_purchase_id_sms_purchase")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_debt")),
        sa.UniqueConstraint("purchase_id", name=op.f("uq_sms_debt_purchase_id")),
    )
    op.create_index(
        "ix_sms_debt_open",
        "sms_debt",
        ["brand_id", "id"],
        unique=False,
        sqlite_where=sa.text("settled < units"),
        postgresql_where=sa.text("settled < units"),
    )

    op.create_table(
        "sms_hold",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("client_ref", sa.String(length=64), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("deadline", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(state = 'held') = (ended_at IS NULL)", name=op.f("ck_sms_hold_ended")),
        sa.CheckConstraint("units > 0", name=op.f("ck_sms_hold_units")),
        sa.ForeignKeyConstraint(
            ["brand_id"], ["sms_account.brand_id"], name=op.f("fk_sms_hold_brand_id_sms_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_hold")),
        sa.UniqueConstraint("brand_id", "client_ref", name=op.f("uq_sms_hold_brand_id_client_ref")),
    )
    op.create_index("ix_sms_hold_brand", "sms_hold", ["brand_id", "id"], unique=False)
    op.create_index(
        "ix_sms_hold_open",
        "sms_hold",
        ["brand_id", "deadline"],
        unique=False,
        sqlite_where=sa.text("state = 'held'"),
        postgresql_where=sa.text("state = 'held'"),
    )

    op.create_table(
        "sms_lot",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("purchase_id", sa.String(length=36), nullable=False),
        sa.Column("purchased_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("granted", sa.Integer(), nullable=False),
        sa.Column("available", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("consumed", sa.Integer(), nullable=False),
        sa.Column("expired", sa.Integer(), nullable=False),
        sa.Column("clawed_back", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "available >= 0 AND held >= 0 AND consumed >= 0 AND expired >= 0 AND clawed_back >= 0",
            name=op.f("ck_sms_lot_none_below_zero"),
        ),
        sa.CheckConstraint(
            "closed_at IS NULL OR available = 0", name=op.f("ck_sms_lot_closed_is_empty")
        ),
        sa.CheckConstraint(
            "granted = available + held + consumed + expired + clawed_back",
            name=op.f("ck_sms_lot_sum"),
        ),
        sa.ForeignKeyConstraint(
            ["brand_id"], ["sms_account.brand_id"], name=op.f("fk_sms_lot_brand_id_sms_account")
        ),
        sa.ForeignKeyConstraint(
            ["purchase_id"], ["sms_purchase.id"], name=op.f("fk_sms_lot_purchase_id_sms_purchase")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_lot")),
        sa.UniqueConstraint("purchase_id", name=op.f("uq_sms_lot_purchase_id")),
    )
    op.create_index("ix_sms_lot_brand", "sms_lot", ["brand_id", "id"], unique=False)
    op.create_index(
        "ix_sms_lot_open",
        "sms_lot",
        ["brand_id", "expires_at", "purchased_at", "id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )

    op.create_table(
        "sms_allocation",
        sa.Column("hold_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("lot_id", sa.String(length=36), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("captured", sa.Integer(), nullable=False),
        sa.Column("refunded", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 <= refunded AND refunded <= captured AND captured <= units",
            name=op.f("ck_sms_allocation_fits"),
        ),
        sa.CheckConstraint("units > 0", name=op.f("ck_sms_allocation_units")),
        sa.ForeignKeyConstraint(
            ["hold_id"], ["sms_hold.id"], name=op.f("fk_sms_allocation_hold_id_sms_hold")
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["sms_lot.id"], name=op.f("fk_sms_allocation_lot_id_sms_lot")
        ),
        sa.PrimaryKeyConstraint("hold_id", "place", name=op.f("pk_sms_allocation")),
    )
    op.create_index("ix_sms_allocation_lot", "sms_allocation", ["lot_id"], unique=False)

    op.create_table(
        "sms_movement",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("lot_id", sa.String(length=36), nullable=False),
        sa.Column("hold_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=True),
        sa.Column("target", sa.String(length=32), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("units > 0", name=op.f("ck_sms_movement_units")),
        sa.ForeignKeyConstraint(
            ["brand_id"],
            ["sms_account.brand_id"],
            name=op.f("fk_sms_movement_brand_id_sms_account"),
        ),
        sa.ForeignKeyConstraint(
            ["hold_id"], ["sms_hold.id"], name=op.f("fk_sms_movement_hold_id_sms_hold")
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["sms_lot.id"], name=op.f("fk_sms_movement_lot_id_sms_lot")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sms_movement")),
        sa.UniqueConstraint("key", name=op.f("uq_sms_movement_key")),
    )
    op.create_index("ix_sms_movement_brand", "sms_movement", ["brand_id", "id"], unique=False)
    op.create_index("ix_sms_movement_hold", "sms_movement", ["hold_id", "id"], unique=False)
    op.create_index("ix_sms_movement_lot", "sms_movement", ["lot_id", "id"], unique=False)

    op.create_table(
        "sms_payment",
        sa.Column("hold_id", sa.String(length=36), nullable=False),
        sa.Column("brand_id", sa.String(length=36), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("released", sa.Integer(), nullable=False),
        sa.Column("paid_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("units >= 0 AND released >= 0", name=op.f("ck_sms_payment_units")),
        sa.ForeignKeyConstraint(
            ["brand_id"], ["sms_account.brand_id"], name=op.f("fk_sms_payment_brand_id_sms_account")
        ),
        sa.ForeignKeyConstraint(
            ["hold_id"], ["sms_hold.id"], name=op.f("fk_sms_payment_hold_id_sms_hold")
        ),
        sa.PrimaryKeyConstraint("hold_id", name=op.f("pk_sms_payment")),
    )
