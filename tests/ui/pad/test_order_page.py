"""Where the food is: promise, five steps, each dish, cancelling, rushing, what it costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from common.domain.commands import ActOnLine, RushLine
from common.domain.kitchen import CancelReason, LineAction, LineState, MarkKind
from common.domain.marks import acknowledged
from tests.ui.pad.conftest import OpenPad, Pad
from tests.ui.pad.evening import an_evening, at

S = LineState


async def open_order(open_pad: OpenPad) -> Pad:
    pad = open_pad(an_evening(with_order=True))
    await pad.tap("tabOrder")
    return pad


def kitchen(pad: Pad, name: str, **change: Any) -> None:  # Any: fields of the line
    """The kitchen does something to the dish `name`."""
    line = pad.evening.line(name)
    pad.core.server_says(lines=[replace(line, version=line.version + 1, **change)])


async def test_the_page_says_what_the_design_says(open_pad: OpenPad) -> None:
    pad = await open_order(open_pad)
    assert pad.text("orderNumber") == "订单 #07 · 加单 1"
    assert pad.text("orderPromise") == "预计 19:48 送达"
    assert pad.text("orderMinutes") == "还需约 6 分钟"
    assert pad.text("orderDelay") == "比原定 19:43 晚 5 分钟"
    times = [pad.text(f"time-{step}") for step in ("placed", "received", "cooking", "served")]
    assert times == ["19:25", "19:26", "3 道已好 1 道", "约 19:44"]
    assert pad.text("time-delivered") == "约 19:48"
    assert pad.text("pill-手工水饺") == "制作中"
    assert pad.text("pill-宫保鸡丁") == "厨房已收到"
    assert pad.text("pill-米饭") == "已出餐"
    assert pad.text("when-2") == "19:42 刚下单 · 预计 19:57 送达"
    assert pad.text("stayTotal") == "¥158"


async def test_the_kitchen_has_it_only_when_a_screen_showed_it(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await pad.tap("category-水饺面点")
    await pad.tap("add-手工水饺")
    await pad.tap("placeOrder")
    await pad.reads("pill-手工水饺", "等厨房收到")
    assert pad.text("time-received") == ""
    kitchen(pad, "手工水饺", seen_at=at("19:43"))
    await pad.reads("pill-手工水饺", "厨房已收到")


async def test_a_dish_is_followed_to_the_door(open_pad: OpenPad) -> None:
    pad = await open_order(open_pad)
    for state, words in (
        (S.READY, "已出餐"),
        (S.NOTIFIED, "已出餐"),
        (S.PICKED_UP, "正在送来"),
        (S.DELIVERED, "已送达"),
    ):
        kitchen(pad, "手工水饺", state=state, ready_at=at("19:44"), delivered_at=at("19:46"))
        await pad.reads("pill-手工水饺", words)


async def test_when_all_is_there_the_page_turns_to_the_add_on(open_pad: OpenPad) -> None:
    pad = await open_order(open_pad)
    for name in ("手工水饺", "宫保鸡丁", "米饭"):
        kitchen(pad, name, state=S.DELIVERED, delivered_at=at("19:42"), ready_at=at("19:41"))
    await pad.reads("orderNumber", "加单 2")
    assert pad.text("orderPromise") == "预计 19:57 送达"
    kitchen(pad, "酒酿圆子", state=S.DELIVERED, delivered_at=at("19:50"), ready_at=at("19:48"))
    await pad.reads("orderPromise", "已全部送达")
    assert pad.text("time-delivered") == "19:50"


async def test_only_a_waiting_dish_can_be_cancelled(open_pad: OpenPad) -> None:
    pad = await open_order(open_pad)
    assert not pad.sees("cancel-手工水饺")
    assert not pad.sees("cancel-米饭")
    await pad.tap("cancel-宫保鸡丁")
    await pad.reads("pill-宫保鸡丁", "已取消")
    (given,) = pad.core.given
    assert isinstance(given.command, ActOnLine)
    assert given.command.action is LineAction.CANCEL
    assert given.command.stay_id == pad.evening.stay.id
    assert pad.text("stayTotal") == "¥122"


async def test_a_cancel_that_came_too_late_is_told(open_pad: OpenPad) -> None:
    pad = await open_order(open_pad)
    pad.core.refuse_next = ("line.refused", {"state": "cooking", "action": "cancel"})
    await pad.tap("cancel-宫保鸡丁")
    await pad.reads("noticeTitle", "没能取消 宫保鸡丁")
    assert "已经开始制作" in pad.text("noticeDetail")
    await pad.tap("noticeAccept")
    await pad.wait_gone("notice")


async def test_a_dish_that_the_house_takes_off_says_why(open_pad: OpenPad) -> None:
    pad = await open_order(open_pad)
    kitchen(pad, "宫保鸡丁", state=S.CANCELLED, cancel_reason=CancelReason.SOLD_OUT)
    await pad.reads("pill-宫保鸡丁", "已取消")


async def later(pad: Pad, span: timedelta) -> None:
    """Time passes; whoever looks again taps the tab."""
    await pad.pass_time(span)
    await pad.tap("tabOrder")


def rushes(pad: Pad) -> list[RushLine]:
    return [x.command for x in pad.core.given if isinstance(x.command, RushLine)]


async def test_a_rush_waits_for_the_promise_and_then_five_minutes(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await pad.tap("category-水饺面点")
    await pad.tap("add-手工水饺")
    await pad.tap("placeOrder")
    await pad.reads("rushHint", "19:56 还没到就可以催")
    assert not pad.items("rush")[0].isEnabled()
    await later(pad, timedelta(minutes=14))
    await pad.tap("rush")
    await pad.reads("rushTitle", "已催厨房 · 刚刚")
    await pad.reads("rushHint", "等厨房回复，20:01 后可再催")
    assert not pad.items("rush")[0].isEnabled()
    assert len(rushes(pad)) == 1
    await later(pad, timedelta(minutes=5))
    await pad.tap("rush")
    await pad.until(lambda: len(rushes(pad)) == 2)


async def test_a_double_tap_on_rush_rushes_once(open_pad: OpenPad) -> None:
    pad = await open_order(open_pad)
    await later(pad, timedelta(minutes=5))
    await pad.tap_twice("rush")
    await pad.reads("rushTitle", "刚刚")
    assert {each.line_id for each in rushes(pad)} == {
        pad.evening.line("手工水饺").id,
        pad.evening.line("宫保鸡丁").id,
    }
    assert len(rushes(pad)) == 2  # each late dish once


async def test_the_answer_of_the_kitchen_is_shown(open_pad: OpenPad) -> None:
    pad = await open_order(open_pad)
    assert pad.text("rushTitle") == "已催厨房 · 1 分钟前"
    assert pad.text("rushHint") == "等厨房回复，19:46 后可再催"
    line = pad.evening.line("手工水饺")
    answered: datetime = at("19:42")
    kitchen(pad, "手工水饺", marks=acknowledged(line.marks, MarkKind.RUSH, answered))
    await pad.reads("rushHint", "厨房 19:42 回复：收到")


async def test_the_bill_names_every_dish_and_is_paid_at_the_desk(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening(with_order=True))
    await pad.tap("tabBill")
    assert pad.text("billTotal") == "¥158.00"


async def test_without_an_order_the_page_leads_to_the_menu(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await pad.tap("tabOrder")
    await pad.tap("toMenu")
    assert pad.sees("categoryName")
