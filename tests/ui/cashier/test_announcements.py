"""播报设置, 呼叫按钮, 播报记录: who is told what, how it sounds while it is typed, and what became of it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from common.client.facade import Download
from common.domain.announcement_settings import PAIRS, Source, base_for
from common.domain.announcing import Channel, Event, MessageStatus
from common.domain.chimes import Chime
from common.domain.speaking import Utterance
from common.wire.answers import MessageBody, Page
from common.wire.messages import (
    AnnouncementBody,
    AnnouncementFields,
    MannerBody,
    MannerFields,
    PadCallBody,
    PadCallFields,
)
from server.messaging.configuring import Configured, body_of
from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import an_evening

CONFIGS, MANNER, CALLS = (f"/v1/messages/{x}" for x in ("configs", "manner", "pad-calls"))
ORDER_AT_KITCHEN = (Event.ORDER_PLACED, Channel.KITCHEN)


class Centre:
    """A server's message centre: what is set, and what became of sentences."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.told = {pair: body_of(Configured(base_for(*pair), Source.HOUSE)) for pair in PAIRS}
        self.calls = {1: PadCallBody(1, "加水", "需要加水", True, False)}
        self.messages: list[MessageBody] = []
        self.manner = MannerFields(3, 90, 180, 0, 600, 0)
        routes = desk.core.routes
        routes[CONFIGS] = lambda _: Page(list(self.told.values()))
        routes[MANNER] = self._set_manner
        routes[CALLS] = self._add_call
        routes[f"{CALLS}/1"] = partial(self._change_call, 1)
        routes["/v1/messages?limit=60"] = self._newest
        routes[f"/v1/messages?limit=60&text={quote('水饺')}"] = partial(self._newest, text="水饺")
        for event, channel in PAIRS:
            routes[f"{CONFIGS}/{event}/{channel}"] = partial(self._set, (event, channel))

    def _set(self, pair: tuple[Event, Channel], body: object) -> AnnouncementBody:
        if isinstance(body, AnnouncementFields):
            held = self.told[pair]
            held.fields, held.source = body, Source.SHOP
        else:
            self.told[pair] = body_of(Configured(base_for(*pair), Source.HOUSE))
        return self.told[pair]

    def _set_manner(self, body: object) -> MannerBody:
        if isinstance(body, MannerFields):
            self.manner = body
        return MannerBody(Source.HOUSE, self.manner)

    def _add_call(self, body: object) -> Page[PadCallBody] | PadCallBody:
        if not isinstance(body, PadCallFields):
            return Page(list(self.calls.values()))
        call = self.calls[101] = PadCallBody(101, body.label, body.call_name, body.is_shown, True)
        return call

    def _change_call(self, template_id: int, body: object) -> PadCallBody:
        assert isinstance(body, PadCallFields)
        self.calls[template_id] = PadCallBody(
            template_id, body.label, body.call_name, body.is_shown, True
        )
        return self.calls[template_id]

    def _newest(self, _: object, text: str = "") -> Page[MessageBody]:
        found = (each for each in self.messages if text in each.shown)
        newest = sorted(found, key=lambda x: x.id, reverse=True)
        return Page(newest[:60], "older" if len(newest) > 60 else None)

    def says(self, shown: str, status: MessageStatus, why: str = "", repeat: int = 1) -> str:
        number = len(self.messages) + 1
        at = self.desk.core.now()
        message = MessageBody(
            id=f"message-{number:04d}", announcement_id=f"a-{number}", repeat=repeat,
            event=Event.ORDER_PLACED, channel=Channel.KITCHEN, account="device:0000-8f3a",
            msg_type=1, shown=shown, spoken=shown, status=status, why=why,
            reason="unheard" if repeat > 1 else "", order_id=None, call_id=None, line_ids=[],
            created_at=at, due_at=at, expires_at=at + timedelta(minutes=2), sent_at=at,
            account_name="主灶屏", speaker="主灶屏" if status is MessageStatus.SPOKEN else "",
            delivered_at=at, ended_at=at if status is MessageStatus.FAILED else None,
        )  # fmt: skip
        self.messages.append(message)
        return message.id


def page_of(desk: Desk) -> Any:  # Any: a page of the corner, as QML sees it
    corner: Any = desk.model.corner
    return corner.page


async def at_page(open_desk: OpenDesk, page: str) -> tuple[Desk, Centre]:
    """A manager's desk on that page of the corner."""
    desk = open_desk(an_evening())
    centre = Centre(desk)
    desk.core.is_manager = True
    await desk.core.sign_in("wangmin", "2468")
    await desk.key("Ctrl+,")
    await desk.bring(f"page-{page}")
    await desk.tap(f"page-{page}")
    return desk, centre


async def at_order(open_desk: OpenDesk) -> tuple[Desk, Centre]:
    """… with the sentence that the kitchen hears of a new order."""
    desk, centre = await at_page(open_desk, "announcements")
    await desk.tap("row-order.placed/kitchen")
    await desk.reads("editorTitle", "下单 → 后厨")
    return desk, centre


async def test_the_sentence_reads_and_sounds_while_it_is_typed(open_desk: OpenDesk) -> None:
    desk, _ = await at_order(open_desk)
    await desk.reads("shown-room", "801房间下单了水饺2份、可乐12瓶,请注意")
    await desk.reads("spoken-room", "八零幺房间下单了水饺两份、可乐十二瓶,请注意")
    await desk.reads("shown-tag", "手牌216下单了水饺2份、可乐12瓶,请注意")

    await desk.tap("field-room_template")
    page_of(desk).editor.fill("room_template", "{roomName}来单了{goodsName}{num}份")
    await desk.reads("shown-room", "801来单了水饺2份、可乐12瓶")
    await desk.tap("rehearse-room")
    said = Utterance("八零幺来单了水饺两份、可乐十二瓶", Chime.NEW, rate=170, key="rehearsal")
    await desk.until(lambda: desk.core.rehearsed == [said], "the desk's own speaker says it")
    assert desk.core.asked == [], "nothing is stored by listening"


async def test_a_template_that_is_wrong_is_told_with_its_place_and_cannot_be_saved(
    open_desk: OpenDesk,
) -> None:
    desk, _ = await at_order(open_desk)
    editor = page_of(desk).editor
    for template, words in (
        ("{roomNo}下单了", "第 1 个字：没有 {roomNo} 这个词"),
        ("{roomName}下单了{num", "第 14 个字：括号没有关上"),
        ("{handTag}下单了{goodsName}", "客人不一定有手牌"),
        ("", "不能空着"),
    ):
        editor.fill("room_template", template)
        await desk.reads("wrong-room_template", words)
        assert not desk.sees("shown-room")
        assert not desk.can_tap("save")


async def test_repeats_quiet_hours_and_voice_are_saved_and_reset(open_desk: OpenDesk) -> None:
    desk, centre = await at_order(open_desk)
    editor = page_of(desk).editor
    editor.fill("quiet_from", "23:00")
    await desk.reads("wrong-quiet_to", "两个时间都要填")
    editor.fill("quiet_to", "7:30")
    editor.fill("interval_s", "2")
    await desk.reads("wrong-interval_s", "要在 5 和 600 之间")
    editor.fill("interval_s", "45")
    editor.step("repeats", 1)
    editor.choose("chime", "call")
    editor.choose("sources", "pad")
    await desk.tap("save")
    await desk.reads("toast", "下单 → 后厨 已保存")

    ((method, path, body),) = desk.core.asked
    assert (method, path) == ("PUT", f"{CONFIGS}/order.placed/kitchen")
    assert isinstance(body, AnnouncementFields)
    assert (body.repeats, body.interval_s, body.chime) == (4, 45, Chime.CALL)
    assert body.quiet is not None
    assert (body.quiet.starts, body.quiet.ends) == ("23:00", "07:30")
    assert list(body.sources) == ["pad"]
    await desk.reads("fact-source", "本店设置")

    await desk.bring("hold-reset")
    await desk.hold("hold-reset", lambda: len(desk.core.asked) == 2)
    await desk.reads("fact-source", "出厂设置")
    assert centre.told[ORDER_AT_KITCHEN].fields.repeats == 3


async def test_what_the_seed_never_speaks_has_no_switch_for_it(open_desk: OpenDesk) -> None:
    desk, _ = await at_page(open_desk, "announcements")
    await desk.tap("filter-told")
    page_of(desk).choose("line.cancelled/kitchen")
    await desk.reads("editorTitle", "取消菜 → 后厨")
    assert desk.sees("field-is_enabledSwitch")
    assert not desk.sees("field-is_spokenSwitch")
    await desk.reads("spoken-room", "只显示，不念")
    assert not desk.sees("rehearse-room")


async def test_a_word_is_put_where_it_is_tapped(open_desk: OpenDesk) -> None:
    desk, _ = await at_order(open_desk)
    await desk.tap("field-tag_template")
    await desk.tap("insert-number")
    await desk.reads("shown-tag", "请注意#12")


async def test_how_the_shop_speaks_in_general(open_desk: OpenDesk) -> None:
    desk, centre = await at_page(open_desk, "announcements")
    await desk.tap(f"row-{MANNER}")
    editor = page_of(desk).editor
    editor.fill("kitchen_offline_s", "30")
    await desk.reads("wrong-kitchen_offline_s", "0 是不提醒，否则 60 到 3600")
    editor.fill("kitchen_offline_s", "120")
    await desk.tap("save")
    await desk.reads("toast", "说话方式已保存")
    assert centre.manner.kitchen_offline_s == 120
    assert centre.manner.say_one_as_yao is None, "the brand's, not the shop's"


async def test_a_shop_words_a_button_of_its_own(open_desk: OpenDesk) -> None:
    desk, centre = await at_page(open_desk, "padCalls")
    await desk.tap("add")
    await desk.type("要热水")
    await desk.tap("option-需要热水")
    await desk.tap("save")
    await desk.reads("editorTitle", "要热水")
    assert centre.calls[101].call_name == "需要热水"
    await desk.tap("row-1")
    page_of(desk).editor.toggle("is_shown")
    await desk.tap("save")
    await desk.until(lambda: not centre.calls[1].is_shown, "the button is taken off the pads")


async def test_the_log_says_what_became_of_every_sentence_and_why(open_desk: OpenDesk) -> None:
    desk, centre = await at_page(open_desk, "messageLog")
    heard = centre.says("801房间下单了水饺2份,请注意", MessageStatus.SPOKEN)
    unheard = centre.says("802房间下单了可乐1瓶,请注意", MessageStatus.FAILED, "no_device", 2)
    await desk.pass_time(timedelta(seconds=4))  # asked for anew by itself
    await desk.tap(f"row-{unheard}")
    await desk.reads("fact-why", "没有音箱")
    await desk.reads("fact-reason", "之前没人听到")
    await desk.reads("fact-to", "后厨 · 主灶屏")
    assert not desk.sees("save"), "nothing can be changed about what was said"

    await desk.tap("filter-unheard")
    await desk.wait_gone(f"row-{heard}")
    await desk.tap("filter-")
    await desk.key("F1")
    await desk.type("水饺")
    await desk.wait_gone(f"row-{unheard}")
    assert desk.sees(f"row-{heard}")


async def test_the_record_is_taken_along_as_a_file(open_desk: OpenDesk, tmp_path: Path) -> None:
    desk, centre = await at_page(open_desk, "messageLog")
    message = centre.says("801房间下单了水饺2份,请注意", MessageStatus.SPOKEN)
    desk.core.files["/v1/messages/export.csv"] = Download("messages.csv", b"801")
    await desk.pass_time(timedelta(seconds=4))
    await desk.tap(f"row-{message}")
    await desk.reads("fact-speaker", "主灶屏")
    await desk.tap("act-keep")
    await desk.reads("toast", "已存到")
    assert (tmp_path / "messages.csv").read_bytes() == b"801"


async def test_older_sentences_come_when_the_end_is_in_sight(open_desk: OpenDesk) -> None:
    desk, centre = await at_page(open_desk, "messageLog")
    ids = [centre.says(f"第 {x} 句", MessageStatus.SPOKEN) for x in range(70)]
    older = sorted(centre.messages, key=lambda x: x.id, reverse=True)[60:]
    desk.core.routes["/v1/messages?limit=60&cursor=older"] = lambda _: Page(older)
    await desk.pass_time(timedelta(seconds=4))
    await desk.wait_for(f"row-{ids[-1]}")
    page = page_of(desk)
    assert page.has_more

    page.more()

    await desk.until(lambda: len(page.rows.rows) == 70, "all of them")
    assert not page.has_more
