"""Loads a brand from a readable file: `assets/demo/brand.toml` is the one that `seed-demo` loads.

Ids come from names, so that loading again finds what it made, and never touches it: what the shop
has changed since stays changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Table, insert, select
from sqlalchemy.orm import DeclarativeBase

from common.domain.opening_hours import Span
from common.domain.roles import Role
from common.domain.rows import RoomState
from server.catalog.models import Category, Goods
from server.db.unit import Unit
from server.shop.models import Brand, Room, Shop, Staff, Station, Therapist
from server.shop.repository import stored_spans
from server.sms.models import SmsPackage

DEMO: Final = Path(__file__).parents[2] / "assets" / "demo" / "brand.toml"
_WEEK: Final = range(7)
_BORN_MS: Final = 0x019B_0000_0000
"""The time part of all seeded ids (UUIDv7): December 2025."""

Row = dict[str, Any]  # Any: a table's columns


class BrandPlan(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    name: str


class ShopPlan(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    name: str
    zone: str
    opens: str
    closes: str
    target_minutes: int
    delivery_minutes: int
    phone: str = ""
    address: str = ""
    collect_hint: str = ""
    pad_calls: list[str] = []


class RoomsPlan(msgspec.Struct, forbid_unknown_fields=True):
    """Rooms `first`–`last`, all on `floor`, with `kinds` in turn."""

    first: int
    last: int
    floor: str
    kinds: list[str]


class StationsPlan(msgspec.Struct, forbid_unknown_fields=True):
    names: list[str]


class StaffPlan(msgspec.Struct, forbid_unknown_fields=True):
    login: str
    name: str
    role: Role


class TherapistPlan(msgspec.Struct, forbid_unknown_fields=True):
    name: str


class SmsPackagePlan(msgspec.Struct, forbid_unknown_fields=True):
    """What may be bought: `price` in fen, `valid` in days."""

    name: str
    units: int
    price: int
    valid: int


class OptionsPlan(msgspec.Struct, forbid_unknown_fields=True):
    """`choices`: name and extra price in fen."""

    name: str
    at_most: int
    choices: list[tuple[str, int]]
    at_least: int = 0


class DishPlan(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    glyph: str
    price: int
    description: str
    target: int
    unit: str = "份"
    signature: bool = False
    allergens: list[str] = []
    options: list[str] = []
    stations: list[str] | None = None
    remaining: int | None = None
    sold_out: bool = False


class CategoryPlan(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    blurb: str
    tint: int
    stations: list[str]
    dishes: list[DishPlan]


class Plan(msgspec.Struct, forbid_unknown_fields=True):
    brand: BrandPlan
    shop: ShopPlan
    rooms: RoomsPlan
    stations: StationsPlan
    staff: list[StaffPlan]
    therapists: list[TherapistPlan]
    options: dict[str, OptionsPlan]
    categories: list[CategoryPlan]
    sms_packages: list[SmsPackagePlan] = []


def read_plan(path: Path = DEMO) -> Plan:
    return msgspec.toml.decode(path.read_bytes(), type=Plan)


def stable_id(*parts: str) -> str:
    """The same UUIDv7-shaped id for the same parts, always."""
    drawn = int.from_bytes(hashlib.sha256("\0".join(parts).encode()).digest()[:10], "big")
    high = _BORN_MS << 16 | 0x7000 | drawn >> 68
    low = 0x8000000000000000 | drawn & 0x3FFFFFFFFFFFFFFF
    text = f"{high:016x}{low:016x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def seed(unit: Unit, plan: Plan) -> str:
    """Add what of `plan` is missing; gives the shop's id. Again adds nothing."""
    seeding = _Seeding(unit.now, plan)
    for table, rows in seeding.rows():
        _add_missing(unit, table, rows)
    return seeding.shop_id


def _add_missing(unit: Unit, model: type[DeclarativeBase], rows: Sequence[Row]) -> None:
    table = model.__table__
    assert isinstance(table, Table), "every model here is a table"
    held = set(
        unit.session.scalars(select(table.c.id).where(table.c.id.in_([row["id"] for row in rows])))
    )
    missing = [row for row in rows if row["id"] not in held]
    if missing:
        unit.session.execute(insert(table), missing)


class _Seeding:
    """The rows of a plan, as of `at`."""

    def __init__(self, at: datetime, plan: Plan) -> None:
        self._at = at
        self._plan = plan
        self.shop_id = self._id("shop")
        self._stations = {name: self._id("station", name) for name in plan.stations.names}

    def _id(self, *parts: str) -> str:
        return stable_id(self._plan.shop.code, *parts)

    def rows(self) -> Iterator[tuple[type[DeclarativeBase], list[Row]]]:
        """Tables in the order in which their rows refer to each other."""
        yield Brand, [self._brand()]
        yield Shop, [self._shop()]
        yield Room, list(self._rooms())
        yield Station, list(self._station_rows())
        yield Staff, list(self._staff())
        yield Therapist, list(self._therapists())
        yield SmsPackage, list(self._sms_packages())
        yield Category, list(self._categories())
        yield Goods, list(self._goods())

    def _brand(self) -> Row:
        plan = self._plan.brand
        return {"id": stable_id("brand", plan.code), "code": plan.code, "name": plan.name}

    def _shop(self) -> Row:
        plan = self._plan.shop
        opens, closes = time.fromisoformat(plan.opens), time.fromisoformat(plan.closes)
        return {
            "id": self.shop_id,
            "brand_id": self._brand()["id"],
            "code": plan.code,
            "name": plan.name,
            "zone": plan.zone,
            "phone": plan.phone,
            "address": plan.address,
            "weekly_hours": stored_spans(Span(day, opens, closes) for day in _WEEK),
            "default_target_minutes": plan.target_minutes,
            "delivery_minutes": plan.delivery_minutes,
            "collect_hint": plan.collect_hint,
            "pad_calls": plan.pad_calls,
        }

    def _rooms(self) -> Iterator[Row]:
        plan = self._plan.rooms
        for position, number in enumerate(range(plan.first, plan.last + 1)):
            yield {
                "id": self._id("room", str(number)),
                "shop_id": self.shop_id,
                "name": str(number),
                "floor": plan.floor,
                "kind": plan.kinds[position % len(plan.kinds)],
                "state": RoomState.VACANT,
                "state_since": self._at,
                "position": position,
            }

    def _station_rows(self) -> Iterator[Row]:
        for position, (name, id_) in enumerate(self._stations.items()):
            yield {"id": id_, "shop_id": self.shop_id, "name": name, "position": position}

    def _staff(self) -> Iterator[Row]:
        for plan in self._plan.staff:
            yield {
                "id": self._id("staff", plan.login),
                "shop_id": self.shop_id,
                "login": plan.login,
                "name": plan.name,
                "role": plan.role,
            }

    def _therapists(self) -> Iterator[Row]:
        for plan in self._plan.therapists:
            yield {
                "id": self._id("therapist", plan.name),
                "shop_id": self.shop_id,
                "name": plan.name,
            }

    def _sms_packages(self) -> Iterator[Row]:
        """The same for every brand."""
        for position, plan in enumerate(self._plan.sms_packages):
            yield {
                "id": stable_id("sms_package", plan.name),
                "name": plan.name,
                "units": plan.units,
                "price_fen": plan.price,
                "valid_days": plan.valid,
                "position": position,
            }

    def _categories(self) -> Iterator[Row]:
        for position, plan in enumerate(self._plan.categories):
            yield {
                "id": self._id("category", plan.name),
                "shop_id": self.shop_id,
                "name": plan.name,
                "blurb": plan.blurb,
                "tint": plan.tint,
                "position": position,
            }

    def _goods(self) -> Iterator[Row]:
        for category in self._plan.categories:
            for position, plan in enumerate(category.dishes):
                yield self._dish(category, position, plan)

    def _dish(self, category: CategoryPlan, position: int, plan: DishPlan) -> Row:
        stations = category.stations if plan.stations is None else plan.stations
        return {
            "id": self._id("goods", plan.name),
            "shop_id": self.shop_id,
            "category_id": self._id("category", category.name),
            "name": plan.name,
            "unit": plan.unit,
            "price_fen": plan.price,
            "description": plan.description,
            "glyph": plan.glyph,
            "is_signature": plan.signature,
            "target_minutes": plan.target,
            "allergens": plan.allergens,
            "option_groups": [self._options(plan.name, name) for name in plan.options],
            "station_ids": [self._stations[name] for name in stations],
            "remaining": plan.remaining,
            "sold_out_at": self._at if plan.sold_out else None,
            "position": position,
        }

    def _options(self, dish: str, name: str) -> Row:
        plan = self._plan.options[name]
        return {
            "name": plan.name,
            "at_least": plan.at_least,
            "at_most": plan.at_most,
            "options": [
                {"id": self._id("option", dish, name, choice), "name": choice, "extra_fen": extra}
                for choice, extra in plan.choices
            ],
        }
