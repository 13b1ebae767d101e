"""店长页: every page that sets the venue up, tapped through with a server in memory."""

from __future__ import annotations

from datetime import timedelta

from common.wire.requests import CloseShop, NewPairingCode
from common.wire.shop import (
    DeviceInfo,
    NewPin,
    NewStaff,
    ShopInfo,
    StaffInfo,
    StationInfo,
    TherapistInfo,
    WeeklyHours,
)
from tests.ui.cashier.conftest import Desk, OpenDesk
from tests.ui.cashier.evening import an_evening
from tests.ui.cashier.office import Office


async def at_page(open_desk: OpenDesk, key: str) -> tuple[Desk, Office]:
    """A manager at the corner's page `key`."""
    desk = open_desk(an_evening())
    desk.core.is_manager = True
    await desk.core.sign_in("wangmin", "2468")
    office = Office(desk)
    await desk.key("Ctrl+,")
    await desk.bring(f"page-{key}")
    await desk.tap(f"page-{key}")
    return desk, office


async def choose(desk: Desk, title: str) -> None:
    await desk.until(lambda: desk.row(title), f"{title} is listed")
    await desk.tap(desk.row(title))


def sent(desk: Desk) -> object:
    return desk.core.asked[-1][2]


async def test_a_room_goes_out_of_use_and_back(open_desk: OpenDesk) -> None:
    desk, _ = await at_page(open_desk, "rooms")
    await choose(desk, "804")
    desk.core.refuse_call = ("room.in_use", {"state": "vacant", "pads": ["804 平板"]})
    await desk.hold("hold-outOfUse", lambda: desk.read("editorProblem"))
    assert "804 平板" in desk.read("editorProblem")
    await desk.hold("hold-outOfUse", lambda: desk.sees("act-inUse"))
    await desk.reads("toast", "804 已停用")
    await desk.tap("act-inUse")
    await desk.wait_for("hold-outOfUse")


async def test_a_pad_is_paired_with_the_code_on_the_page(open_desk: OpenDesk) -> None:
    desk, office = await at_page(open_desk, "devices")
    await desk.tap("add")
    assert not desk.can_tap("save"), "a pad needs a room"
    await desk.tap("option-804")
    await desk.tap("save")
    await desk.reads("large", "4821 3075")
    room_id = desk.evening.room_id("804")
    assert sent(desk) == NewPairingCode("pad", room_id)
    office.pair("804 平板", room_id)
    await desk.pass_time(timedelta(seconds=3))
    await desk.reads("editorTitle", "804 平板")
    assert not desk.row("等待配对")


async def test_a_waiters_phone_is_shown_the_way_by_its_camera(open_desk: OpenDesk) -> None:
    desk, _ = await at_page(open_desk, "devices")
    await desk.tap("add")
    await desk.tap("option-waiter")
    await desk.tap("save")
    await desk.reads("large", "4821 3075")
    assert desk.read("qrAddress").endswith("/waiter#48213075")
    assert "token" not in desk.read("qrAddress")
    await desk.until(lambda: desk.items("qr")[0].implicitWidth() > 20, "the picture is drawn")


async def test_a_screen_is_set_up_and_shut_out(open_desk: OpenDesk) -> None:
    desk, office = await at_page(open_desk, "devices")
    await choose(desk, "热菜屏")
    main, flour = office.stations
    await desk.tap(f"option-{flour.id}")
    await desk.tap("option-lobby")
    await desk.tap("save")
    await desk.reads("toast", "热菜屏 已保存")
    body = DeviceInfo("热菜屏", "kitchen", None, [main.id, flour.id], "lobby")
    assert sent(desk) == body
    await desk.hold("hold-revoke", lambda: not desk.sees("hold-revoke"))
    assert desk.core.asked[-1][1].endswith("/revoke")
    await desk.tap("act-renew")
    await desk.wait_for("large")


async def test_a_person_is_hired_and_given_a_pin(open_desk: OpenDesk) -> None:
    desk, _ = await at_page(open_desk, "staff")
    await desk.tap("add")
    await desk.type("小梅")
    await desk.tap("field-login")
    await desk.type("xiaomei")
    await desk.tap("option-waiter")
    await desk.tap("save")
    await desk.reads("editorTitle", "小梅")
    assert sent(desk) == NewStaff("xiaomei", "小梅", "waiter")
    await desk.tap("act-pin")
    await desk.wait_for("field-pin")
    await desk.type("2718")
    await desk.tap("field-again")
    await desk.type("2719")
    assert not desk.can_tap("formConfirm"), "the two differ"
    for digit in "<8":
        await desk.tap(f"digit-{digit}")
    await desk.tap("formConfirm")
    await desk.until(lambda: sent(desk) == NewPin("2718"))
    await desk.tap("act-phone")
    await desk.wait_for("field-phone")
    await desk.type("13900000001")
    await desk.tap("formConfirm")
    await desk.reads("fact-phone", "139****0001")


async def test_the_last_manager_is_kept(open_desk: OpenDesk) -> None:
    desk, _ = await at_page(open_desk, "staff")
    await choose(desk, "王敏")
    await desk.tap("field-isActiveSwitch")
    await desk.tap("save")
    await desk.reads("editorProblem", "最后一位")
    assert sent(desk) == StaffInfo("王敏", "manager", is_active=False)


async def test_hours_of_several_days_are_set_at_once_with_a_preview(open_desk: OpenDesk) -> None:
    desk, _ = await at_page(open_desk, "hours")
    await choose(desk, "周日")
    await desk.reads("editorSummary", "明天 02:00 打烊")
    await desk.tap("field-closes")
    for _ in range(4):
        await desk.tap("field-closesMinus")
    await desk.reads("editorSummary", "明天 00:00 打烊")
    await desk.tap("option-5")
    await desk.tap("save")
    await desk.reads("toast", "营业时间已保存")
    body = sent(desk)
    assert isinstance(body, WeeklyHours)
    assert [x.closes for x in body.spans] == ["02:00"] * 5 + ["00:00"] * 2


async def test_the_shop_is_closed_by_hand_until_tomorrow(open_desk: OpenDesk) -> None:
    desk, _ = await at_page(open_desk, "hours")
    await choose(desk, "营业中")
    await desk.tap("option-closed")
    await desk.reads("editorSummary", "直到有人改回来")
    await desk.tap("field-reason")
    await desk.type("停电检修")
    await desk.tap("field-untilDay")
    await desk.type("2026-11-23")
    assert not desk.can_tap("save"), "a day without a time"
    await desk.tap("field-untilTime")
    await desk.type("1200")
    await desk.reads("editorSummary", "明天 12:00 开门")
    await desk.tap("save")
    await desk.reads("toast", "已打烊")
    body = sent(desk)
    assert isinstance(body, CloseShop)
    assert (body.reason, str(body.until)) == ("停电检修", "2026-11-23 04:00:00+00:00")


async def test_a_closing_is_added_and_dropped(open_desk: OpenDesk) -> None:
    desk, office = await at_page(open_desk, "hours")
    await desk.tap("add")
    await desk.tap("field-fromDayPlus")
    await desk.reads("wrong-toDay", "结束要晚于开始")
    await desk.tap("field-toDayPlus")
    await desk.reads("editorSummary", "再开门")
    await desk.tap("save")
    await desk.until(lambda: len(office.hours.closings) == 2)
    await desk.hold("hold-drop", lambda: len(office.hours.closings) == 1)


async def test_the_shops_data_is_changed_and_its_buttons_stay(open_desk: OpenDesk) -> None:
    desk, office = await at_page(open_desk, "shop")
    await desk.reads("field-name", "云麓汤泉")
    await desk.type("云麓汤泉 · 江边店")
    await desk.reads("fact-calls", "加水、加一副餐具")
    office.info.pad_calls.append("换毛巾")  # meanwhile, on the buttons' own page
    await desk.tap("field-codesSwitch")
    await desk.tap("field-textsSwitch")
    await desk.tap("save")
    await desk.reads("toast", "门店资料已保存")
    assert office.asks_codes
    body = desk.core.asked[-2][2]
    assert isinstance(body, ShopInfo)
    assert (body.name, body.pad_calls, body.give_away_limit_fen) == (
        "云麓汤泉 · 江边店", ["加水", "加一副餐具", "要热水和毛巾", "换毛巾"], 10000
    )  # fmt: skip
    assert not body.offers_texts


async def test_stations_and_therapists_are_renamed(open_desk: OpenDesk) -> None:
    desk, _ = await at_page(open_desk, "stations")
    await choose(desk, "面点")
    await desk.type("面点水饺")
    await desk.tap("save")
    await desk.reads("editorTitle", "面点水饺")
    assert sent(desk) == StationInfo("面点水饺", 2)
    await desk.hold("hold-remove", lambda: not desk.row("面点水饺"))
    await desk.tap("page-therapists")
    await choose(desk, "梅师傅")
    await desk.tap("act-clockOff")
    await desk.reads("toast", "梅师傅 已下钟")
    await desk.tap("add")
    await desk.type("竹师傅")
    await desk.tap("save")
    await desk.reads("editorTitle", "竹师傅")
    assert sent(desk) == TherapistInfo("竹师傅")


async def test_the_trail_reads_well_and_goes_on_at_its_end(open_desk: OpenDesk) -> None:
    desk, office = await at_page(open_desk, "audit")
    await choose(desk, "王敏 把房间 801 改名为 801A")
    await desk.reads("fact-name", "801 → 801A")
    rows = desk.items("rows")[0]
    assert rows.property("count") == 50
    rows.setProperty("contentY", rows.property("contentHeight"))
    await desk.until(lambda: desk.items("rows")[0].property("count") == len(office.trail))
    await desk.tap("filter-hours")
    await desk.until(lambda: desk.items("rows")[0].property("count") == 12)
    await choose(desk, "王敏 手动打烊（原因 停电检修）")
