"""Signing in at the desk, opening a shift, counting at its end."""

from __future__ import annotations

from datetime import date

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
    await desk.reads("staff", "lijing")


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
    return DayReport(date(2026, 11, 22), 2301200, 41000, 2285400, 2000, 121, 240, [wechat, cash],
                     dishes, [], hours, [], [], [], [])  # fmt: skip


async def test_the_day_is_shown_in_figures(open_desk: OpenDesk) -> None:
    desk = open_desk(an_evening())
    desk.core.routes["/v1/reports/business-day"] = lambda body: a_day()
    await desk.key("F11")
    await desk.tap("dayReport")
    await desk.reads("reportTurnover", "¥23012.00")


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
