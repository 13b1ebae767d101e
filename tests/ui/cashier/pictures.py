"""`python -m tests.ui.cashier.pictures DIR`: the desk as on the design picture, and its other states."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from cashier_app.compose import PROGRAM, desk_screen
from cashier_app.desk_model import DeskModel
from cashier_app.words import translate
from common.domain.announcing import MessageStatus
from common.domain.ids import MessageId
from common.domain.printing import Attention, JobState, PaperKind, PrinterState
from common.domain.rows import AnnouncementRow
from common.domain.sms_messages import SmsState
from common.domain.sms_text import MessageKind
from common.qt.app import QmlWindow, create_app, draw_offscreen
from common.wire.answers import Page
from common.wire.printing import PaperBody
from common.wire.sms_messages import MessageStory
from tests.support.language import speak_as_told
from tests.support.papers import PRE_SETTLEMENT, a_job, a_printer
from tests.support.rows import an_id
from tests.ui.cashier.conftest import Desk
from tests.ui.cashier.evening import NOW, an_evening
from tests.ui.cashier.office import Office
from tests.ui.cashier.test_announcements import Centre
from tests.ui.cashier.test_arranging import hold_over
from tests.ui.cashier.test_corner_menu import a_dish_of
from tests.ui.cashier.test_corner_sms import TEXT, TextCentre, a_message, a_phone, answer_as, write
from tests.ui.cashier.test_printing import has
from tests.ui.cashier.test_shift import a_day, a_shift


async def cashier(desk: Desk) -> None:
    """cashier.png"""
    has(desk, a_printer())
    await desk.tap(f"room-{desk.evening.room_id('801')}")


async def long_names(desk: Desk) -> None:
    """Rooms that are called something, and one as long as it may be."""
    names = {
        "801": "牡丹厅豪华汤泉家庭套房八零一号贵宾间甲",
        "802": "牡丹厅",
        "803": "VIP-8803",
        "806": "汤泉套房806",
    }
    rooms = desk.evening.house.rooms
    desk.core.server_says(
        "room.changed",
        rooms=[replace(rooms[x], name=name, version=9) for x, name in names.items()],
    )
    batch = desk.evening.house.order("809", 88)
    lines = [desk.evening.house.dish(batch, "佛跳墙", 999_999) for _ in range(12)]
    desk.core.server_says(orders=[desk.evening.house.orders[-1]], batches=[batch], lines=lines)
    await desk.tap(f"room-{desk.evening.room_id('809')}")


async def no_rooms(desk: Desk) -> None:
    """A shop on its first day."""
    core = desk.core
    core.server_drops(
        **{
            x: [*core.tables()[x]]
            for x in ("rooms", "stays", "orders", "batches", "lines", "service_calls")
        }
    )
    await desk.breathe()


async def vacant(desk: Desk) -> None:
    await desk.tap(f"room-{desk.evening.room_id('804')}")
    await desk.tap("tabCollect")


async def check_in(desk: Desk) -> None:
    await vacant(desk)
    await desk.tap("vacantAction")


async def cash(desk: Desk) -> None:
    await cashier(desk)
    await desk.key("F7")
    await desk.tap("option-400.00")


async def clean(desk: Desk) -> None:
    await cashier(desk)
    await desk.key("F4")


async def more(desk: Desk) -> None:
    await cashier(desk)
    await desk.key("F10")


async def keys(desk: Desk) -> None:
    await desk.key("F12")


async def search(desk: Desk) -> None:
    await desk.key("F1")
    await desk.type("12")
    await desk.tap("tabFeed")


async def waive(desk: Desk) -> None:
    await cashier(desk)
    await desk.tap("act-waive")


async def offline(desk: Desk) -> None:
    await cashier(desk)
    desk.core.go_offline()
    await desk.pass_time(timedelta(seconds=30))


async def order(desk: Desk) -> None:
    await cashier(desk)
    await desk.key("F2")
    await desk.tap("dish-手工水饺")
    await desk.tap("dish-酒酿圆子")


async def shift(desk: Desk) -> None:
    desk.core.routes["/v1/shifts/current"] = lambda body: a_shift()
    await desk.key("F11")


def _said(text: str, minutes: float) -> AnnouncementRow:
    at = NOW - timedelta(minutes=minutes)
    return AnnouncementRow(
        MessageId(an_id()), an_id(), 1, "order.placed", text, text, "new", 1, 180, at,
        at + timedelta(minutes=5), None, None, "unheard", 1,
    )  # fmt: skip


SAID = (
    _said("806房间要热水和毛巾", 4),
    _said("801房间下单了水饺2份,请注意", 9),
    _said("手牌119请取餐", 14),
)


async def refund(desk: Desk) -> None:
    await cashier(desk)
    await desk.key("F5")
    await desk.key("Return")
    await desk.reads("balanceWord", translate("Cashier", "已结清"))
    await desk.tap("paidRow")


async def rush(desk: Desk) -> None:
    await cashier(desk)
    await desk.tap("openDishes")


async def delivered(desk: Desk) -> None:
    await cashier(desk)
    await desk.tap("tabCollect")
    order = next(x for x in desk.evening.house.orders if x.hand_tag == "119")
    await desk.tap(f"deliver-{order.id}")
    await desk.wait_for("undoDeliver")


async def voice(desk: Desk) -> None:
    desk.core.mute(timedelta(minutes=5))
    desk.core.announce(recent=SAID)
    await desk.key("Ctrl+J")


async def voiceless(desk: Desk) -> None:
    await cashier(desk)
    desk.core.voice_fails("801房间下单了水饺2份,请注意")


async def tender(desk: Desk) -> None:
    await cashier(desk)
    desk.core.lose_next_answer = True
    await desk.key("F5")
    await desk.key("Return")
    await desk.reads(
        "formProblem",
        translate("Cashier", "没有收到回答。再按一次会接着问同一笔，不会重复"),
    )
    await desk.key("Esc")


async def report_hours(desk: Desk) -> None:
    await report(desk)
    await desk.tap("reportHours")


async def report_places(desk: Desk) -> None:
    await report(desk)
    await desk.tap("reportPlaces")


async def report(desk: Desk) -> None:
    desk.core.routes["/v1/reports/business-day"] = lambda body: a_day()
    await desk.key("F11")
    await desk.tap("dayReport")


async def corner(desk: Desk) -> None:
    await office_page("rooms", "801", desk)
    await desk.tap("field-kind")
    await desk.type("豪华房")


async def corner_dragging(desk: Desk) -> None:
    await office_page("rooms", "804", desk)
    await hold_over(desk, "806", "802")
    await desk.wait_for("dropLine")


async def corner_dishes(desk: Desk) -> None:
    desk.core.is_manager = True
    await desk.core.sign_in("wangmin", "2468")
    await desk.key("Ctrl+,")
    await desk.tap("page-dishes")
    await desk.tap(f"row-{a_dish_of(desk, '手工水饺').id}")
    await desk.until(lambda: desk.sees("save"))


async def corner_categories(desk: Desk) -> None:
    await corner_dishes(desk)
    await desk.tap("page-categories")
    await desk.key("Down")


async def _at_messages(desk: Desk, page: str) -> Centre:
    centre = Centre(desk)
    desk.core.is_manager = True
    await desk.core.sign_in("wangmin", "2468")
    await desk.key("Ctrl+,")
    await desk.bring(f"page-{page}")
    await desk.tap(f"page-{page}")
    return centre


async def corner_announcements(desk: Desk) -> None:
    await _at_messages(desk, "announcements")
    await desk.tap("row-order.placed/kitchen")
    await desk.until(lambda: desk.sees("rehearse-tag"))


async def corner_pad_calls(desk: Desk) -> None:
    await _at_messages(desk, "padCalls")
    await desk.tap("row-1")


async def corner_log(desk: Desk) -> None:
    centre = await _at_messages(desk, "messageLog")
    for room, status, why, repeat in (
        ("805", MessageStatus.SPOKEN, "", 1),
        ("812", MessageStatus.SUPPRESSED, "line_waiting", 2),
        ("903", MessageStatus.FAILED, "no_device", 1),
        ("903", MessageStatus.SPOKEN, "", 2),
        ("801", MessageStatus.DELIVERED, "", 1),
    ):
        centre.says(f"{room}房间下单了手工水饺2份,请注意", status, why, repeat)
    await desk.pass_time(timedelta(seconds=4))
    await desk.tap("row-message-0003")


async def printing(desk: Desk) -> None:
    await cashier(desk)
    papers(desk)
    await desk.key("Ctrl+Shift+P")
    await desk.until(lambda: desk.sees("paperList"))


async def receipt(desk: Desk) -> None:
    await cashier(desk)
    papers(desk)
    path = f"/v1/stays/{desk.evening.stay_id('801')}/receipt?kind=pre_settlement"
    desk.core.routes[path] = lambda body: PaperBody.of(PRE_SETTLEMENT)
    await desk.tap("act-receipt")
    await desk.until(lambda: bool(desk.read("receiptPicture", "source")))


async def corner_printers(desk: Desk) -> None:
    papers(desk)
    desk.core.is_manager = True
    await desk.core.sign_in("wangmin", "2468")
    await desk.key("Ctrl+,")
    await desk.bring("page-printers")
    await desk.tap("page-printers")
    last = list(desk.core.tables()["printers"])[-1]
    await desk.tap(f"row-{last}")


def papers(desk: Desk) -> None:
    """A kitchen printer without paper, a receipt that may have come out, one that did."""
    front, kitchen = a_printer(), a_printer("厨房", state=PrinterState.PAPER_OUT)
    broken = a_job(front, state=JobState.UNSURE, why=Attention.MAYBE_PRINTED)
    waiting = [a_job(kitchen, kind=PaperKind.TICKET, room_name=x) for x in ("806", "903")]
    done = a_job(front, state=JobState.PRINTED, room_name="802", ended_at=NOW, copies=1)
    has(desk, front, kitchen, jobs=(broken, *waiting))
    desk.core.routes["/v1/print-jobs?limit=30"] = lambda body: Page([done])


async def office_page(key: str, row: str, desk: Desk) -> None:
    """The corner's page `key` with the row that reads `row` in the editor."""
    desk.core.is_manager = True
    await desk.core.sign_in("wangmin", "2468")
    Office(desk)
    await desk.key("Ctrl+,")
    await desk.bring(f"page-{key}")
    await desk.tap(f"page-{key}")
    if row:
        await desk.until(lambda: desk.row(row), row)
        await desk.tap(desk.row(row))


async def corner_pairing(desk: Desk) -> None:
    await office_page("devices", "", desk)
    await desk.tap("add")
    await desk.tap("option-804")
    await desk.tap("save")
    await desk.wait_for("large")


async def corner_waiter(desk: Desk) -> None:
    await office_page("devices", "", desk)
    await desk.tap("add")
    await desk.tap("option-waiter")
    await desk.tap("save")
    await desk.wait_for("qr")


async def corner_closed(desk: Desk) -> None:
    await office_page("hours", translate("Cashier", "营业中"), desk)
    await desk.tap("option-closed")
    await desk.tap("field-reason")
    await desk.type("停电检修")


async def corner_offline(desk: Desk) -> None:
    await office_page("stations", "面点", desk)
    desk.core.go_offline()
    await desk.pass_time(timedelta(seconds=30))


async def corner_ask(desk: Desk) -> None:
    await office_page("staff", "李静", desk)
    await desk.tap("option-manager")
    await desk.key("Ctrl+Down")


async def corner_sms(desk: Desk) -> None:
    desk.core.is_manager = True
    await desk.core.sign_in("wangmin", "2468")
    centre = TextCentre()
    for text, phones, over in (
        ("【云麓汤泉】您点的餐好了，单号 #07，请到 2 楼取餐口", 1, {"state": SmsState.DELIVERED}),
        (TEXT, 320, {"delivered": 301, "undelivered": 4, "open": 15}),
        ("【云麓汤泉】您的验证码是 ••••••，5 分钟内有效", 1,
         {"kind": MessageKind.CODE, "state": SmsState.UNDELIVERED, "why": "关机"}),
        ("【云麓汤泉】冬至汤泉 8 折，回复 R 退订", 1200,
         {"kind": MessageKind.MARKETING, "state": SmsState.SCHEDULED, "units": 1200}),
    ):  # fmt: skip
        centre.messages.append(a_message(text, phones, **over))
    answer_as(desk, centre)
    held = centre.messages[2]
    receivers = [a_phone(0, "138****8000", SmsState.UNDELIVERED, "关机")]
    story = MessageStory(held, receivers, [], "simulator", "1", None, 1)
    desk.core.routes[f"/v1/sms/messages/{held.id}"] = lambda _: story
    await desk.key("Ctrl+,")
    await desk.bring("page-smsMessages")
    await desk.tap("page-smsMessages")
    await desk.tap(f"row-{held.id}")
    await desk.wait_for("fact-phone-0")


async def corner_sms_batch(desk: Desk) -> None:
    await corner_sms(desk)
    await write(desk, "王女士,13800138000\n李先生,13900139000\n1380013")
    await desk.wait_for("formHold")


async def corner_sms_account(desk: Desk) -> None:
    await corner_sms(desk)
    await desk.tap("page-smsAccount")
    await desk.tap("row-account")
    await desk.wait_for("fact-available")


async def hours(desk: Desk) -> None:
    await office_page("hours", translate("Phrases", "周六"), desk)


PICTURES: dict[str, Callable[[Desk], Awaitable[None]]] = {
    "cashier": cashier,
    "cashier_long_names": long_names,
    "cashier_empty": no_rooms,
    "cashier_vacant": vacant,
    "cashier_check_in": check_in,
    "cashier_cash": cash,
    "cashier_clean": clean,
    "cashier_more": more,
    "cashier_keys": keys,
    "cashier_search": search,
    "cashier_waive": waive,
    "cashier_order": order,
    "cashier_shift": shift,
    "cashier_report": report,
    "cashier_report_hours": report_hours,
    "cashier_report_places": report_places,
    "cashier_refund": refund,
    "cashier_rush": rush,
    "cashier_delivered": delivered,
    "cashier_voice": voice,
    "cashier_voiceless": voiceless,
    "cashier_tender": tender,
    "cashier_offline": offline,
    "cashier_printing": printing,
    "cashier_receipt": receipt,
    "cashier_corner_printers": corner_printers,
    "cashier_corner": corner,
    "cashier_corner_dragging": corner_dragging,
    "cashier_corner_dishes": corner_dishes,
    "cashier_corner_categories": corner_categories,
    "cashier_corner_sms": corner_sms,
    "cashier_corner_sms_batch": corner_sms_batch,
    "cashier_corner_sms_account": corner_sms_account,
    "cashier_corner_announcements": corner_announcements,
    "cashier_corner_pad_calls": corner_pad_calls,
    "cashier_corner_log": corner_log,
    "cashier_corner_shop": partial(office_page, "shop", ""),
    "cashier_corner_hours": hours,
    "cashier_corner_closed": corner_closed,
    "cashier_corner_stations": partial(office_page, "stations", "热菜"),
    "cashier_corner_waiter": corner_waiter,
    "cashier_corner_devices": partial(office_page, "devices", "热菜屏"),
    "cashier_corner_pairing": corner_pairing,
    "cashier_corner_staff": partial(office_page, "staff", "李静"),
    "cashier_corner_therapists": partial(office_page, "therapists", "梅师傅"),
    "cashier_corner_audit": partial(office_page, "audit", ""),
    "cashier_corner_offline": corner_offline,
    "cashier_corner_ask": corner_ask,
}


async def draw(folder: Path, names: list[str]) -> None:
    for name in names:
        evening = an_evening()
        evening.core.routes["/v1/shifts/current"] = lambda body: a_shift()
        model = DeskModel(evening.core, name="收银台1")
        window = QmlWindow(desk_screen(model, reduce_motion=True))
        window.show()
        window.view.requestActivate()
        desk = Desk(evening, window, model)
        await desk.breathe()
        await PICTURES[name](desk)
        await asyncio.sleep(0.4)
        QGuiApplication.processEvents()
        window.grab_to(folder / f"{name}.png")
        window.close()
        sys.stdout.write(f"{name} {window.warnings or ''}\n")


def main() -> None:
    draw_offscreen()
    app = create_app("zaotai-cashier-pictures")
    speak_as_told(app, PROGRAM)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(draw(folder, sys.argv[2:] or list(PICTURES)))
    del app


if __name__ == "__main__":
    main()
