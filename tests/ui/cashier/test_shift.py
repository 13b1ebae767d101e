"""Signing in at the desk, opening a shift, counting at its end."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

from common.client.facade import Download
from common.domain.bill_rows import PaymentMethod
from common.wire.cashier import Bar, CloseShift, DayReport, MethodSum, OpenShift, ShiftBody
from tests.ui.cashier.conftest import OpenDesk
from tests.ui.cashier.evening import NOW, an_evening

_ID = "01890000-0000-7000-8000-00000000f001"


def a_shift(*, counted: int | None = None) -> ShiftBody:
    gap = None if counted is None else counted - 62000
    cash = MethodSum(PaymentMethod.CASH, 3, 12000, 0, 0, 62000, counted, gap)
    return ShiftBody(_ID, 50000, NOW, None, None, None, "", [cash], [], 1)


async def test_a_cashier_signs_in_with_a_pin(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    await desk.key("F11")
    await desk.tap("signOut")
    await desk.reads("staff", "未登录")
    await desk.tap("signIn")
    await desk.wait_for("field-login")
    await desk.type("lijing")
    await desk.tap("field-pin")
    await desk.type("0000")
    await desk.tap("formConfirm")
    await desk.reads("formProblem", "PIN 不对")
    await desk.tap("field-pin")
    for digit in "<<<<2468":
        await desk.tap(f"digit-{digit}")
    await desk.tap("formConfirm")
    await desk.reads("staff", "李静")


async def test_a_desk_that_is_new_to_somebody_asks_for_the_code_that_came_by_text(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk(an_evening())
    desk.core.code_by_text = "012345"
    await desk.key("F11")
    await desk.tap("signOut")
    await desk.reads("staff", "未登录")
    await desk.tap("signIn")
    await desk.wait_for("field-login")
    await desk.type("lijing")
    await desk.tap("field-pin")
    await desk.type("2468")
    await desk.tap("formConfirm")
    await desk.reads("formProblem", "验证码已发到 138****5678")
    await desk.wait_for("field-code")
    await desk.type("999999")
    await desk.tap("formConfirm")
    await desk.reads("formProblem", "验证码不对")
    await desk.tap("field-code")
    for digit in "<<<<<<<<012345":  # two quick taps of one key may count as one
        await desk.tap(f"digit-{digit}")
    await desk.tap("formConfirm")
    await desk.reads("staff", "李静")


async def test_a_shift_is_opened_with_its_float(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    desk.core.routes["/v1/shifts"] = lambda body: a_shift()
    await desk.reads("staff", "未开班")
    await desk.key("F11")
    await desk.tap("openShift")
    await desk.tap("formConfirm")
    await desk.until(lambda: desk.core.asked, "the shift was opened")
    assert desk.core.asked == [("POST", "/v1/shifts", OpenShift(50000))]


def a_day() -> DayReport:
    cash = MethodSum(PaymentMethod.CASH, 31, 412000, 1, 2000, 410000)
    wechat = MethodSum(PaymentMethod.WECHAT, 88, 1873400, 0, 0, 1873400)
    dishes = [Bar("a", "手工水饺", 64, 179200), Bar("b", "红烧牛肉面", 40, 144000)]
    hours = [Bar(str(x), f"{x}:00", x, 10000 * (x - 9)) for x in range(10, 24)]
    charges = [Bar("房费", "房费", 31, 613800), Bar("技师", "技师", 12, 357600)]
    rooms = [Bar(str(x), str(800 + x), 2, 90000 - 3700 * x) for x in range(1, 13)]
    staff = [Bar("l", "李静", 71, 1391000), Bar("z", "赵敏", 48, 910200)]
    return DayReport(date(2026, 11, 22), 2301200, 41000, 2285400, 2000, 121, 240, [wechat, cash],
                     dishes, charges, hours, rooms, staff, [], [])  # fmt: skip


async def test_a_shift_left_open_overnight_says_so_from_three_oclock_on(
    open_desk: OpenDesk,
) -> None:
    desk = open_desk(an_evening())
    desk.core.routes["/v1/shifts/current"] = lambda body: a_shift()
    await desk.key("F11")
    await desk.reads("shiftState", "19:42 开班")
    await desk.pass_time(timedelta(hours=7))  # 02:42: still this evening
    assert not desk.sees("oldShift")
    await desk.pass_time(timedelta(minutes=30))
    await desk.reads("oldShift", "请先交班")
    await desk.reads("shiftState", "11-22 19:42 开班")
    await desk.reads("staff", "没交班")


async def test_the_day_is_shown_in_figures(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    desk.core.routes["/v1/reports/business-day"] = lambda body: a_day()
    await desk.key("F11")
    await desk.tap("dayReport")
    await desk.reads("reportTurnover", "¥23012.00")


async def test_the_day_goes_into_a_file_whose_name_is_said(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    desk = open_desk(an_evening())
    desk.core.routes["/v1/reports/business-day"] = lambda body: a_day()
    path = "/v1/reports/business-day.xlsx?day=2026-11-22"
    desk.core.files[path] = Download("2026-11-22.xlsx", b"PK")
    await desk.key("F11")
    await desk.tap("dayReport")
    await desk.reads("reportTurnover", "¥")
    await desk.tap("saveDayXlsx")
    await desk.reads("reportSaved", "2026-11-22.xlsx")
    await desk.tap("saveDayXlsx")
    await desk.reads("reportSaved", "2026-11-22 (2).xlsx")  # the first one stays as it is
    assert sorted(os.listdir(tmp_path)) == ["2026-11-22 (2).xlsx", "2026-11-22.xlsx"]
    await desk.tap("saveDayCsv")  # the fake server has no such file
    await desk.reads("reportSaved", "没有连上服务器")


async def test_a_shift_goes_into_a_file(open_desk: OpenDesk, tmp_path: Path) -> None:
    desk = open_desk(an_evening())
    desk.core.routes["/v1/shifts/current"] = lambda body: a_shift()
    path = f"/v1/reports/shift.csv?shift_id={_ID}"
    desk.core.files[path] = Download("shift-20261122-1100.csv", b"\xef\xbb\xbf")
    await desk.key("F11")
    await desk.tap("saveShiftCsv")
    await desk.reads("shiftSaved", "shift-20261122-1100.csv")
    assert (tmp_path / "shift-20261122-1100.csv").read_bytes() == b"\xef\xbb\xbf"


async def test_the_drawer_is_counted_and_the_difference_told(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    desk.core.routes["/v1/shifts/current"] = lambda body: a_shift()
    desk.core.routes[f"/v1/shifts/{_ID}/close"] = lambda body: a_shift(counted=61800)
    await desk.key("F11")
    await desk.tap("closeShift")
    await desk.wait_for("field-cash")
    await desk.type("618")
    await desk.hold("formHold", lambda: desk.core.asked)
    ((_, _, body),) = desk.core.asked
    assert isinstance(body, CloseShift)
    assert body.counted.cash == 61800
    await desk.reads("toast", "相差 ¥−2.00")
