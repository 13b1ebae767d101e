"""The evening of the design pictures: 19:42 at 云麓汤泉, ten tickets, four stations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from typing import Any

from common.domain.ids import BrandId, CategoryId, Fen, GoodsId, OrderId
from common.domain.kitchen import LineState, MarkKind
from common.domain.opening_hours import Span
from common.domain.rows import (
    BatchRow,
    CallTicketRow,
    GoodsRow,
    LineRow,
    OrderRow,
    Row,
    ShopRow,
    StationRow,
)
from tests.support.rows import EVENING, SHOP, a_batch, a_line, a_mark, an_id, an_order, station

NOW = EVENING + timedelta(minutes=2)
STATIONS = ("热菜", "面点", "凉菜", "饮品")
COOKED_AT = {
    "手工水饺": "面点", "小笼包": "面点", "红烧牛肉面": "面点", "扬州炒饭": "热菜", "米饭": "热菜",
    "凉拌木耳": "凉菜", "拍黄瓜": "凉菜", "鲜榨橙汁": "饮品",
}  # fmt: skip
_S = LineState


@dataclass(slots=True)
class House:
    """Rows by table, grown by builders."""

    orders: list[OrderRow] = field(default_factory=list)
    batches: list[BatchRow] = field(default_factory=list)
    lines: list[LineRow] = field(default_factory=list)
    goods: dict[str, GoodsRow] = field(default_factory=dict)

    def rows(self) -> dict[str, Sequence[Row]]:
        return {
            "shops": [a_shop()],
            "stations": stations(),
            "orders": self.orders,
            "batches": self.batches,
            "lines": self.lines,
            "goods": list(self.goods.values()),
        }

    def order(self, place: str, number: int, age: str, **over: Any) -> BatchRow:
        """An order for `801` or `手牌 208`, placed `mm:ss` ago, and its first batch."""
        room, _, tag = place.partition("手牌 ")
        order = an_order(
            number=number,
            room_name=room or None,
            hand_tag=tag or None,
            placed_at=NOW - _span(age),
            **over,
        )
        self.orders.append(order)
        return self.batch(order, age)

    def batch(self, order: OrderRow, age: str, **over: Any) -> BatchRow:
        sequence = 1 + sum(held.order_id == order.id for held in self.batches)
        placed_at = NOW - _span(age)
        batch = a_batch(order, sequence=sequence, placed_at=placed_at, **over)
        self.batches.append(batch)
        return batch

    def add_on(self, batch: BatchRow, age: str) -> BatchRow:
        order = next(order for order in self.orders if order.id == batch.order_id)
        return self.batch(order, age)

    def dish(self, batch: BatchRow, name: str, quantity: int = 1, **over: Any) -> LineRow:
        fields: dict[str, Any] = {
            "name": name,
            "quantity": quantity,
            "goods_id": self.a_goods(name).id,
            "sequence": 1 + sum(held.batch_id == batch.id for held in self.lines),
            "station_ids": (station(COOKED_AT.get(name, "热菜")),),
        }
        line = a_line(batch, **(fields | over))
        self.lines.append(line)
        return line

    def a_goods(self, name: str, **over: Any) -> GoodsRow:
        if name not in self.goods or over:
            fields: dict[str, Any] = {
                "id": GoodsId(station(f"goods {name}")),
                "category_id": CategoryId(station("热菜")),
                "name": name,
                "unit": "份",
                "price_fen": Fen(2800),
                "description": "",
                "glyph": name[0],
                "photo": None,
                "is_signature": False,
                "target_minutes": None,
                "allergens": (),
                "option_groups": (),
                "station_ids": (station(COOKED_AT.get(name, "热菜")),),
                "remaining": None,
                "sold_out": False,
                "sold_out_until": None,
                "on_menu": True,
                "position": len(self.goods),
                "version": 1,
            }
            self.goods[name] = GoodsRow(**(fields | over))
        return self.goods[name]


def _span(age: str) -> timedelta:
    minutes, _, seconds = age.partition(":")
    return timedelta(minutes=int(minutes), seconds=int(seconds))


def a_shop(**over: Any) -> ShopRow:
    fields: dict[str, Any] = {
        "id": SHOP,
        "brand_id": BrandId("01890000-0000-7000-8000-0000000000b1"),
        "name": "云麓汤泉 · 人民路店",
        "zone": "Asia/Shanghai",
        "phone": "021-5555 0188",
        "is_open": True,
        "closed_reason": "",
        "next_change_at": None,
        "judged_at": NOW,
        "hours_text": "每天 10:00–次日 04:00",
        "weekly": tuple(Span(day, time(10), time(4)) for day in range(7)),
        "default_target_minutes": 15,
        "delivery_minutes": 5,
        "collect_hint": "请到 2 楼取餐台",
        "pad_calls": ("呼叫服务员",),
        "version": 1,
    }
    return ShopRow(**(fields | over))


def stations() -> list[StationRow]:
    return [StationRow(station(name), name, at, 1) for at, name in enumerate(STATIONS)]


def evening() -> House:
    """The ten tickets of kitchen_board.png; the last two do not fit its first page."""
    house = House()
    b801 = house.order("801", 7, "17:24")
    rush = a_mark(MarkKind.RUSH, NOW - timedelta(minutes=1))
    house.dish(
        b801, "手工水饺", 2, options=("猪肉白菜",), state=_S.COOKING, marks=(rush,), rush_count=2
    )
    house.dish(b801, "宫保鸡丁", options=("微辣", "不放葱"), allergies=("花生",))
    house.dish(b801, "米饭", 2, state=_S.NOTIFIED)
    b208 = house.order("手牌 208", 9, "12:51")
    house.dish(b208, "扬州炒饭", state=_S.READY)
    cancel = a_mark(MarkKind.CANCEL, NOW - timedelta(seconds=40), text="guest")
    house.dish(b208, "蒜蓉空心菜", state=_S.CANCELLED, marks=(cancel,))
    house.dish(b208, "烤羊肉串", 3, options=("重辣", "多孜然"), state=_S.COOKING)
    b806 = house.order("806", 10, "09:33")
    house.dish(b806, "番茄牛腩锅", options=("小锅", "加豆腐"), state=_S.COOKING)
    house.dish(b806, "米饭", 4, state=_S.READY)
    more = house.add_on(b806, "02:08")
    house.dish(more, "手工水饺", 2, options=("猪肉白菜",))
    house.dish(more, "蛋花汤", note="少盐, 老人吃")
    b126 = house.order("手牌 126", 11, "06:12")
    house.dish(b126, "红烧牛肉面", options=("加面", "香菜"), state=_S.COOKING)
    house.dish(b126, "拍黄瓜", state=_S.READY)
    b131 = house.order("手牌 131", 12, "05:20")
    house.dish(b131, "鱼香肉丝", options=("盖饭",), state=_S.COOKING)
    house.dish(b131, "凉拌木耳", state=_S.NOTIFIED)
    b905 = house.order("905", 13, "04:05")
    house.dish(b905, "手工水饺", 2, options=("韭菜鸡蛋",), note="一份不要醋")
    house.dish(b905, "酸辣土豆丝")
    b077 = house.order("手牌 077", 15, "01:47")
    house.dish(b077, "皮蛋瘦肉粥")
    b1102 = house.order("1102", 16, "00:18")
    house.dish(b1102, "手工水饺", options=("三鲜",), allergies=("虾", "蟹"))
    house.dish(b1102, "小笼包", 2, options=("每份 8 只",))
    house.dish(b1102, "鲜榨橙汁")
    b810 = house.order("810", 17, "00:12")
    house.dish(b810, "清蒸鲈鱼")
    house.dish(b810, "炒时蔬")
    b302 = house.order("手牌 302", 18, "00:08")
    house.dish(b302, "葱油拌面")
    return house


def long_evening() -> House:
    """What is rare: long names, remakes, notes for all, moves, an order taller than the board."""
    house = House()
    b1 = house.order("801", 7, "13:24")
    move = a_mark(MarkKind.MOVE, NOW - timedelta(seconds=50), text="801→805")
    house.dish(b1, "老坛酸菜肥牛米线", options=("加豆皮",), marks=(move,))
    house.dish(
        b1, "手工水饺", 12, options=("猪肉白菜", "不要葱", "多放醋", "分两盘装"), marks=(move,)
    )
    stop = a_mark(MarkKind.STOP, NOW - timedelta(minutes=3), text="房间已清,停做")
    house.dish(b1, "蒜蓉粉丝蒸澳洲大龙虾配伊面", state=_S.COOKING, marks=(stop, move))
    b2 = house.order("手牌 208", 9, "03:10")
    spoilt = house.dish(b2, "烤羊肉串", 6, state=_S.NOTIFIED)
    house.dish(
        b2, "烤羊肉串", 2, remake_of=spoilt.id, allergies=("花生", "芝麻", "虾", "蟹", "鸡蛋")
    )
    calm = a_mark(MarkKind.RUSH, NOW - timedelta(minutes=4), acknowledged_at=NOW)
    house.dish(
        b2, "炒时蔬", marks=(calm,), rush_count=1, note="老人牙不好，请炒软一点，盐少放，不要味精"
    )
    b3 = house.order("榻榻米大包间 06", 10, "19:33")
    house.batches[-1] = b3 = replace(b3, note="先上凉菜，热菜 19:30 以后一起上，有一位素食")
    for n, name in enumerate(
        ("拍黄瓜", "凉拌木耳", "口水鸡", "夫妻肺片", "红烧肉", "糖醋里脊", "清蒸鲈鱼", "麻婆豆腐",
         "干煸四季豆", "扬州炒饭", "米饭", "酸辣汤")
    ):  # fmt: skip
        house.dish(b3, name, 1 + n % 3, state=(_S.READY, _S.COOKING, _S.WAITING)[n % 3])
    b4 = house.order("1102", 116, "110:05")
    house.dish(b4, "云麓烤鸭", state=_S.COOKING)
    printed = a_mark(MarkKind.PRINTED, NOW - timedelta(minutes=9))
    b5 = house.order("803", 12, "01:05")
    house.dish(b5, "拍黄瓜", marks=(printed,))
    return house


def a_call(number: int, place: str, **over: Any) -> CallTicketRow:
    """An order on the calling screen, for `801` or `手牌 208`."""
    room, _, tag = place.partition("手牌 ")
    fields: dict[str, Any] = {
        "id": OrderId(an_id()),
        "number": number,
        "business_day": NOW.date(),
        "room_name": room or None,
        "hand_tag": tag or None,
        "collect": False,
        "since": NOW - timedelta(minutes=40 - number),
        "calls": 0,
        "called_at": None,
        "version": 1,
    }
    return CallTicketRow(**(fields | over))


def calls() -> list[CallTicketRow]:
    """calling_screen.png: ten being made, six to collect, #14 being called a second time."""
    making = [
        (7, "801"), (9, "手牌 208"), (10, "806"), (11, "手牌 126"), (12, "手牌 131"), (13, "905"),
        (15, "手牌 077"), (16, "1102"), (17, "810"), (18, "手牌 302"),
    ]  # fmt: skip
    ready = [(8, "809"), (6, "手牌 119"), (5, "903"), (4, "手牌 240"), (3, "手牌 088")]
    called = [
        a_call(n, place, collect=True, calls=1, called_at=NOW - timedelta(seconds=20 + 3 * at))
        for at, (n, place) in enumerate(ready)
    ]
    hero = a_call(14, "手牌 163", collect=True, calls=2, called_at=NOW - timedelta(seconds=2))
    return [*(a_call(n, place) for n, place in making), *called, hero]
