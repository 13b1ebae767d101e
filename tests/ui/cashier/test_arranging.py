"""The order of rooms, stations, categories and dishes: dragged or stepped, saved at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from common.client.api import ProblemAnswered, Unreachable
from common.domain.arranging import rearranged
from common.domain.ids import GoodsId
from common.domain.rows import GoodsRow, RoomRow
from common.wire.menu import DishesBody
from common.wire.problems import Problem
from common.wire.requests import Arrangement
from common.wire.shop import RoomsAnswer
from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import an_evening
from tests.ui.cashier.office import Office
from tests.ui.cashier.test_corner_menu import a_dish_of, tell

ROUTE = "/v1/rooms/order"


async def at_the_rooms(open_desk: OpenDesk) -> Desk:
    desk = open_desk(an_evening())
    desk.core.is_manager = True
    await desk.core.sign_in("wangmin", "2468")
    Office(desk)
    desk.core.routes[ROUTE] = lambda body: arranged(desk, body)
    await desk.key("Ctrl+,")
    await desk.tap("page-rooms")
    return desk


def rooms(desk: Desk) -> dict[str, RoomRow]:
    return {x.id: x for x in desk.core.tables()["rooms"].values() if isinstance(x, RoomRow)}


def arranged(desk: Desk, body: object) -> RoomsAnswer:
    """What the server does."""
    assert isinstance(body, Arrangement)
    held = rooms(desk)
    moved = rearranged(body.ids, {x.id: x.position for x in held.values()}, "room.unknown")
    rows = [
        replace(held[key], position=place, version=held[key].version + 1)
        for key, place in moved.items()
    ]
    desk.core.server_says("room.changed", rooms=rows)
    return RoomsAnswer([*rooms(desk).values()])


def shown(desk: Desk) -> list[str]:
    """The names in the list, from the top."""
    found = [x for x in _rows(desk) if x[1]]
    return [name for _, name in sorted(found)]


def _rows(desk: Desk) -> list[tuple[float, str]]:
    waiting, found = [desk.window.root], []
    while waiting:
        item = waiting.pop()
        if item.objectName().startswith("row-") and item.isVisible():
            found.append((item.mapToScene(QPointF(0, 0)).y(), str(item.property("title"))))
        waiting += item.childItems()
    return found


def stored(desk: Desk) -> list[str]:
    return [x.name for x in sorted(rooms(desk).values(), key=lambda x: (x.position, x.name))]


async def test_a_room_goes_up_with_one_key_and_is_saved_at_once(open_desk: OpenDesk) -> None:
    desk = await at_the_rooms(open_desk)
    await desk.tap(desk.row("803"))
    await desk.key("Ctrl+Shift+Up")
    await desk.until(lambda: stored(desk)[:3] == ["801", "803", "802"])
    await desk.key("Ctrl+Shift+Down")
    await desk.until(lambda: stored(desk)[:3] == ["801", "802", "803"])
    assert not desk.sees("dirty")


async def test_a_finger_steps_it_down(open_desk: OpenDesk) -> None:
    desk = await at_the_rooms(open_desk)
    row = desk.row("801")
    await desk.tap(row)
    await desk.tap(row.replace("row-", "down-"))
    await desk.until(lambda: stored(desk)[:2] == ["802", "801"])
    await desk.until(lambda: shown(desk)[:2] == ["802", "801"])


def _grip(desk: Desk, title: str) -> QPoint:
    item = desk.items(desk.row(title).replace("row-", "grip-"))[0]
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


async def drag(desk: Desk, title: str, to: QPoint) -> None:
    """Hold it over `to` without letting go."""
    view, start = desk.window.view, _grip(desk, title)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    for part in (1, 2, 3, 4):
        QTest.mouseMove(view, start + (to - start) * part / 4)
        await desk.breathe()


async def hold_over(desk: Desk, title: str, other: str) -> None:
    """Carry one row to another by its grip."""
    await drag(desk, title, _grip(desk, other))


async def test_a_room_is_dragged_where_it_belongs(open_desk: OpenDesk) -> None:
    desk = await at_the_rooms(open_desk)
    await desk.wait_for(desk.row("806"))
    target = _grip(desk, "802")
    await drag(desk, "806", target)
    await desk.wait_for("dropLine")
    QTest.mouseRelease(desk.window.view, Qt.MouseButton.LeftButton, pos=target)
    await desk.until(lambda: stored(desk)[:4] == ["801", "806", "802", "803"])
    assert not desk.sees("dropLine")


async def test_at_the_edge_the_list_goes_on_under_the_hand(open_desk: OpenDesk) -> None:
    desk = await at_the_rooms(open_desk)
    await desk.wait_for(desk.row("801"))
    rows = desk.items("rows")[0]
    bottom = rows.mapToScene(QPointF(0, rows.height() - 8)).toPoint()
    target = QPoint(_grip(desk, "801").x(), bottom.y())
    await drag(desk, "801", target)
    await desk.until(
        lambda: rows.property("contentY") >= rows.property("contentHeight") - rows.height()
    )
    QTest.mouseRelease(desk.window.view, Qt.MouseButton.LeftButton, pos=target)
    await desk.until(lambda: stored(desk)[-1] == "801")


async def test_let_go_where_it_was_it_asks_for_nothing(open_desk: OpenDesk) -> None:
    desk = await at_the_rooms(open_desk)
    await desk.wait_for(desk.row("803"))
    place = _grip(desk, "803")
    await drag(desk, "803", _grip(desk, "805"))
    QTest.mouseMove(desk.window.view, place)
    QTest.mouseRelease(desk.window.view, Qt.MouseButton.LeftButton, pos=place)
    await desk.breathe()
    assert all(path != ROUTE for _, path, *_ in desk.core.asked)


async def test_an_order_that_is_refused_goes_back_and_says_why(open_desk: OpenDesk) -> None:
    desk = await at_the_rooms(open_desk)

    def refused(_: object) -> object:
        raise ProblemAnswered(Problem("manager.required", 403))

    desk.core.routes[ROUTE] = refused
    await desk.tap(desk.row("802"))
    await desk.key("Ctrl+Shift+Up")
    await desk.until(lambda: desk.read("toast"))
    await desk.until(lambda: shown(desk)[:2] == ["801", "802"])

    def silent(_: object) -> object:
        raise Unreachable("cut")

    desk.core.routes[ROUTE] = silent
    await desk.key("Ctrl+Shift+Up")
    await desk.reads("toast", "次序没有改")
    await desk.until(lambda: shown(desk)[:2] == ["801", "802"])


async def test_what_is_sifted_cannot_be_arranged(open_desk: OpenDesk) -> None:
    desk = await at_the_rooms(open_desk)
    row = desk.row("802")
    await desk.tap(row)
    assert desk.sees(row.replace("row-", "grip-"))
    await desk.tap("filter-busy")
    await desk.wait_gone(row.replace("row-", "grip-"))
    await desk.key("Ctrl+Shift+Up")
    assert all(path != ROUTE for _, path, *_ in desk.core.asked)


async def test_renaming_leaves_a_dragged_room_where_it_was_put(open_desk: OpenDesk) -> None:
    desk = await at_the_rooms(open_desk)
    await desk.tap(desk.row("803"))
    await desk.key("Ctrl+Shift+Up")
    await desk.until(lambda: stored(desk)[:3] == ["801", "803", "802"])
    await desk.type("803A")
    await desk.key("Ctrl+S")
    await desk.until(lambda: stored(desk)[:3] == ["801", "803A", "802"])


async def test_a_dish_stays_within_its_category(open_desk: OpenDesk) -> None:
    desk = await at_the_rooms(open_desk)
    dish = a_dish_of(desk, "手工水饺")
    above = tell(desk, id=GoodsId("019c0000-0000-7000-8000-00000000aaaa"), name="馄饨",
                 category_id=dish.category_id, position=4).goods  # fmt: skip
    tell(desk, id=dish.id, position=5)
    desk.core.routes["/v1/goods/order"] = lambda _: DishesBody([])
    await desk.tap("page-dishes")
    await desk.tap(f"row-{dish.id}")
    await desk.tap(f"up-{dish.id}")
    await desk.until(lambda: desk.core.asked[-1][1] == "/v1/goods/order")
    body = desk.core.asked[-1][2]
    assert isinstance(body, Arrangement)
    assert body.ids.index(above.id) == body.ids.index(dish.id) + 1
    mine = {x.id for x in _dishes(desk) if x.category_id == dish.category_id}
    assert set(body.ids) == mine


def _dishes(desk: Desk) -> list[GoodsRow]:
    return [x for x in desk.core.tables()["goods"].values() if isinstance(x, GoodsRow)]
