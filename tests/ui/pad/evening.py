"""Room 801 on the evening of the design pictures: 19:42, a menu, an order under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from common.domain.ids import Fen
from common.domain.kitchen import LineState, MarkKind
from common.domain.roles import Role
from common.domain.rows import (
    BatchRow,
    CategoryRow,
    GoodsRow,
    LineRow,
    OrderRow,
    RoomRow,
    RoomState,
    Row,
    StayRow,
)
from tests.support.fake_core import FakeCore
from tests.support.menu_rows import a_category, a_dish, a_group, a_shop
from tests.support.rows import a_batch, a_line, a_mark, a_room, a_stay, an_order

NOW = datetime(2026, 11, 22, 11, 42, tzinfo=UTC)
"""19:42 in Shanghai."""
FILLING = a_group("馅料", "猪肉白菜", "三鲜", "韭菜鸡蛋", ("虾仁", 600))
TASTE = a_group("口味", "少油", "少盐", "不要香菜", "不要葱", at_most=3)
NOODLE = a_group("面条", "宽面", "细面", ("刀削面", 200), at_least=1)


def at(clock: str) -> datetime:
    """A time of that evening in Shanghai, `19:25`."""
    hours, minutes = clock.split(":")
    return datetime(2026, 11, 22, int(hours) - 8, int(minutes), tzinfo=UTC)


@dataclass(frozen=True)
class Menu:
    categories: tuple[CategoryRow, ...]
    goods: tuple[GoodsRow, ...]

    def dish(self, name: str) -> GoodsRow:
        return next(each for each in self.goods if each.name == name)


def the_menu() -> Menu:
    names = ("招牌", "热菜", "水饺面点", "粥汤", "凉菜", "小吃烧烤", "饮品茶", "酒水")
    blurbs = {"水饺面点": "现包现煮，约 15 分钟", "凉菜": "先上一碟，边泡边等"}
    categories = tuple(
        a_category(name, position=at, tint=1 + at % 5, blurb=blurbs.get(name, ""))
        for at, name in enumerate(names)
    )
    by_name = {each.name: each for each in categories}
    flour = by_name["水饺面点"] = a_category(
        "水饺面点", id=by_name["水饺面点"].id, position=2, tint=1, blurb=blurbs["水饺面点"]
    )
    categories = tuple(by_name[name] for name in names)
    goods: tuple[GoodsRow, ...] = (
        a_dish("云麓烤鸭", by_name["招牌"], glyph="鸭", unit="只", price_fen=Fen(16800),
            description="果木现烤，配荷叶饼与甜面酱", is_signature=True, target_minutes=35),
        a_dish("汤泉老鸭煲", by_name["招牌"], glyph="煲", unit="锅", price_fen=Fen(9800),
            description="慢煲四小时，配粉丝", is_signature=True, position=1),
        a_dish("宫保鸡丁", by_name["热菜"], glyph="丁", price_fen=Fen(4200),
            description="荔枝口，花生酥脆", target_minutes=12, allergens=("花生", "大豆")),
        a_dish("手工水饺", flour, glyph="饺", description="猪肉白菜 / 三鲜 / 韭菜鸡蛋",
            is_signature=True, target_minutes=14, allergens=("麸质",), option_groups=(FILLING, TASTE)),
        a_dish("红烧牛肉面", flour, glyph="面", price_fen=Fen(3600), description="慢炖四小时，可加面",
            allergens=("麸质",), position=1, option_groups=(NOODLE,), target_minutes=12),
        a_dish("蟹黄小笼包", flour, glyph="笼", unit="笼", price_fen=Fen(4200), description="每笼 8 只",
            sold_out=True, sold_out_until=NOW + timedelta(hours=15, minutes=18), position=2),
        a_dish("扬州炒饭", flour, glyph="饭", price_fen=Fen(2600), description="虾仁、火腿、青豆",
            option_groups=(TASTE,), position=3, target_minutes=10),
        a_dish("葱油拌面", flour, glyph="葱", price_fen=Fen(1800), description="素 · 可少油",
            position=4, target_minutes=8),
        a_dish("酒酿圆子", flour, glyph="圆", unit="碗", price_fen=Fen(1600), description="微甜 · 含酒酿",
            remaining=3, position=7, target_minutes=11, allergens=("酒精",)),
        a_dish("虾仁馄饨", flour, glyph="馄", unit="碗", price_fen=Fen(2400), description="紫菜虾皮汤底",
            position=12, target_minutes=10, allergens=("甲壳类",)),
        a_dish("鲜肉包", flour, glyph="包", unit="笼", price_fen=Fen(1800), description="每笼 4 只",
            position=15, target_minutes=10),
        a_dish("葱花饼", flour, glyph="饼", price_fen=Fen(1200), description="现烙，外酥里软",
            position=16, target_minutes=10),
        a_dish("拍黄瓜", by_name["凉菜"], glyph="瓜", price_fen=Fen(1400), description="蒜香，脆爽",
            option_groups=(TASTE,), target_minutes=5),
    )  # fmt: skip
    for name in ("粥汤", "小吃烧烤", "饮品茶", "酒水"):
        goods += (a_dish(f"{name}一份", by_name[name]),)
    return Menu(categories, goods)


@dataclass
class Evening:
    """A pad in room 801 and the rows behind it."""

    core: FakeCore
    menu: Menu
    room: RoomRow
    stay: StayRow
    order: OrderRow | None = None
    batches: tuple[BatchRow, ...] = ()
    lines: tuple[LineRow, ...] = ()

    def line(self, name: str) -> LineRow:
        """The line as the pad has it now."""
        rows = self.core.tables()["lines"].values()
        return next(x for x in rows if isinstance(x, LineRow) and x.name == name)


def an_evening(
    *,
    is_checked_in: bool = True,
    room_state: RoomState = RoomState.OCCUPIED,
    with_order: bool = False,
    at: datetime = NOW,
    **shop: object,
) -> Evening:
    menu = the_menu()
    state = room_state if is_checked_in or room_state is RoomState.TO_CLEAN else RoomState.VACANT
    room = a_room(state=state)
    stay = a_stay(room_id=room.id)
    order, batches, lines = _ordered(stay, room) if with_order else (None, (), ())
    rows: dict[str, tuple[Row, ...]] = {
        "shops": (a_shop(**shop),),
        "categories": menu.categories,
        "goods": menu.goods,
        "rooms": (room,),
        "stays": (stay,) if is_checked_in else (),
        "orders": (order,) if order else (),
        "batches": batches,
        "lines": lines,
    }
    core = FakeCore(Role.PAD, rows, room_id=room.id, at=at)
    return Evening(core, menu, room, stay, order, batches, lines)


def _ordered(
    stay: StayRow, room: RoomRow
) -> tuple[OrderRow, tuple[BatchRow, ...], tuple[LineRow, ...]]:
    """#07: tea that was drunk, dumplings that are late and were rushed, a sweet just ordered."""
    order = an_order(
        stay_id=stay.id, room_id=room.id, placed_at=at("18:50"), total_fen=Fen(15800), number=7
    )
    tea = a_batch(order, placed_at=at("18:50"), seen_at=at("18:50"), promised_at=at("18:55"))
    meal = a_batch(
        order, sequence=2, placed_at=at("19:25"), seen_at=at("19:26"), promised_at=at("19:39")
    )
    sweet = a_batch(order, sequence=3, placed_at=at("19:42"), promised_at=at("19:53"))
    rushed = (a_mark(MarkKind.RUSH, at("19:41")),)
    asked = {"rushed_at": at("19:41"), "rush_count": 1, "marks": rushed}
    drunk = {"delivered_at": at("18:58"), "state": LineState.DELIVERED}
    lines = (
        a_line(tea, name="龙井茶", quantity=1, price_fen=Fen(2400), **drunk),
        a_line(tea, name="果盘", quantity=1, price_fen=Fen(1800), sequence=2, **drunk),
        a_line(meal, name="手工水饺", options=("猪肉白菜",), state=LineState.COOKING,
            started_at=at("19:30"), **asked),
        a_line(meal, name="宫保鸡丁", quantity=1, options=("微辣", "不放葱"), allergies=("花生",),
            price_fen=Fen(3600), sequence=2, promised_at=at("19:37"), **asked),
        a_line(meal, name="米饭", price_fen=Fen(400), state=LineState.READY, sequence=3,
            promised_at=at("19:35")),
        a_line(sweet, name="酒酿圆子", quantity=1, price_fen=Fen(1600), unit="碗"),
    )  # fmt: skip
    return order, (tea, meal, sweet), lines
