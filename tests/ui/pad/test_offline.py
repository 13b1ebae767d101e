"""A lost link: ordering goes on, nothing looks sent that is not, and nothing is sent too late."""

from __future__ import annotations

from datetime import timedelta

from common.domain.commands import CancelBatch, PlaceOrder
from common.domain.rows import LineRow
from tests.ui.pad.conftest import OpenPad, Pad
from tests.ui.pad.evening import an_evening


async def order_offline(open_pad: OpenPad) -> Pad:
    pad = open_pad(an_evening())
    pad.core.go_offline()
    await pad.tap("category-水饺面点")
    await pad.tap("add-手工水饺")
    await pad.tap("placeOrder")
    await pad.wait_for("orderPromise")
    return pad


async def test_an_order_that_waits_says_so_and_has_no_number(open_pad: OpenPad) -> None:
    pad = await order_offline(open_pad)
    assert pad.text("orderPromise") == "还没送到厨房"
    assert pad.text("orderNumber") == "新订单"
    assert pad.text("pill-手工水饺") == "还没送到厨房"
    assert not pad.sees("step-placed")
    assert not pad.sees("rush")


async def test_it_becomes_a_real_order_when_the_link_is_back(open_pad: OpenPad) -> None:
    pad = await order_offline(open_pad)
    pad.core.go_online()
    await pad.reads("orderPromise", "预计 20:00 送达")
    assert pad.text("orderNumber") == "订单 #91"


async def test_after_a_minute_it_can_be_taken_back(open_pad: OpenPad) -> None:
    pad = await order_offline(open_pad)
    await pad.pass_time(timedelta(seconds=59))
    assert not pad.sees("cancelUnsent")
    await pad.pass_time(timedelta(seconds=1))
    assert "021-5555 0188" in pad.text("unsentWords")
    await pad.tap("cancelUnsent")
    await pad.until(lambda: isinstance(pad.core.given[-1].command, CancelBatch))


async def test_after_ten_minutes_the_pad_asks_and_sends_only_if_told(open_pad: OpenPad) -> None:
    pad = await order_offline(open_pad)
    first = pad.core.given[0]
    pad.core.too_late(first.key)
    await pad.reads("noticeTitle", "19:42 点的菜还没送到厨房，还要送吗?")
    assert "由您决定" in pad.text("unsentWords")
    await pad.pass_time(timedelta(seconds=20))
    assert "自动" not in pad.text("linkWords")
    await pad.tap_twice("sendLate")
    await pad.wait_gone("notice")
    sent = [x.command for x in pad.core.given if isinstance(x.command, PlaceOrder)]
    assert len(sent) == 2
    assert sent[1].lines == sent[0].lines


async def test_an_order_that_nobody_wants_any_more_is_forgotten(open_pad: OpenPad) -> None:
    pad = await order_offline(open_pad)
    pad.core.too_late(pad.core.given[0].key)
    await pad.tap("dropLate")
    await pad.wait_gone("notice")
    await pad.wait_gone("pill-手工水饺")
    assert not [x for x in pad.core.tables()["lines"].values() if isinstance(x, LineRow)]


async def test_a_pad_that_was_switched_off_still_has_the_order(open_pad: OpenPad) -> None:
    evening = an_evening(is_checked_in=False)
    pad = open_pad(evening)
    evening.core.go_offline()
    await pad.tap("beginOrdering")
    await pad.tap("favourite-手工水饺")
    await pad.tap("placeOrder")
    await pad.wait_for("orderPromise")
    again = open_pad(evening)
    await again.tap("tabOrder")
    await again.reads("orderPromise", "还没送到厨房")


async def test_the_age_of_what_is_shown_is_always_there(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    assert pad.text("age") == "1 秒前更新"
    pad.core.go_offline()
    await pad.pass_time(timedelta(seconds=7))
    assert pad.text("age") == "8 秒前更新"
    assert "截至 19:42" in pad.text("linkWords")
    await pad.pass_time(timedelta(minutes=2))
    assert pad.text("age") == "2 分钟前更新"
    pad.core.go_online()
    await pad.wait_gone("linkWords")


async def test_what_waits_is_counted(open_pad: OpenPad) -> None:
    pad = await order_offline(open_pad)
    await pad.pass_time(timedelta(seconds=20))
    assert "1 条等待送出" in pad.text("linkWords")


async def test_blind_and_untouched_for_ten_minutes_it_shows_only_the_menu(
    open_pad: OpenPad,
) -> None:
    pad = open_pad(an_evening(with_order=True))
    await pad.tap("tabOrder")
    pad.core.go_offline()
    await pad.pass_time(timedelta(minutes=10, seconds=30))
    assert pad.sees("categoryName")
    await pad.tap("tabOrder")
    await pad.wait_for("toMenu")
    assert not pad.sees("orderPromise")
    assert pad.text("stayTotal") == "¥0"
    await pad.tap("tabBill")
    assert pad.text("billTotal") == "¥0.00"
    pad.core.go_online()
    await pad.tap("tabOrder")
    await pad.reads("orderPromise", "送达")
