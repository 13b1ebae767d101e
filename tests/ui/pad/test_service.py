"""The service buttons: one call a tap, heard or not, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from common.domain.commands import CallService, WithdrawCall
from common.domain.rows import CallState, ServiceCallRow
from tests.ui.pad.conftest import OpenPad, Pad
from tests.ui.pad.evening import an_evening


def calls(pad: Pad) -> list[ServiceCallRow]:
    rows = pad.core.tables()["service_calls"].values()
    return [row for row in rows if isinstance(row, ServiceCallRow)]


async def test_a_call_is_sent_once_and_shows_that_somebody_comes(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await pad.tap("callService")
    await pad.tap_twice("service-送热水")
    await pad.reads("service-state-送热水", "已呼叫")
    assert [x.command for x in pad.core.given if isinstance(x.command, CallService)] == [
        replace(pad.core.given[0].command)
    ]
    assert pad.text("callService") == "已呼叫"
    (call,) = calls(pad)
    pad.core.server_says(
        service_calls=[replace(call, state=CallState.ACCEPTED, version=call.version + 1)]
    )
    await pad.reads("service-state-送热水", "已响应")
    assert pad.text("callService") == "已响应"


async def test_a_finished_call_can_be_made_again(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await pad.tap("callService")
    await pad.tap("service-送热水")
    await pad.wait_for("service-state-送热水")
    pad.core.server_drops(service_calls=[each.id for each in calls(pad)])
    await pad.wait_gone("service-state-送热水")
    await pad.tap("service-送热水")
    await pad.until(lambda: len(pad.core.given) == 2)


async def test_a_call_is_taken_back_while_nobody_is_on_the_way(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await pad.tap("callService")
    await pad.tap("service-打扫房间")
    await pad.tap("withdraw-打扫房间")
    await pad.until(lambda: isinstance(pad.core.given[-1].command, WithdrawCall))
    await pad.wait_gone("service-state-打扫房间")


async def test_a_call_without_a_link_says_that_it_waits(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    pad.core.go_offline()
    await pad.tap("callService")
    await pad.tap("service-呼叫服务员")
    await pad.reads("service-state-呼叫服务员", "等待送出")
    await pad.pass_time(timedelta(minutes=2))
    await pad.reads("withdraw-呼叫服务员", "2 分钟前呼叫")


async def test_the_order_page_has_the_shops_first_services(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening(with_order=True))
    await pad.tap("tabOrder")
    await pad.tap("few-要发票")
    await pad.reads("few-state-要发票", "已呼叫")
