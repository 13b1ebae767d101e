"""Paper over real processes: two desks, printers that run dry, and a desk that is killed in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from common.domain.ids import DeviceId, ShopId
from common.domain.printing import LEASE, UNSEEN_FOR, PrinterKind
from common.domain.roles import Actor, Role
from common.wire.printing import PrinterInfo
from server.db.unit import Unit
from server.entry.demo.screens import Screen
from server.entry.demo.venue import Venue
from server.entry.seeding import stable_id
from server.entry.wiring import Wiring
from server.printing.models import PrintJob
from server.shop.models import Device
from tests.journeys.conftest import CALM, SHANGHAI
from tests.support.fake_printer import FakePrinter, Mood
from tests.support.shifted_server import ShiftedClock
from tests.support.venues import Desk
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(150)]
LATER = timedelta(seconds=2)


@pytest.fixture
def clock(tmp_path: Path) -> ShiftedClock:
    clock = ShiftedClock(tmp_path / "shift")
    clock.set(datetime.now(SHANGHAI).replace(hour=20, minute=0))
    return clock


@pytest.fixture
def venue(tmp_path: Path, clock: ShiftedClock) -> Iterator[Venue]:
    """An evening whose time the test moves."""
    server = ("tests.support.shifted_server", "--shift", str(tmp_path / "shift"))
    with Venue(tmp_path / "venue", arguments=CALM, server=server, now=clock.now) as venue:
        venue.open()
        yield venue


@pytest.fixture
def front() -> Iterator[FakePrinter]:
    with FakePrinter.running() as printer:
        yield printer


@pytest.fixture
def kitchen() -> Iterator[FakePrinter]:
    with FakePrinter.running() as printer:
        yield printer


def add_printer(venue: Venue, desk: str, **fields: Any) -> None:  # Any: fields of the body
    """A network printer, set by a manager at the desk of that name."""

    def work(unit: Unit) -> None:
        at = unit.session.execute(
            select(Device.shop_id, Device.id).where(Device.name == desk)
        ).one()
        manager = Actor(ShopId(at.shop_id), Role.MANAGER, DeviceId(at.id))
        unit.lock_shop(at.shop_id)
        wanted = PrinterInfo(kind=PrinterKind.NETWORK, **fields)
        Wiring().printing(unit, manager).printers.add(wanted)

    venue.units.run_write(work)


def states(venue: Venue) -> list[tuple[str, int]]:
    """Every job in the order in which it was made: state and copies."""
    asked = select(PrintJob.state, PrintJob.copies).order_by(PrintJob.id)
    rows = venue.units.run_read(lambda session: session.execute(asked).all())
    return [(row.state.value, row.copies) for row in rows]


def holder(venue: Venue) -> str:
    """The name of the desk that prints now."""
    asked = (
        select(Device.name)
        .join(PrintJob, PrintJob.claimed_by == Device.id)
        .where(PrintJob.state == "printing")
    )
    found = venue.units.run_read(lambda session: session.scalars(asked).all())
    return found[0] if found else ""


def stay_in(desk: Desk, room: str) -> str:
    """Guests of `room` with a charge on their bill."""
    body = {"room_id": desk.room(room)}
    stay = str(desk.post("/v1/stays", body)["stay"]["id"])
    desk.post(f"/v1/stays/{stay}/charges", {"name": "房费", "amount_fen": 198_00})
    return stay


def test_papers_come_out_once_in_order_and_survive_a_killed_desk(
    venue: Venue, desk: Desk, clock: ShiftedClock, front: FakePrinter, kitchen: FakePrinter
) -> None:
    names = ("收银台1", "收银台2")
    screens: dict[str, Screen] = {
        name: venue.pair("cashier", "cashier_app", name, "--speech", "silent") for name in names
    }
    for screen in screens.values():
        screen.see("roomGrid", timeout=30)
    stations = [stable_id("demo", "station", name) for name in ("热菜", "面点", "凉菜")]
    add_printer(venue, names[0], name="厨房打印机", address=kitchen.address, station_ids=stations)
    add_printer(
        venue,
        names[0],
        name="前台小票机",
        address=front.address,
        has_receipts=True,
        prints_paid=True,
    )
    for screen in screens.values():
        screen.see_value("printerLight", "value", "正常", timeout=20)

    # Nobody in the kitchen has a screen: after half a minute the dish is on paper, once.
    desk.order("水饺", "801", 2)
    clock.set(clock.now() + UNSEEN_FOR + LATER)
    wait_until(lambda: kitchen.headings == ["屏幕未确认"], 20, "the kitchen's paper")
    assert "水饺" in "".join(kitchen.slips[0])
    wait_until(lambda: states(venue) == [("printed", 0)], 10, "the ticket is printed")

    # A paid bill prints its receipt by itself, on one of the two desks.
    desk.post("/v1/shifts", {"float_fen": 200_00})
    stay = stay_in(desk, "802")
    desk.post(f"/v1/stays/{stay}/payments", {"method": "wechat", "amount_fen": 198_00})
    wait_until(lambda: states(venue)[1:] == [("printed", 0)], 20, "the receipt is printed")
    assert [slip[1] for slip in front.slips] == ["结账小票"]
    assert "房间 802" in front.slips[0]

    # Out of paper: two bills wait, both desks name the printer and how many; then they come in order.
    front.mood = Mood.OUT_OF_PAPER
    rooms = ("803", "804")
    stays = [stay_in(desk, room) for room in rooms]
    for each in stays:
        desk.post(f"/v1/stays/{each}/receipt", {"kind": "pre_settlement"})
    for screen in screens.values():
        screen.see_value("printerLight", "title", "前台小票机", timeout=20)
        screen.see_value("printerLight", "value", "缺纸 2 张待打", timeout=20)
    front.mood = Mood.WELL
    wait_until(lambda: len(front.slips) == 3, 20, "the paper is back")
    assert [slip[4] for slip in front.slips[1:]] == ["房间 803", "房间 804"]
    for screen in screens.values():
        screen.see_value("printerLight", "value", "正常", timeout=20)

    # The desk that prints is killed with the bytes on their way: nobody knows, so a person is asked.
    gate = front.hold_up()
    desk.post(f"/v1/stays/{stays[0]}/receipt", {"kind": "pre_settlement"})
    wait_until(lambda: holder(venue) and front.is_holding, 20, "a desk prints")
    dead = holder(venue)
    screens.pop(dead).kill()
    gate.set()
    clock.set(clock.now() + LEASE + LATER)
    (left,) = screens.values()  # the other one
    left.see_value("printerLight", "value", "1 张要看", timeout=30)
    assert states(venue)[-1] == ("unsure", 0)
    left.key("Ctrl+Shift+P")
    wait_until(lambda: left.names("againPaper-"), 10, "the paper that may have come out")
    left.tap(left.names("againPaper-")[0])
    wait_until(lambda: states(venue)[-1] == ("printed", 1), 20, "the copy is printed")
    assert "补打 第 1 次" in front.slips[-1]
