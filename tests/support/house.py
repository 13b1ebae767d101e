"""A venue on a real database: two shops, rooms, dishes, and people who use the kitchen's services.

`House.do(actor, command)` runs one command as the HTTP door does: shop locked, rules in a savepoint,
events sealed. What the command reported is in `happenings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from common.domain.errors import DomainError
from common.domain.happenings import Happening
from common.domain.ids import (
    CategoryId,
    DeviceId,
    Fen,
    GoodsId,
    OptionId,
    RoomId,
    ShopId,
    StaffId,
    StationId,
    StayId,
)
from common.domain.kitchen import LineAction
from common.domain.presence import Approver
from common.domain.projection import Tables, apply, tables_of
from common.domain.roles import Actor, Role
from common.domain.rows import CategoryRow, GoodsRow, Option, OptionGroup, RoomRow, Row
from common.wire.answers import LineBody, OrderBody
from common.wire.codec import decode
from common.wire.events import EventBody, Rows
from common.wire.requests import LineCommand, NewLine, PlaceOrder
from server.catalog.repository import load_menu
from server.catalog.service import Catalog
from server.db import journal
from server.db.all_models import metadata
from server.db.journal import JournalRow
from server.db.unit import Unit
from server.db.units import Units
from server.kitchen import repository as orders
from server.kitchen import stay_repository as stays
from server.kitchen.models import Trail
from server.kitchen.ports import Bills, NoBills, Ports
from server.kitchen.service import Kitchen
from server.shop.for_kitchen import ShopDesk
from server.shop.models import Brand, Room, Shop, Station
from server.shop.repository import ShopRepository

T = TypeVar("T")

_OPENED = datetime(2026, 1, 1, tzinfo=UTC)
_ids = count(1)


def an_id() -> str:
    """A fresh id in UUIDv7 form, newer than those of the house."""
    return f"019f0000-0000-7000-b000-{next(_ids):012x}"


def fixed_id(number: int) -> str:
    return f"01890000-0000-7000-8000-{number:012x}"


SHOP = ShopId(fixed_id(1))
OTHER_SHOP = ShopId(fixed_id(2))
HOT, NOODLES = StationId(fixed_id(11)), StationId(fixed_id(12))
ROOM_801, ROOM_802, ROOM_805 = (RoomId(fixed_id(n)) for n in (801, 802, 805))
OTHER_ROOM = RoomId(fixed_id(901))
DUMPLINGS, FISH, COLA, CAKE = (GoodsId(fixed_id(n)) for n in (101, 102, 103, 104))
OTHER_DISH = GoodsId(fixed_id(201))
SPICY, MILD, VINEGAR = (OptionId(fixed_id(n)) for n in (301, 302, 303))

PAD = Actor(SHOP, Role.PAD, DeviceId(fixed_id(21)), room_id=ROOM_801)
PAD_802 = Actor(SHOP, Role.PAD, DeviceId(fixed_id(22)), room_id=ROOM_802)
COOK = Actor(SHOP, Role.KITCHEN, DeviceId(fixed_id(23)))
NOODLE_COOK = replace(COOK, device_id=DeviceId(fixed_id(24)), station_ids=frozenset({NOODLES}))
CASHIER = Actor(SHOP, Role.CASHIER, DeviceId(fixed_id(25)))
WAITER = Actor(SHOP, Role.WAITER, DeviceId(fixed_id(26)))
CALL_BOARD = Actor(SHOP, Role.CALL_BOARD, DeviceId(fixed_id(27)))
CLERK = replace(CASHIER, staff_id=StaffId(fixed_id(32)), is_signed_in=True)
"""The desk with a cashier signed in."""
MANAGER = replace(CASHIER, role=Role.MANAGER, staff_id=StaffId(fixed_id(31)), is_signed_in=True)
APPROVED = Approver(StaffId(fixed_id(31)), Role.MANAGER)
"""A manager's yes with a PIN."""
STRANGER = Actor(OTHER_SHOP, Role.CASHIER, DeviceId(fixed_id(28)))
STRANGE_COOK = Actor(OTHER_SHOP, Role.KITCHEN, DeviceId(fixed_id(29)))

PRICES = {DUMPLINGS: 2800, FISH: 8800, COLA: 800, CAKE: 1500}


def a_dish(goods_id: GoodsId, name: str, price: int, **over: Any) -> GoodsRow:
    # Any: fields of the row
    fields: dict[str, Any] = {
        "id": goods_id,
        "category_id": CategoryId(fixed_id(51)),
        "name": name,
        "unit": "份",
        "price_fen": Fen(price),
        "description": "",
        "glyph": name[0],
        "photo": None,
        "is_signature": False,
        "target_minutes": None,
        "allergens": (),
        "option_groups": (),
        "station_ids": (HOT,),
        "remaining": None,
        "sold_out": False,
        "sold_out_until": None,
        "on_menu": True,
        "position": 0,
        "version": 1,
    }
    return GoodsRow(**(fields | over))


TASTE = OptionGroup("口味", 1, 1, (Option(SPICY, "辣", Fen(0)), Option(MILD, "不辣", Fen(0))))
EXTRAS = OptionGroup("加料", 0, 1, (Option(VINEGAR, "加醋", Fen(200)),))
MENU = (
    a_dish(
        DUMPLINGS,
        "水饺",
        2800,
        station_ids=(NOODLES,),
        allergens=("麸质",),
        option_groups=(EXTRAS,),
    ),
    a_dish(FISH, "蒸鱼", 8800, target_minutes=25, option_groups=(TASTE,)),
    a_dish(COLA, "可乐", 800, unit="瓶", station_ids=(), target_minutes=1),
    a_dish(CAKE, "年糕", 1500, remaining=3),
)


def dumplings(quantity: int = 2, **over: Any) -> NewLine:  # Any: fields of the body
    return NewLine(goods_id=DUMPLINGS, quantity=quantity, **over)


def fish(quantity: int = 1, **over: Any) -> NewLine:
    return NewLine(goods_id=FISH, quantity=quantity, option_ids=[MILD], **over)


def cola(quantity: int = 1, **over: Any) -> NewLine:
    return NewLine(goods_id=COLA, quantity=quantity, **over)


def cake(quantity: int = 1, **over: Any) -> NewLine:
    return NewLine(goods_id=CAKE, quantity=quantity, **over)


def an_order_of(*lines: NewLine, **over: Any) -> PlaceOrder:
    return PlaceOrder(lines=list(lines or (dumplings(),)), **over)


def furnish(unit: Unit) -> None:
    """Two shops of one brand with rooms, stations and dishes."""
    session = unit.session
    session.execute(
        insert(Brand).values(id=fixed_id(9), code="demo", name="品牌", say_one_as_yao=True)
    )
    for shop_id, code in ((SHOP, "demo"), (OTHER_SHOP, "other")):
        session.execute(
            insert(Shop).values(
                id=shop_id,
                brand_id=fixed_id(9),
                code=code,
                name=code,
                zone="Asia/Shanghai",
                weekly_hours=[],
                pad_calls=[],
            )
        )
    for room_id, name, shop_id in (
        (ROOM_801, "801", SHOP),
        (ROOM_802, "802", SHOP),
        (ROOM_805, "805", SHOP),
        (OTHER_ROOM, "801", OTHER_SHOP),
    ):
        session.execute(
            insert(Room).values(id=room_id, shop_id=shop_id, name=name, state_since=_OPENED)
        )
    for station_id, name in ((HOT, "热菜"), (NOODLES, "面点")):
        session.execute(insert(Station).values(id=station_id, shop_id=SHOP, name=name))
    _write_menu(unit, SHOP, fixed_id(51), MENU)
    category = CategoryId(fixed_id(52))
    theirs = a_dish(OTHER_DISH, "水饺", 2800, category_id=category, station_ids=())
    _write_menu(unit, OTHER_SHOP, category, (theirs,))


def _write_menu(unit: Unit, shop_id: ShopId, category: str, menu: tuple[GoodsRow, ...]) -> None:
    catalog = Catalog(unit, Actor(shop_id, Role.MANAGER), ShopDesk(unit.session, shop_id))
    catalog.put_category(CategoryRow(CategoryId(category), "菜", "", 1, 0, 1))
    for dish in menu:
        catalog.put_goods(dish)


@dataclass
class House:
    units: Units
    bills: Bills = field(default_factory=NoBills)
    happenings: list[Happening] = field(default_factory=list)

    def kitchen(
        self,
        unit: Unit,
        actor: Actor,
        key: str | None = None,
        approver: Approver | None = None,
    ) -> Kitchen:
        desk = ShopDesk(unit.session, actor.shop_id)
        menu = Catalog(unit, actor, desk)
        ports = Ports(desk, desk, menu, self.bills, self.happenings.append)
        return Kitchen(unit, actor, ports, key, approver)

    def do(
        self,
        actor: Actor,
        command: Callable[[Kitchen], T],
        key: str | None = None,
        approver: Approver | None = None,
    ) -> T:
        """Run one command; from any thread."""

        def work(unit: Unit) -> T:
            with unit.savepoint():
                unit.lock_shop(actor.shop_id)
                done = command(self.kitchen(unit, actor, key, approver))
                unit.seal()
                return done

        return self.units.run_write(work)

    def place(
        self, actor: Actor, *lines: NewLine, key: str | None = None, **over: Any
    ) -> OrderBody:
        """Place an order (of 水饺 when `lines` are left out). Any: fields of the body."""
        wanted = an_order_of(*lines, **over)
        return self.do(actor, lambda kitchen: kitchen.placing.place(wanted), key)

    def act(
        self, actor: Actor, line_id: str, *actions: LineAction, key: str | None = None, **over: Any
    ) -> LineBody:
        """Do the steps one after another; the last answer. Any: fields of the body."""
        done = None
        for action in actions:
            command = LineCommand(**over)
            done = self.do(actor, partial(_act, line_id, action, command), key)
        assert done is not None
        return done

    def refused(self, actor: Actor, command: Callable[[Kitchen], object]) -> DomainError:
        """The refusal of `command`, which must leave nothing stored and nothing pushed."""
        before, told = self.everything(), len(self.happenings)
        try:
            self.do(actor, command)
        except DomainError as refusal:
            assert self.everything() == before
            assert len(self.happenings) == told
            return refusal
        raise AssertionError("it was not refused")

    def answers_for(self, subject: str, what: str) -> list[str | None]:
        """The people in the trail behind each `what` that was done to a `subject`."""
        table = Trail.__table__
        of_it = table.c.subject == subject, table.c.what == what
        found = select(table.c.staff_id).where(*of_it).order_by(table.c.id)
        return self.units.run_read(lambda session: list(session.scalars(found)))

    def everything(self) -> dict[str, list[str]]:
        """All that the database holds."""

        def read(session: Session) -> dict[str, list[str]]:
            return {
                table.name: sorted(repr(tuple(row)) for row in session.execute(select(table)))
                for table in metadata.sorted_tables
            }

        return self.units.run_read(read)

    def catalog(self, change: Callable[[Catalog], T], actor: Actor = MANAGER) -> T:
        def work(unit: Unit) -> T:
            return change(Catalog(unit, actor, ShopDesk(unit.session, actor.shop_id)))

        return self.units.run_write(work)

    # ── looking ─────────────────────────────────────────────────────────────────────────────────

    def room(self, room_id: RoomId, shop_id: ShopId = SHOP) -> RoomRow:
        return self.units.run_read(lambda s: ShopDesk(s, shop_id).rooms([room_id]))[room_id]

    def snapshot(self, stream: str, at: datetime) -> Tables:
        """What a fresh terminal that follows `stream` alone would hold of the kitchen's tables."""
        return self.snapshots([stream], at)[stream]

    def snapshots(self, streams: Iterable[str], at: datetime) -> dict[str, Tables]:
        """The same of several streams, from one consistent read."""
        return self.units.run_read(
            lambda session: {name: tables_of(_stream_tables(session, name, at)) for name in streams}
        )

    def events(self, stream: str, after: int = 0) -> list[tuple[str, EventBody]]:
        found = self.units.run_read(lambda s: journal.read(s, stream, after, 5000))
        return [(event.kind, decode(event.body, EventBody)) for event in found]

    def tops(self) -> dict[str, int]:
        """Every stream and its last position."""

        def read(session: Session) -> dict[str, int]:
            names = session.scalars(select(JournalRow.stream).distinct()).all()
            return journal.tops(session, names)

        return self.units.run_read(read)

    def projected(self, tables: Tables, stream: str, after: int) -> Tables:
        for _, body in self.events(stream, after):
            apply(tables, body.change())
        return tables


def _stream_tables(session: Session, stream: str, at: datetime) -> dict[str, Sequence[Row]]:
    owner, owner_id, *table = stream.split(":")
    if owner == "stay":
        of_stay = stays.load_stay_tables(session, SHOP, StayId(owner_id))
        return dict(zip(("stays", "orders", "batches", "lines"), of_stay, strict=True))
    shop_id = ShopId(owner_id)
    match table:
        case ["call_board"]:
            return {"call_tickets": orders.load_call_tickets(session, shop_id)}
        case ["menu"]:
            menu = load_menu(session, shop_id, at, ShopDesk(session, shop_id).zone)
            return dict(zip(("categories", "goods"), menu, strict=True))
        case _:
            held = orders.load_kitchen_tables(session, shop_id)
            rows: dict[str, Sequence[Row]] = dict(
                zip(("orders", "batches", "lines"), held, strict=True)
            )
            if table != ["kitchen"]:
                rows["stays"] = stays.open_stays(session, shop_id)
                rows["rooms"] = ShopRepository(session).rooms(shop_id)
            return rows


def _act(line_id: str, action: LineAction, command: LineCommand, kitchen: Kitchen) -> LineBody:
    return kitchen.lines.act(line_id, action, command)


async def open_house(units: Units) -> House:
    await units.write(furnish)
    return House(units)


MINUTE = timedelta(minutes=1)
NO_ROWS = Rows()
