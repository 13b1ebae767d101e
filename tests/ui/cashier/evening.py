"""The desk on the evening of the design picture: 19:42, three floors, nine tags, three calls."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from common.domain.bill_rows import (
    Adjustment,
    AdjustmentKind,
    BillRow,
    Charge,
    Payment,
    PaymentMethod,
)
from common.domain.billing import empty_bill
from common.domain.ids import AdjustmentId, CallId, ChargeId, Fen, PaymentId, ShiftId, StayId
from common.domain.kitchen import CancelReason, LineState
from common.domain.rows import (
    BatchRow,
    CallState,
    LineRow,
    OrderRow,
    OrderSource,
    RoomRow,
    RoomState,
    ServiceCallRow,
    StayRow,
)
from tests.support.menu_rows import a_category, a_dish, a_group, a_shop
from tests.support.rows import a_batch, a_line, a_room, a_stay, an_id, an_order
from tests.ui.cashier.fake_desk import DeskCore

NOW = datetime(2026, 11, 22, 11, 42, tzinfo=UTC)
"""19:42 in Shanghai."""
_S = LineState


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


@dataclass
class House:
    """Rows of a shop under construction; `core()` opens the desk on them."""

    rooms: dict[str, RoomRow] = field(default_factory=dict)
    stays: dict[str, StayRow] = field(default_factory=dict)
    orders: list[OrderRow] = field(default_factory=list)
    batches: list[BatchRow] = field(default_factory=list)
    lines: list[LineRow] = field(default_factory=list)
    calls: list[ServiceCallRow] = field(default_factory=list)
    bills: list[BillRow] = field(default_factory=list)

    def room(self, name: str, kind: str, state: RoomState, since: float = 0) -> RoomRow:
        floor = f"{name[:-2]} 楼"
        row = a_room(name=name, floor=floor, kind=kind, state=state, state_since=ago(since),
                     position=len(self.rooms))  # fmt: skip
        self.rooms[name] = row
        return row

    def guests(self, name: str, since: float, **over: Any) -> StayRow:
        """Guests in room `name`, or with hand tag `name` where there is no such room."""
        room = self.rooms.get(name)
        stay = a_stay(
            room_id=room.id if room else None,
            room_name=name if room else None,
            hand_tags=() if room else (name,),
            opened_at=ago(since),
            **over,
        )
        self.stays[name] = stay
        return stay

    def charge(self, name: str, what: str, fen: int) -> None:
        stay = self.stays[name]
        charge = Charge(ChargeId(an_id()), stay.id, what, Fen(fen), None, ago(30))
        held = next((x for x in self.bills if x.id == stay.id), empty_bill(stay.id))
        self.bills = [x for x in self.bills if x.id != stay.id]
        self.bills.append(BillRow(stay.id, held.stay_ids, (*held.charges, charge),
                                  held.adjustments, (), (), held.payments, 1))  # fmt: skip

    def discount(self, name: str, percent: int, reason: str) -> None:
        stay = self.stays[name]
        held = next((x for x in self.bills if x.id == stay.id), empty_bill(stay.id))
        off = Adjustment(AdjustmentId(an_id()), stay.id, AdjustmentKind.PERCENT, percent, (),
                         reason, None, None, ago(1))  # fmt: skip
        self.bills = [x for x in self.bills if x.id != stay.id]
        self.bills.append(BillRow(stay.id, held.stay_ids, held.charges, (off,), (), (), (), 2))

    def paid(self, name: str) -> None:
        """By WeChat, to the last fen."""
        stay = self.stays[name]
        orders = {x.id for x in self.orders if x.stay_id == stay.id}
        fen = Fen(sum(x.price_fen * x.quantity for x in self.lines if x.order_id in orders))
        payment = Payment(
            PaymentId(an_id()), stay.id, PaymentMethod.WECHAT, fen, fen, Fen(0), "", "",
            ShiftId(an_id()), None, ago(1), ago(1),
        )  # fmt: skip
        self.bills.append(replace(empty_bill(stay.id), payments=(payment,), version=1))

    def order(self, name: str, number: int, placed: float = 10, seen: bool = True) -> BatchRow:
        stay = self.stays[name]
        is_tag = stay.room_id is None
        order = an_order(
            stay_id=stay.id, number=number, room_id=stay.room_id, room_name=stay.room_name,
            hand_tag=name if is_tag else None, placed_at=ago(placed),
            source=OrderSource.HAND_TAG if is_tag else OrderSource.PAD,
        )  # fmt: skip
        batch = a_batch(order, seen_at=ago(placed) if seen else None)
        self.orders.append(order)
        self.batches.append(batch)
        return batch

    def dish(self, batch: BatchRow, name: str, fen: int, quantity: int = 1, **over: Any) -> LineRow:
        line = a_line(batch, name=name, quantity=quantity, price_fen=Fen(fen), seen_at=batch.seen_at,
                      sequence=len(self.lines) + 1, **over)  # fmt: skip
        self.lines.append(line)
        return line

    def call(self, name: str, text: str, seconds: float) -> ServiceCallRow:
        stay = self.stays[name]
        row = ServiceCallRow(
            CallId(an_id()), stay.id, stay.room_id, stay.room_name,
            stay.hand_tags[0] if stay.hand_tags else None, text, CallState.OPEN,
            NOW - timedelta(seconds=seconds), None, None, None, 1,
        )  # fmt: skip
        self.calls.append(row)
        return row

    def core(self) -> DeskCore:
        main = a_category("热菜")
        flour = a_category("水饺面点", position=1)
        filling = a_group("馅料", "猪肉白菜", "三鲜", ("虾仁", 600), at_least=1)
        goods = (
            a_dish("手工水饺", flour, option_groups=(filling,)),
            a_dish("酒酿圆子", flour, price_fen=Fen(1600), unit="碗", position=1),
            a_dish("宫保鸡丁", main, price_fen=Fen(3800)),
            a_dish("红烧肉", main, price_fen=Fen(4800), position=1, sold_out=True),
        )
        rows = {
            "shops": (a_shop(name="云麓汤泉 · 人民路店"),),
            "rooms": tuple(self.rooms.values()),
            "stays": tuple(self.stays.values()),
            "orders": tuple(self.orders),
            "batches": tuple(self.batches),
            "lines": tuple(self.lines),
            "service_calls": tuple(self.calls),
            "bills": tuple(self.bills),
            "categories": (main, flour),
            "goods": goods,
        }
        return DeskCore(rows, at=NOW)


@dataclass
class Evening:
    core: DeskCore
    house: House

    def room_id(self, name: str) -> str:
        return self.house.rooms[name].id

    def stay_id(self, name: str) -> StayId:
        return self.house.stays[name].id


_GRID = {
    "标准房": "801f 802u 803u 804 805c8 806f 807u 808 809f 810 811u 812c6 813 814u",
    "家庭房": "901u 902 903f 904u 905f 906 907c11 908u 909 910 911u 912u 913 914c9",
    "汤泉套房": "1101 1102f 1103u 1104 1105u 1106 1107u 1108f 1109 1110u 1111c8 1112 1113u 1114",
}
"""f: food under way, u: in use, cN: to clean since N minutes."""


def a_house() -> House:
    """Room 801's bill as drawn, and a house full of guests around it."""
    house = House()
    for kind, tiles in _GRID.items():
        for at, tile in enumerate(tiles.split()):
            name = tile.rstrip("fu").split("c")[0]
            is_dirty = "c" in tile
            state = RoomState.TO_CLEAN if is_dirty else RoomState.OCCUPIED
            since = float(tile.split("c")[1]) if is_dirty else 0.0
            house.room(name, kind, RoomState.VACANT if tile == name else state, since)
            if not is_dirty and tile != name:
                house.guests(name, 152 if name == "801" else 70 + 17 * at % 130, guests=2)
                house.charge(name, "房费", 19800 if name == "801" else 9900 + 1700 * at)
            if tile.endswith("f") and name != "801":
                batch = house.order(name, 20 + len(house.orders))
                for _ in range(1 + at % 4):
                    house.dish(batch, "葱油拌面", 1800, state=_S.COOKING)
    _bill_of_801(house)
    _tags(house)
    house.call("806", "要热水和毛巾", 252)
    house.call("131", "加一副餐具", 90)
    house.call("903", "呼叫服务员", 22)
    return house


def _bill_of_801(house: House) -> None:
    meal = house.order("801", 7, placed=17)
    house.dish(meal, "手工水饺", 2800, 2, options=("猪肉白菜",), state=_S.COOKING)
    house.dish(meal, "宫保鸡丁", 3800, options=("微辣", "不放葱"))
    house.dish(meal, "米饭", 300, 2, state=_S.DELIVERED)
    house.dish(meal, "龙井茶", 2200, state=_S.DELIVERED)
    house.dish(meal, "果盘", 2000, state=_S.DELIVERED)
    house.dish(meal, "凉拌木耳", 1800, state=_S.CANCELLED, cancel_reason=CancelReason.GUEST)
    sweet = a_batch(house.orders[-1], sequence=2, placed_at=ago(0.3))
    house.batches.append(sweet)
    house.dish(sweet, "酒酿圆子", 1600, unit="碗")
    house.discount("801", 10, "老客")


_BEFORE: dict[tuple[str, LineState], dict[str, int]] = {
    ("163", _S.NOTIFIED): {"notify_count": 2},
    ("119", _S.NOTIFIED): {"notify_count": 3},
}


def _tags(house: House) -> None:
    for name, number, fen, states in (
        ("163", 14, 5800, (_S.NOTIFIED,)),
        ("119", 6, 3600, (_S.NOTIFIED,)),
        ("208", 9, 10400, (_S.READY, _S.COOKING, _S.WAITING)),
        ("126", 11, 5000, (_S.READY, _S.COOKING)),
        ("131", 12, 4200, (_S.READY, _S.WAITING)),
        ("077", 15, 1600, (_S.WAITING,)),
        ("152", 2, 2400, (_S.DELIVERED,)),
        ("088", 3, 3200, (_S.DELIVERED,)),
        ("054", 5, 1200, (_S.PICKED_UP,)),
    ):
        house.guests(name, 40)
        batch = house.order(name, number, placed=4 + number % 7)
        for at, state in enumerate(states):
            share = fen // len(states) + (fen % len(states) if at == 0 else 0)
            house.dish(batch, f"小面{at + 1}", share, state=state, **_BEFORE.get((name, state), {}))
    house.paid("119")


def an_evening() -> Evening:
    house = a_house()
    return Evening(house.core(), house)
