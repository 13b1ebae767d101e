"""Whatever people do in whatever order: the house stays in order, and every screen can follow.

After each command, for every stream: the tables as they were, with the events since applied, are a
fresh snapshot. That is what spec 20 rests on.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from common.domain.errors import DomainError
from common.domain.kitchen import CancelReason, LineAction, LineState, MarkKind
from common.domain.projection import Tables, apply, empty_tables
from common.domain.roles import Actor
from common.domain.rows import OrderState, StayState
from common.wire.requests import (
    Acknowledge,
    CancelLine,
    ChangeTags,
    CheckIn,
    Clean,
    Leave,
    LineCommand,
    MergeStays,
    MoveStay,
    OpenStay,
    OrderLinesCommand,
    Recall,
    Remake,
    SoldOut,
    Split,
    Stop,
    SwapStays,
    TransferBatch,
)
from server.db.migrate import migrate
from server.db.units import open_units
from server.kitchen.repository import ORDERS
from server.kitchen.service import Kitchen
from server.kitchen.stay_repository import STAYS
from tests.support.clock import FakeClock
from tests.support.databases import Databases
from tests.support.house import (
    CAKE,
    CASHIER,
    CLERK,
    COLA,
    COOK,
    MANAGER,
    OTHER_SHOP,
    PAD,
    PAD_802,
    ROOM_801,
    ROOM_802,
    ROOM_805,
    SHOP,
    WAITER,
    House,
    an_order_of,
    cake,
    cola,
    dumplings,
    fish,
    furnish,
)

SHARED = ("kitchen", "cashier", "waiter", "call_board", "menu")
ROOMS = (ROOM_801, ROOM_802, ROOM_805)
TAGS = ("1", "2", "3")
KINDS = ("place", "step", "line", "order", "stay", "room", "goods")
WEIGHTS = (5, 9, 6, 3, 6, 1, 1)
STEPS = (
    LineAction.START,
    LineAction.FINISH,
    LineAction.NOTIFY,
    LineAction.PICK_UP,
    LineAction.DELIVER,
)

Command = Callable[[Kitchen], object]
Deed = tuple[Actor, Command]


class Evening:
    """A venue in which anything may happen next; `pick` chooses among what there is."""

    def __init__(self, house: House, clock: FakeClock) -> None:
        self.house = house
        self.clock = clock
        self.keys = 0
        self.seen = house.tops()
        fixed = [f"shop:{shop}:{each}" for shop in (SHOP, OTHER_SHOP) for each in SHARED]
        self.tables = {stream: house.snapshot(stream, clock.now()) for stream in fixed}

    def lines(self) -> list[Any]:
        rows = self.house.snapshot(f"shop:{SHOP}:kitchen", self.clock.now())
        return sorted(rows["lines"].values(), key=lambda row: row.id)

    def of(self, table: str) -> list[Any]:
        rows = self.house.snapshot(f"shop:{SHOP}:cashier", self.clock.now())
        return sorted(rows[table].values(), key=lambda row: row.id)

    def do(self, deed: Deed) -> None:
        actor, command = deed
        self.keys += 1
        tops = self.house.tops()
        try:
            self.house.do(actor, command, f"key-{self.keys}")
        except DomainError:
            assert self.house.tops() == tops, "a refusal pushes nothing"
        self.check()

    # ── what holds after every command ──────────────────────────────────────────────────────────

    def check(self) -> None:
        self.check_projection()
        self.check_orders()
        self.check_stays()

    def check_projection(self) -> None:
        tops, now = self.house.tops(), self.clock.now()
        for stream, fresh in self.house.snapshots(tops, now).items():
            tables = self.tables.setdefault(stream, empty_tables())
            if tops[stream] != self.seen.get(stream, 0):
                for _, body in self.house.events(stream, self.seen.get(stream, 0)):
                    apply(tables, body.change())
            assert _shown(tables, now) == _shown(fresh, now), stream
        self.seen = tops

    def check_orders(self) -> None:
        board: Any = self.house.snapshot(f"shop:{SHOP}:kitchen", self.clock.now())
        numbers = self.numbers()
        for day, drawn in numbers.items():
            assert sorted(drawn) == list(range(1, len(drawn) + 1)), day
        for order in board["orders"].values():
            lines = [x for x in board["lines"].values() if x.order_id == order.id]
            live = [x for x in lines if x.state is not LineState.CANCELLED]
            assert order.total_fen == sum(x.price_fen * x.quantity for x in live)
            assert (order.state is OrderState.CANCELLED) == (
                not live and order.state is not OrderState.COMPLETED
            )

    def numbers(self) -> dict[str, list[int]]:
        """The numbers drawn, by business day."""
        drawn: dict[str, list[int]] = {}
        query = select(ORDERS.c.business_day, ORDERS.c.number).where(ORDERS.c.shop_id == SHOP)
        for day, number in self.house.units.run_read(lambda s: s.execute(query).all()):
            drawn.setdefault(str(day), []).append(number)
        return drawn

    def ended_stays(self) -> list[str]:
        query = select(STAYS.c.id).where(STAYS.c.state == StayState.ENDED).order_by(STAYS.c.id)
        return list(self.house.units.run_read(lambda s: s.scalars(query).all()))

    def check_stays(self) -> None:
        stays = [x for x in self.of("stays") if x.state is StayState.OPEN]
        for room_id in ROOMS:
            here = [x for x in stays if x.room_id == room_id]
            assert sum(not x.hand_tags for x in here) <= 1
            assert (self.house.room(room_id).state == "vacant") == (not here)
        worn = [tag for stay in stays for tag in stay.hand_tags]
        assert len(worn) == len(set(worn))
        with_open_order = [x.stay_id for x in self.of("orders") if x.state is OrderState.OPEN]
        assert len(with_open_order) == len(set(with_open_order))
        assert set(with_open_order) <= {x.id for x in stays}


def _shown(tables: Tables, now: datetime) -> Tables:
    """The tables that hold something; a dish that is available again by the clock alone is so."""
    goods = {key: _judged(row, now) for key, row in tables.get("goods", {}).items()}
    return {name: rows for name, rows in (tables | {"goods": goods}).items() if rows}


def _judged(row: Any, now: datetime) -> Any:  # Any: a GoodsRow
    if row.sold_out_until is None or row.sold_out_until > now:
        return row
    return replace(row, sold_out=row.remaining == 0, sold_out_until=None)


# ── what people do ───────────────────────────────────────────────────────────────────────────────


def deed(evening: Evening, chance: Random) -> Deed:
    """One deed of one person, aimed at what there is."""
    match chance.choices(KINDS, WEIGHTS)[0]:
        case "place":
            return _placing(chance)
        case "step" | "line" as kind:
            lines = evening.lines()
            if not lines:
                return _placing(chance)
            line = chance.choice(lines)
            return _step(line, chance) if kind == "step" else _on_line(evening, line, chance)
        case "order":
            orders = evening.of("orders")
            return _on_order(evening, chance.choice(orders), chance) if orders else _placing(chance)
        case "stay":
            return _on_stay(evening, chance)
        case "room":
            return _on_room(chance)
        case _:
            return _on_goods(chance)


def _placing(chance: Random) -> Deed:
    dishes = [dumplings(2), fish(), cola(3), cake(1), cake(2)]
    lines = chance.choices(dishes, k=chance.randint(1, 3))
    guests: list[tuple[Actor, dict[str, Any]]] = [
        (PAD, {}),
        (PAD_802, {}),
        (CASHIER, {"room_id": ROOM_805}),
        (CASHIER, {"hand_tag": "1"}),
        (PAD, {"hand_tag": "2"}),
    ]
    actor, over = chance.choice(guests)
    wanted = an_order_of(*lines, **over)
    return actor, lambda kitchen: kitchen.placing.place(wanted)


def _step(line: Any, chance: Random) -> Deed:
    """Mostly the step that comes next."""
    following = {
        LineState.WAITING: LineAction.START,
        LineState.COOKING: LineAction.FINISH,
        LineState.READY: LineAction.NOTIFY,
        LineState.NOTIFIED: LineAction.PICK_UP,
        LineState.PICKED_UP: LineAction.DELIVER,
    }
    action = chance.choice([following.get(line.state, LineAction.START), *STEPS])
    return COOK, lambda kitchen: kitchen.lines.act(line.id, action, LineCommand())


def _on_line(evening: Evening, line: Any, chance: Random) -> Deed:
    undone = f"key-{evening.keys}"
    mark = chance.choice(list(MarkKind))
    if line.marks:
        mark = chance.choice([*(x.kind for x in line.marks), mark])
    choices: list[Deed] = [
        (PAD, lambda k: k.lines.cancel(line.id, CancelLine())),
        (COOK, lambda k: k.lines.cancel(line.id, CancelLine(reason=CancelReason.SOLD_OUT))),
        (COOK, lambda k: k.lines.recall(line.id, Recall(from_state=line.state))),
        (COOK, lambda k: k.lines.recall(line.id, Recall(undoes=undone))),
        (WAITER, lambda k: k.lines.rush(line.id, LineCommand())),
        (CASHIER, lambda k: k.lines.stop(line.id, Stop())),
        (COOK, lambda k: k.lines.split(line.id, Split(quantity=1))),
        (COOK, lambda k: k.lines.remake(line.id, Remake(quantity=1))),
        (COOK, lambda k: k.lines.acknowledge(line.id, Acknowledge(mark=mark))),
        (COOK, lambda k: k.lines.acknowledge(line.id, Acknowledge(mark=mark))),
        (COOK, lambda k: k.orders.lines_seen([line.id])),
    ]
    return chance.choice(choices)


def _on_order(evening: Evening, order: Any, chance: Random) -> Deed:
    lines = [x for x in evening.lines() if x.order_id == order.id]
    command = OrderLinesCommand(line_ids=[x.id for x in lines])
    action = chance.choice([*STEPS, LineAction.CANCEL])
    batch_id = lines[0].batch_id if lines else order.id
    stays = evening.of("stays")
    to = chance.choice([x.id for x in stays]) if stays else order.stay_id
    wanted = TransferBatch(stay_id=to, reason="送错了")
    choices: list[Deed] = [
        (COOK, lambda k: k.orders.act(order.id, action, command)),
        (CASHIER, lambda k: k.orders.cancel_order(order.id, CancelLine())),
        (CASHIER, lambda k: k.orders.cancel_batch(batch_id, CancelLine())),
        (CASHIER, lambda k: k.moves.transfer(batch_id, wanted)),
    ]
    return chance.choice(choices)


def _on_stay(evening: Evening, chance: Random) -> Deed:
    room_id, tag = chance.choice(ROOMS), chance.choice(TAGS)
    ended = evening.ended_stays()
    stays = [x.id for x in evening.of("stays")]
    choices: list[Deed] = [
        (CASHIER, lambda k: k.stays.check_in(room_id, CheckIn())),
        (CASHIER, lambda k: k.stays.check_in(room_id, CheckIn(hand_tag=tag))),
        (CASHIER, lambda k: k.stays.open(OpenStay(hand_tags=[tag]))),
    ]
    if stays:
        one, other = chance.choice(stays), chance.choice(stays)
        forced = Clean(force=True, reason="走了")
        choices += [
            (CASHIER, lambda k: k.moves.move(one, MoveStay(room_id=room_id))),
            (CASHIER, lambda k: k.moves.move(one, MoveStay(room_id=room_id))),
            (CASHIER, lambda k: k.moves.swap(one, SwapStays(with_stay_id=other))),
            (CASHIER, lambda k: k.moves.merge(one, MergeStays(into_stay_id=other))),
            (CLERK, lambda k: k.moves.unmerge(one, "分开付")),
            (CASHIER, lambda k: k.stays.change_tags(one, ChangeTags(add=[tag]))),
            (CASHIER, lambda k: k.stays.change_tags(one, ChangeTags(remove=[tag]))),
            (CASHIER, lambda k: k.cleaning.leave(one)),
            (CASHIER, lambda k: k.cleaning.close(one, forced)),
        ]
    if ended:
        last = chance.choice(ended)
        choices.append((MANAGER, lambda k: k.cleaning.reopen(last, "还没走")))
    return chance.choice(choices)


def _on_room(chance: Random) -> Deed:
    room_id = chance.choice(ROOMS)
    forced = Clean(force=True, reason="走了")
    choices: list[Deed] = [
        (CASHIER, lambda k: k.cleaning.leave_room(room_id, Leave())),
        (WAITER, lambda k: k.cleaning.clean(room_id, Clean())),
        (WAITER, lambda k: k.cleaning.clean(room_id, forced)),
    ]
    return chance.choice(choices)


def _on_goods(chance: Random) -> Deed:
    goods_id = chance.choice([COLA, CAKE])
    choices: list[Deed] = [
        (COOK, lambda k: k.orders.sold_out(goods_id, SoldOut())),
        (COOK, lambda k: k.orders.sold_out(goods_id, SoldOut(waiting="cancel"))),
        (COOK, lambda k: k.orders.available(goods_id)),
    ]
    return chance.choice(choices)


# ── the test ─────────────────────────────────────────────────────────────────────────────────────

STEPS_OF_AN_EVENING = 60


def prepare(url: str) -> None:
    migrate(url)
    units = open_units(url, FakeClock().now)
    units.run_write(furnish)
    asyncio.run(units.close())


def live_through(databases: Databases, chance: Random) -> None:
    clock = FakeClock()
    units = open_units(databases.prepared("furnished", prepare), clock.now)
    evening = Evening(House(units), clock)
    try:
        for _ in range(STEPS_OF_AN_EVENING):
            evening.do(deed(evening, chance))
            clock.advance(timedelta(minutes=chance.choice((0, 0, 1, 4, 30))))
    finally:
        asyncio.run(units.close())


@settings(
    max_examples=12,
    # The factory of databases holds nothing of an example.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_any_sequence_of_commands(sqlite_databases: Databases, seed: int) -> None:
    live_through(sqlite_databases, Random(seed))


@pytest.mark.parametrize("seed", [3, 17])
def test_the_same_on_postgresql(postgres_databases: Databases, seed: int) -> None:
    live_through(postgres_databases, Random(seed))
