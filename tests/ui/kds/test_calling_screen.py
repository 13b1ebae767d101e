"""The calling screen: what is made, whose turn it is, and whether it can be believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from common.domain.roles import Role
from common.domain.rows import CallTicketRow, Row
from kds_app.calling import Calling
from tests.support.fake_core import FakeCore
from tests.ui.kds.conftest import Hand, OpenCalling
from tests.ui.kds.evening import NOW, a_call, a_shop, calls


def board(*tickets: CallTicketRow) -> FakeCore:
    rows: dict[str, list[Row]] = {"shops": [a_shop()], "call_tickets": [*tickets]}
    return FakeCore(Role.CALL_BOARD, rows, at=NOW)


async def later(hand: Hand, calling: Calling, seconds: float) -> None:
    hand.core.pass_time(timedelta(seconds=seconds))
    calling.refresh()
    await hand.breathe()


async def test_it_shows_six_in_the_making_and_counts_the_rest(open_calling: OpenCalling) -> None:
    _, calling = open_calling(board(*calls()))
    assert [row.number for row in calling.making_rows] == [
        "#07", "#09", "#10", "#11", "#12", "#13",
    ]  # fmt: skip
    assert calling.now_shown.more_making == "另有 4 单"


async def test_a_called_number_is_large_for_eight_seconds_then_a_card(
    open_calling: OpenCalling,
) -> None:
    ticket = a_call(14, "手牌 163")
    hand, calling = open_calling(board(ticket))
    called = replace(ticket, collect=True, calls=1, called_at=NOW, version=2)
    hand.core.server_says(call_tickets=[called])
    await hand.reads("hero", "number", "#14")
    assert list(calling.card_rows) == []
    await later(hand, calling, 7)
    assert hand.shown("hero", "number") == "#14"
    await later(hand, calling, 2)
    assert hand.shown("hero", "number") == ""
    assert [row.number for row in calling.card_rows] == ["#14"]


async def test_a_second_call_is_large_again_and_counted(open_calling: OpenCalling) -> None:
    ticket = a_call(14, "801", collect=True, calls=1, called_at=NOW - timedelta(minutes=1))
    hand, _ = open_calling(board(ticket))
    again = replace(ticket, calls=2, called_at=NOW, version=2)
    hand.core.server_says(call_tickets=[again])
    await hand.reads("hero", "calls", "正在叫号 · 第 2 次")


async def test_two_numbers_at_once_are_called_one_after_the_other(
    open_calling: OpenCalling,
) -> None:
    first, second = (a_call(n, "801", collect=True, calls=1, called_at=NOW) for n in (3, 4))
    hand, calling = open_calling(board())
    hand.core.server_says(call_tickets=[first, second])
    await hand.until(lambda: hand.shown("hero", "number") != "")
    shown = {hand.shown("hero", "number")}
    await later(hand, calling, 9)
    shown.add(hand.shown("hero", "number"))
    assert shown == {"#03", "#04"}


async def test_cards_stand_newest_first_and_at_most_five(open_calling: OpenCalling) -> None:
    ready = [
        a_call(n, "801", collect=True, calls=1, called_at=NOW - timedelta(minutes=n))
        for n in range(1, 8)
    ]
    _, calling = open_calling(board(*ready))
    assert [row.number for row in calling.card_rows] == ["#01", "#02", "#03", "#04", "#05"]
    assert calling.now_shown.help_title == "另有 2 单可以取"


async def test_a_stale_screen_says_so_and_calls_nobody(open_calling: OpenCalling) -> None:
    hand, calling = open_calling(board(*calls()))
    assert hand.shown("hero", "number") == "#14"
    hand.core.go_offline()
    await later(hand, calling, 11)
    assert hand.shown("freshness", "text") == "信息可能延迟，请听广播"
    assert hand.shown("hero", "number") == ""


async def test_with_nothing_to_collect_it_names_the_house(open_calling: OpenCalling) -> None:
    _, calling = open_calling(board())
    assert calling.now_shown.is_empty
    assert calling.now_shown.hours == "每天 10:00–次日 04:00"
