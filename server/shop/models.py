"""Tables of the venue itself: who owns it, when it is open, its rooms, terminals and people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from common.domain.roles import Role
from common.domain.rows import RoomState
from server.db.base import Base, Choice, Id, Json, UtcDateTime


class Brand(Base):
    """品牌. `say_one_as_yao`: read the digit 1 in codes as 幺 (801 → 八零幺), else 一."""

    __tablename__ = "brand"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    say_one_as_yao: Mapped[bool] = mapped_column(default=True)
    told_version: Mapped[str] = mapped_column(Id, default="", server_default="")
    """Another id whenever the brand's announcement settings are others; empty: it has none."""


class Shop(Base):
    """门店. Its row is the lock that every unit of work writing in the shop takes first."""

    __tablename__ = "shop"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    brand_id: Mapped[str] = mapped_column(ForeignKey("brand.id"))
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    zone: Mapped[str] = mapped_column(String(64))  # IANA
    phone: Mapped[str] = mapped_column(String(32), default="")
    address: Mapped[str] = mapped_column(String(200), default="")
    weekly_hours: Mapped[list[list[str]]] = mapped_column(Json)
    """Spans `[weekday 0–6, "HH:MM", "HH:MM"]`, local; an end at or before its start is past midnight.
    No spans: always open."""
    manual_open: Mapped[bool | None] = mapped_column(default=None)
    manual_reason: Mapped[str] = mapped_column(String(200), default="")
    manual_until: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)
    default_target_minutes: Mapped[int] = mapped_column(SmallInteger, default=15)
    delivery_minutes: Mapped[int] = mapped_column(SmallInteger, default=5)
    collect_hint: Mapped[str] = mapped_column(String(60), default="")
    pad_calls: Mapped[list[str]] = mapped_column(Json)
    give_away_limit_fen: Mapped[int] = mapped_column(default=100_00)
    """What a cashier may take off or give back on one bill without a manager; 0: nothing."""
    asks_sign_in_code: Mapped[bool] = mapped_column(default=False)
    """Signing in at a device that is new to a person asks for a code by text."""
    offers_texts: Mapped[bool] = mapped_column(default=True)
    """Guests may leave a phone number at their pad, to be told by text that the order is ready."""
    last_business_day: Mapped[str] = mapped_column(String(10), default="")
    """ISO date of the newest number drawn: the business day never goes back."""
    told_version: Mapped[str] = mapped_column(Id, default="", server_default="")
    """As the brand's, of the shop's own announcement settings."""
    version: Mapped[int] = mapped_column(default=1)


class Closing(Base):
    """临时歇业: closed from `starts_at` until `ends_at`, whatever the weekly hours say."""

    __tablename__ = "shop_closing"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(200), default="")


class Room(Base):
    """客房."""

    __tablename__ = "room"
    __table_args__ = (UniqueConstraint("shop_id", "name"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    name: Mapped[str] = mapped_column(String(20))
    floor: Mapped[str] = mapped_column(String(20), default="")
    kind: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[RoomState] = mapped_column(Choice(RoomState), default=RoomState.VACANT)
    state_since: Mapped[datetime] = mapped_column(UtcDateTime)
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class Station(Base):
    """A place in the kitchen with its own screen: 热菜, 面点 …"""

    __tablename__ = "station"
    __table_args__ = (UniqueConstraint("shop_id", "name"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    name: Mapped[str] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class Device(Base):
    """A paired terminal: one account, whatever room it stands in.

    `station_ids` empty: all stations (expo). `live_at` is when it was last seen on the push socket;
    `wants` narrows the announcement events it is told (empty: all).
    """

    __tablename__ = "device"
    __table_args__ = (Index("ix_device_shop_kind", "shop_id", "kind"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    kind: Mapped[Role] = mapped_column(Choice(Role))
    name: Mapped[str] = mapped_column(String(60))
    room_id: Mapped[str | None] = mapped_column(ForeignKey("room.id"), index=True)
    station_ids: Mapped[list[str]] = mapped_column(Json)
    speech_zone: Mapped[str] = mapped_column(String(40), default="kitchen")
    wants: Mapped[list[str]] = mapped_column(Json)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)  # SHA-256 hex
    paired_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    live_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    app_version: Mapped[str] = mapped_column(String(32), default="", server_default="")
    """Of the program that was last welcomed on the push socket, as it says itself."""


class PairingCode(Base):
    """A one-time code. The same `client_nonce` may redeem it again within 10 minutes."""

    __tablename__ = "pairing_code"
    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    kind: Mapped[Role] = mapped_column(Choice(Role))
    room_id: Mapped[str | None] = mapped_column(ForeignKey("room.id"))
    station_ids: Mapped[list[str]] = mapped_column(Json)
    speech_zone: Mapped[str] = mapped_column(String(40), default="kitchen")
    for_device_id: Mapped[str | None] = mapped_column(ForeignKey("device.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    redeemed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    client_nonce: Mapped[str | None] = mapped_column(String(64))
    device_id: Mapped[str | None] = mapped_column(ForeignKey("device.id"))


class Staff(Base):
    """A person who signs in with login and PIN (argon2 at rest)."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("shop_id", "login"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"))
    login: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(60))
    role: Mapped[Role] = mapped_column(Choice(Role))
    pin_hash: Mapped[str | None] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    failed_attempts: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    phone: Mapped[str] = mapped_column(String(20), default="")  # E.164, for codes; shown masked


class StaffDevice(Base):
    """Where a person has signed in before."""

    __tablename__ = "staff_device"
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    device_id: Mapped[str] = mapped_column(ForeignKey("device.id"), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class SignInCode(Base):
    """The last code sent to a person for a place: a device's id, "" for none."""

    __tablename__ = "sign_in_code"
    __table_args__ = (UniqueConstraint("staff_id", "place"),)
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    place: Mapped[str] = mapped_column(String(36))
    code_hash: Mapped[str] = mapped_column(String(64))
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StaffSession(Base):
    """A signed-in person's bearer token, hashed."""

    __tablename__ = "staff_session"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    device_id: Mapped[str | None] = mapped_column(ForeignKey("device.id"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Therapist(Base):
    """技师; `room_id` is where the clock runs (上钟), None: off the clock (下钟)."""

    __tablename__ = "therapist"
    id: Mapped[str] = mapped_column(Id, primary_key=True)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    room_id: Mapped[str | None] = mapped_column(ForeignKey("room.id"))
    clocked_on_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class HandTag(Base):
    """手牌. Known once it was used; `blocked_at`: lost."""

    __tablename__ = "hand_tag"
    __table_args__ = (CheckConstraint("tag <> ''", name="tag_not_empty"),)
    shop_id: Mapped[str] = mapped_column(ForeignKey("shop.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(String(12), primary_key=True)
    blocked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
