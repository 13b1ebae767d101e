"""Two people reach for one dish in the same moment: one effect, and both screens tell the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from common.domain.commands import ActOnLine, PlaceOrder, WantedLine
from common.domain.ids import GoodsId, LineId
from common.domain.kitchen import LineAction, LineState
from server.entry.demo.screens import ScreenFailed
from server.entry.demo.venue import Venue
from tests.support.devices import Device
from tests.support.lines import Line
from tests.support.venues import Cores, Desk, line_of, trail_of

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(90)]

ROUNDS = 12


def test_two_kitchens_tap_one_dish_and_it_starts_once(venue: Venue, desk: Desk, line: Line) -> None:
    first = venue.pair("kitchen", "kds_app", "主灶屏", "--speech", "silent")
    second = venue.pair("kitchen", "kds_app", "面点屏", "--speech", "silent", url=line.url)
    desk.order("水饺", "801", 2)
    dish = line_of(first, "水饺")
    assert line_of(second, "水饺") == dish

    with ThreadPoolExecutor(2) as hands:
        list(hands.map(lambda screen: screen.tap(dish), (first, second)))
    for screen in (first, second):
        screen.see_value(dish, "lineState", "cooking")

    line.cut()
    second.tap(dish)
    second.see_value(dish, "lineState", "ready")
    first.tap(dish)
    first.see_value(dish, "lineState", "ready")
    line.mend()
    second.see_value("chipUnsent", "value", "0 条", timeout=20.0)

    for screen in (first, second):
        screen.see_value(dish, "lineState", "ready")
        assert not [name for name in screen.names("banner-") if "rejected" in name]
    done = [what for what, _ in trail_of(venue, dish.removeprefix("line-"))]
    assert [done.count(action) for action in ("start", "finish")] == [1, 1]


def test_a_guest_cancels_while_the_cook_starts_and_one_of_them_wins(
    venue: Venue, desk: Desk
) -> None:
    kitchen = venue.pair("kitchen", "kds_app", "主灶屏", "--speech", "silent")
    pad = venue.pair("pad", "pad_app", "801平板", room="801")
    kitchen.see("kitchen", timeout=30.0)
    desk.order("水饺", "801", 2)
    dish = line_of(kitchen, "水饺")
    pad.tap("tabOrder", timeout=30.0)
    pad.see("cancel-水饺")

    with ThreadPoolExecutor(2) as hands:
        cancelling = hands.submit(pad.tap, "cancel-水饺", timeout=1.0)
        hands.submit(kitchen.tap, dish).result()
    cancelled_too_late = isinstance(cancelling.exception(), ScreenFailed)

    (order,) = desk.orders()
    state = order["batches"][0]["lines"][0]["state"]
    assert state == "cooking" if cancelled_too_late else state in ("cooking", "cancelled")
    kitchen.see_value(dish, "lineState", state)
    if state == "cooking":
        pad.see_value("pill-水饺", "lineState", "cooking")
    else:
        pad.see_no("cancel-水饺")
    steps = trail_of(venue, dish.removeprefix("line-"))
    assert [what for what, _ in steps if what in ("start", "cancel")] == [
        "start" if state == "cooking" else "cancel"
    ]


async def test_cancel_and_start_again_and_again(venue: Venue, cores: Cores, desk: Desk) -> None:
    """Both at once, many times: one of them happened, and every screen shows which."""
    pad, kitchen = await cores.paired("pad", "801"), await cores.paired("kitchen")
    cola = WantedLine(GoodsId(desk.goods("可乐")), 1)
    for _ in range(ROUNDS):
        line_id = await _ordered(pad, kitchen, cola)
        await pad.core.do(ActOnLine(line_id, LineAction.CANCEL))
        await kitchen.core.do(ActOnLine(line_id, LineAction.START))
        await pad.has_sent_all()
        await kitchen.has_sent_all()

        (happened,) = [what for what, _ in trail_of(venue, line_id)]
        aim = {"start": LineState.COOKING, "cancel": LineState.CANCELLED}[happened]
        await pad.sees(lambda: _states(pad)[line_id] is aim)  # noqa: B023  awaited in the round
        await kitchen.sees(lambda: _states(kitchen)[line_id] is aim)  # noqa: B023


async def _ordered(pad: Device, kitchen: Device, dish: WantedLine) -> LineId:
    before = {line.id for line in kitchen.lines}
    await pad.core.do(PlaceOrder((dish,)))
    await kitchen.sees(lambda: len(kitchen.lines) > len(before))
    (line_id,) = {line.id for line in kitchen.lines} - before
    return line_id


def _states(device: Device) -> dict[str, LineState]:
    return {line.id: line.state for line in device.lines}
