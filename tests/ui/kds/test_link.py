"""Honest freshness: a screen that may be stale says so, and nothing that was tapped is lost in silence."""

from __future__ import annotations

from datetime import timedelta

from common.client.facade import Phase, Sending
from common.domain.commands import ActOnLine
from common.domain.freshness import LinkTimes
from common.domain.kitchen import LineAction
from tests.ui.kds.conftest import Cook, OpenKitchen


async def cut_off(open_kitchen: OpenKitchen) -> Cook:
    cook = await open_kitchen()
    cook.core.go_offline()
    await cook.pass_time(timedelta(minutes=2, seconds=47))
    return cook


async def test_every_screen_shows_how_old_its_news_is(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    assert cook.shown("chipLast", "value") == "1 秒前"
    assert cook.shown("chipServer", "value") == "已连接"


async def test_slow_is_not_drawn_as_fine(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    cook.core.set_link(times=LinkTimes(900.0, cook.core.monotonic() - 8))
    await cook.refresh()
    assert (cook.shown("chipLast", "value"), cook.shown("chipLast", "level")) == (
        "8 秒前 · 变慢",
        "warn",
    )
    assert not cook.sees("banner-link")


async def test_a_blind_screen_says_since_when_and_what_is_missing(
    open_kitchen: OpenKitchen,
) -> None:
    cook = await cut_off(open_kitchen)
    assert (
        cook.shown("banner-link", "title") == "已断开服务器 2 分 48 秒 — 新单、加单、取消不会显示"
    )
    assert str(cook.shown("banner-link", "detail")).startswith("画面停在 19:42:00")
    assert cook.shown("chipServer", "level") == "bad"


async def test_it_goes_blind_by_itself_within_a_quarter_second(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    cook.core.set_link(times=LinkTimes(900.0, cook.core.monotonic() - 9.9))
    cook.core.tick_silently(0.3)
    await cook.until(lambda: cook.sees("banner-link"), "the banner comes without a tap")


async def test_a_tap_while_cut_off_is_kept_and_shown_as_unsent(open_kitchen: OpenKitchen) -> None:
    cook = await cut_off(open_kitchen)
    await cook.tap(cook.at("宫保鸡丁"))
    await cook.reads(cook.at("宫保鸡丁"), "lineState", "cooking")
    assert cook.shown(cook.at("宫保鸡丁"), "isUnsent") is True
    assert cook.shown("chipUnsent", "value") == "1 条"
    assert "1 条操作已存在本机" in str(cook.shown("banner-link", "detail"))


async def test_online_no_tap_flickers_as_unsent(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    cook.core.hold_answers()
    await cook.tap(cook.at("宫保鸡丁"))
    await cook.reads(cook.at("宫保鸡丁"), "lineState", "cooking")
    assert cook.shown(cook.at("宫保鸡丁"), "isUnsent") is False
    await cook.pass_time(timedelta(seconds=3))
    await cook.reads(cook.at("宫保鸡丁"), "isUnsent", True)


async def test_the_way_back_is_told_step_by_step(open_kitchen: OpenKitchen) -> None:
    cook = await cut_off(open_kitchen)
    await cook.tap(cook.at("宫保鸡丁"))
    cook.core.go_online()
    cook.core.set_link(sending=Sending(4, 6))
    await cook.reads("banner-link", "title", "已恢复，正在发送 4 / 6")
    cook.core.set_link(sending=None)
    await cook.reads("banner-link", "title", "6 条已发送")
    await cook.pass_time(timedelta(seconds=3))
    assert cook.sees("banner-link")
    await cook.pass_time(timedelta(seconds=2))
    await cook.until(lambda: not cook.sees("banner-link"), "after 4 s it is gone")


async def test_what_was_refused_stands_until_somebody_saw_it(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    cook.core.refuse_next = ("line.refused", {"state": "cancelled"})
    await cook.core.do(ActOnLine(cook.line("拍黄瓜").id, LineAction.NOTIFY))
    await cook.reads("banner-rejected", "detail", "126 拍黄瓜：客人已取消")
    await cook.pass_time(timedelta(minutes=10))
    assert cook.shown("banner-rejected", "title") == "1 条没有生效"
    await cook.tap("bannerAction-rejected")
    await cook.until(lambda: not cook.sees("banner-rejected"))


async def test_reconnect_tries_at_once(open_kitchen: OpenKitchen) -> None:
    cook = await cut_off(open_kitchen)
    await cook.tap("bannerAction-link")
    assert cook.core.reconnects == 1


async def test_where_a_new_ticket_may_be_missing_is_said(open_kitchen: OpenKitchen) -> None:
    cook = await cut_off(open_kitchen)
    await cook.until(lambda: cook.sees("gapCard"))


async def test_a_screen_that_is_known_no_more_asks_to_be_paired(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    asked: list[bool] = []
    cook.kitchen.pairing_asked.connect(lambda: asked.append(True))
    cook.core.set_link(phase=Phase.NEEDS_PAIRING)
    await cook.reads("chipServer", "value", "需要重新配对")
    await cook.tap("bannerAction-link")
    assert asked == [True]
