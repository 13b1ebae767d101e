"""Calls, hand tags and dishes that wait: answered and delivered with one tap."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from common.domain.commands import AcceptCall, ActOnLines, FinishCall, RecallLines
from common.domain.kitchen import LineAction, LineState
from common.domain.rows import CallState, LineRow
from tests.ui.cashier.conftest import OpenDesk
from tests.ui.cashier.evening import an_evening


async def test_a_call_is_accepted_and_then_done(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    call = desk.evening.house.calls[0]
    await desk.tap(f"accept-{call.id}")
    await desk.tap(f"done-{call.id}")
    await desk.wait_gone(f"call-{call.id}")
    assert [x.command for x in desk.core.given] == [AcceptCall(call.id), FinishCall(call.id)]


async def test_the_desk_reads_who_of_the_waiters_goes(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    call = desk.evening.house.calls[0]
    gone = replace(call, state=CallState.ACCEPTED, accepted_name="小何", version=call.version + 1)
    desk.core.server_says("call.changed", service_calls=[gone])
    await desk.reads(f"waited-{call.id}", "小何 去了")
    await desk.tap(f"done-{call.id}")
    await desk.wait_gone(f"call-{call.id}")


async def test_f9_answers_who_called_first(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.key("F9")
    await desk.until(lambda: desk.core.given, "a call was answered")
    assert desk.core.given[0].command == AcceptCall(desk.evening.house.calls[0].id)


async def test_a_call_shows_whose_it_is(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"call-{desk.evening.house.calls[1].id}")
    await desk.reads("billTitle", "131")


async def test_one_tap_delivers_what_stands_at_the_pass(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    order = next(x for x in desk.evening.house.orders if x.hand_tag == "119")
    await desk.tap("tabCollect")
    await desk.tap(f"deliver-{order.id}")
    await desk.wait_gone(f"deliver-{order.id}")
    given = [x.command for x in desk.core.given]
    steps = [x.action for x in given if isinstance(x, ActOnLines)]
    assert steps == [LineAction.PICK_UP, LineAction.DELIVER]
    lines = [x for x in desk.core.tables()["lines"].values() if isinstance(x, LineRow)]
    assert {x.state for x in lines if x.order_id == order.id} == {LineState.DELIVERED}


async def test_a_delivery_by_mistake_is_taken_back(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    order = next(x for x in desk.evening.house.orders if x.hand_tag == "119")
    await desk.tap("tabCollect")
    await desk.tap(f"deliver-{order.id}")
    await desk.reads("undoDeliver", "手牌 119 已送达")
    await desk.tap("undo")
    await desk.until(lambda: len(desk.core.given) == 4, "both steps were taken back")
    moved, back = desk.core.given[:2], [x.command for x in desk.core.given[2:]]
    assert all(isinstance(x, RecallLines) for x in back)
    assert [x.undoes for x in back if isinstance(x, RecallLines)] == [moved[1].key, moved[0].key]
    await desk.wait_gone("undoDeliver")


async def test_nobody_came_so_the_desk_calls_again(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    order = next(x for x in desk.evening.house.orders if x.hand_tag == "119")
    await desk.tap("tabCollect")
    await desk.tap(f"callAgain-{order.id}")
    await desk.reads("toast", "已叫 手牌 119")
    await desk.tap(f"callAgain-{order.id}")  # within 5 s: the same tap
    desk.core.pass_time(timedelta(seconds=6))
    await desk.tap(f"callAgain-{order.id}")
    await desk.until(lambda: len(desk.core.given) == 2, "called again")
    assert {x.command.action for x in desk.core.given if isinstance(x.command, ActOnLines)} == {
        LineAction.NOTIFY
    }


async def test_a_guest_who_does_not_come_is_passed_over(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    assert "过号" not in desk.read(f"tag-{desk.evening.stay_id('163')}", "detail")
    order = next(x for x in desk.evening.house.orders if x.hand_tag == "163")
    line = next(x for x in desk.evening.house.lines if x.order_id == order.id)
    desk.core.server_says(lines=[replace(line, notify_count=3, version=9)])
    await desk.reads(f"tag-{desk.evening.stay_id('163')}", "叫号 3 次 · 过号", "detail")


async def test_a_hand_tag_shows_its_bill(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.tap(f"tag-{desk.evening.stay_id('163')}")
    await desk.reads("billTitle", "163")
    await desk.reads("balance", "58.00")


async def test_a_new_order_appears_in_the_feed(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    order = next(x for x in desk.evening.house.orders if x.hand_tag == "163")
    batch = next(x for x in desk.evening.house.batches if x.order_id == order.id)
    await desk.tap("tabFeed")
    await desk.tap(f"feed-{batch.id}")
    await desk.reads("billTitle", "163")
