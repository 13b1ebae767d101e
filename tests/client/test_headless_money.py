"""The cashier's desk without a screen: charge, discount, pay, give back, count."""

from pathlib import Path

import pytest

from common.client.cli_money import fen
from common.client.cli_names import NotFoundHere
from tests.client.test_headless import Headless
from tests.support.api import Api
from tests.support.devices import Devices

MANAGER = ("--login", "manager", "--pin", "161803")


async def test_a_desk_without_a_screen_settles_a_bill(
    sqlite_api: Api, devices: Devices, tmp_path: Path
) -> None:
    pin = f"/v1/staff/{sqlite_api.staff('manager')}/pin"
    await sqlite_api.as_manager().put(pin, {"pin": MANAGER[-1]})
    desk = Headless(devices, tmp_path / "desk.sqlite")
    await desk.pair("cashier")
    await desk.does("check-in", "801", "--tag", "12")

    code, said = await desk.run("pay", "12", "5")
    assert (code, "payment" in said or "shift.not_open" in said) == (1, True)
    await desk.does("shift", "open", "200")
    await desk.does("charge", "12", "房费", "100")
    code, said = await desk.run("discount", "12", "10%", "老客")
    assert (code, "staff.required" in said) == (1, True)
    assert "应收 ¥90.00" in await desk.does("discount", "12", "10%", "老客", *MANAGER)
    paid = await desk.does("pay", "12", "--tendered", "100")
    assert "找零 ¥10.00" in paid
    payment = paid.split("[")[1][:6]
    back = await desk.does("refund", payment, "9.5", "空调坏了", *MANAGER)
    assert "退 ¥9.50" in back
    assert "应收 ¥9.50" in await desk.does("bill", "12")
    counted = await desk.does("shift", "close", "280")
    assert "现金: 应有 ¥280.50  实点 ¥280.00  差 ¥-0.50" in counted


@pytest.mark.parametrize(("yuan", "amount"), [("12", 1200), ("12.3", 1230), ("0.05", 5)])
def test_yuan_as_typed(yuan: str, amount: int) -> None:
    assert fen(yuan) == amount


@pytest.mark.parametrize("yuan", ["", "1.234", "zwölf", "inf", "NaN"])
def test_what_is_no_amount_is_said_so(yuan: str) -> None:
    with pytest.raises(NotFoundHere):
        fen(yuan)
