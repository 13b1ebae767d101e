"""02:59 → 03:00: the business day changes by the server's clock, whoever is at work then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from server.entry.demo.venue import Venue
from tests.journeys.conftest import SHANGHAI
from tests.support.shifted_server import ShiftedClock
from tests.support.venues import Cores, Desk, line_of
from tests.support.waiting import until, wait_until

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(90)]

DUMPLINGS = "八零幺房间下单了水饺两份,请注意"


@pytest.fixture
def desk(night: Venue) -> Iterator[Desk]:
    cashier = Desk(night, "cashier")
    yield cashier
    cashier.close()


def three(second: int = 0, minute: int = 0) -> datetime:
    return datetime.now(SHANGHAI).replace(hour=3, minute=minute, second=second)


def test_numbers_begin_anew_at_three_and_an_open_order_keeps_its_own(
    night: Venue, clock: ShiftedClock, desk: Desk
) -> None:
    kitchen = night.pair("kitchen", "kds_app", "主灶屏", "--speech", "silent")
    first = desk.order("水饺", "801", 2)
    second = desk.order("可乐", "802")
    dumplings = line_of(kitchen, "水饺")
    kitchen.tap(dumplings)
    desk_head = f"head-{first['id']}"
    wait_until(lambda: "#01" in str(kitchen.read(desk_head, "label")), what="its number")

    clock.set(three(second=2))
    third = desk.order("可乐", "803")
    added = desk.order("可乐", "801")

    assert [each["number"] for each in (first, second, third, added)] == [1, 2, 1, 1]
    assert added["id"] == first["id"]
    assert third["business_day"] > first["business_day"] == added["business_day"]
    wait_until(lambda: "昨#01" in str(kitchen.read(desk_head, "label")), what="yesterday's number")
    kitchen.see_value(dumplings, "lineState", "cooking")
    kitchen.tap(dumplings)
    kitchen.see_value(dumplings, "lineState", "ready")


def test_a_power_cut_over_three_changes_nothing(
    night: Venue, clock: ShiftedClock, desk: Desk
) -> None:
    """Numbers and 沽清 are computed when read: nobody has to be awake at 03:00."""
    desk.order("可乐", "801")
    kitchen = Desk(night, "kitchen")
    kitchen.post(f"/v1/goods/{desk.goods('水饺')}/sold-out", {"waiting": "keep"})
    refused = desk.try_to("/v1/orders", _dumplings(desk, "802"))
    assert (refused.status_code, refused.json()["code"]) == (409, "goods.sold_out")

    night.kill_server()
    clock.set(three(minute=7))
    night.serve()

    after = desk.post("/v1/orders", _dumplings(desk, "802"))
    assert after["number"] == 1
    assert [order["number"] for order in desk.orders()] == [1, 1]
    kitchen.close()


async def test_a_new_order_is_repeated_until_the_kitchen_starts_it(
    night: Venue, clock: ShiftedClock, desk: Desk
) -> None:
    async with Cores.of(night) as cores:
        kitchen = await cores.paired("kitchen")
        order = desk.order("水饺", "801", 2)
        await until(lambda: _said(kitchen) == [DUMPLINGS], 15.0, "the first time")
        clock.set(clock.now() + timedelta(seconds=31))
        await until(lambda: _said(kitchen) == [DUMPLINGS] * 2, 15.0, "the second time")

        (line,) = order["batches"][0]["lines"]
        cook = Desk(night, "kitchen")
        cook.post(f"/v1/lines/{line['id']}/start")
        clock.set(clock.now() + timedelta(seconds=31))

        def is_suppressed() -> bool:
            placed = [s for s in night.sentences() if s.event == "order.placed"]
            return any(s.repeat == 3 and s.status == "suppressed" for s in placed)

        await until(is_suppressed, 15.0, "the third one suppressed")
        assert _said(kitchen) == [DUMPLINGS] * 2
        cook.close()


def _said(kitchen: object) -> list[str]:
    return [utterance.text for utterance in kitchen.speaker.said]  # type: ignore[attr-defined]


def _dumplings(desk: Desk, room: str) -> dict[str, object]:
    return {
        "room_id": desk.room(room),
        "lines": [{"goods_id": desk.goods("水饺"), "quantity": 1}],
    }
