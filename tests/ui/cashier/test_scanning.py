"""Typing without asking first, and a scanner: its Enter opens a guest and never takes money."""

from __future__ import annotations

from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import an_evening


async def scan(desk: Desk, code: str) -> None:
    """As a scanner does: the clock of the fake stands still meanwhile."""
    for character in code:
        await desk.key(character)
    await desk.key("Return")


async def test_a_scanned_tag_shows_its_guest(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await scan(desk, "163")
    await desk.reads("billTitle", "163")
    await scan(desk, "802")  # the search has the cursor now
    await desk.reads("billTitle", "802")


async def test_who_types_searches(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.key("8")
    await desk.key("1")
    await desk.reads("search", "81")
    await desk.wait_for(f"found-{desk.evening.room_id('811')}")
    await desk.key("Esc")
    await desk.reads("search", "")


async def test_an_unknown_code_is_said(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await scan(desk, "6901234567890")
    await desk.reads("toast", "没有找到 6901234567890")
    await desk.reads("search", "")


async def test_a_code_is_no_amount(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"room-{desk.evening.room_id('801')}")
    await desk.key("F7")
    await desk.wait_for("field-amount")
    await scan(desk, "163")
    await desk.reads("formProblem", "扫到 163")
    await desk.reads("field-amount", "320.40")
    assert desk.core.asked == []
    desk.core.tick(1)
    await desk.key("Return")
    await desk.reads("balanceWord", "已结清")


async def test_a_tag_is_scanned_into_its_field(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap("openTag")
    await desk.wait_for("field-tags")
    await scan(desk, "164")
    await desk.reads("field-tags", "164")
    assert desk.core.asked == []
    assert desk.sees("formConfirm")
