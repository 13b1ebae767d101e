"""The cashier's desk over HTTP: an evening's bill, a manager's yes, the same tap once."""

from typing import Any

import httpx
import pytest

from common.domain.roles import Role
from tests.support.api import Api, Terminal, problem

PIN = "314159"


async def a_bill(api: Api, fen: int = 300_00) -> str:
    """801 checked in, with a charge; a shift is open. Gives the stay."""
    desk = api.as_cashier()
    stay = (await desk.post("/v1/stays", {"room_id": api.room("801")})).json()["stay"]["id"]
    charged = await desk.post(f"/v1/stays/{stay}/charges", {"name": "房费", "amount_fen": fen})
    assert charged.status_code == 201, charged.text
    assert (await desk.post("/v1/shifts", {"float_fen": 200_00})).status_code == 201
    return str(stay)


async def pay(desk: Terminal, stay: str, fen: int, **over: Any) -> httpx.Response:
    body = {"method": "cash", "amount_fen": fen}
    return await desk.post(f"/v1/stays/{stay}/payments", body, **over)


async def test_a_bill_from_the_first_charge_to_the_counted_drawer(api: Api) -> None:
    stay, desk, person = await a_bill(api), api.as_cashier(), api.as_person("cashier")
    off = {"kind": "percent", "amount": 10, "reason": "老客"}
    cut = await person.post(f"/v1/stays/{stay}/adjustments", off)
    assert (cut.status_code, cut.json()["total_fen"]) == (201, 270_00)
    tendered = {"method": "cash", "amount_fen": 270_00, "tendered_fen": 300_00}
    paid = await desk.post(f"/v1/stays/{stay}/payments", tendered)
    assert (paid.json()["balance_fen"], paid.json()["change_fen"]) == (0, 30_00)
    back = {"amount_fen": 20_00, "reason": "少住", "line_ids": [paid.json()["items"][0]["id"]]}
    payment = paid.json()["created_id"]
    refunded = await person.post(f"/v1/payments/{payment}/refunds", back)
    assert (refunded.status_code, refunded.json()["balance_fen"]) == (201, 0)
    bill = (await desk.get(f"/v1/stays/{stay}/bill")).json()
    assert (bill["total_fen"], bill["paid_fen"], bill["discount_fen"]) == (250_00, 250_00, 50_00)

    shift = (await desk.get("/v1/shifts/current")).json()
    counted = {"counted": {"cash": 450_00}}
    closed = (await desk.post(f"/v1/shifts/{shift['id']}/close", counted)).json()
    assert [x["difference_fen"] for x in closed["methods"]] == [0, 0, 0, 0]
    assert (await desk.get(f"/v1/shifts/{shift['id']}")).json()["methods"] == closed["methods"]
    problem(await desk.get("/v1/shifts/current"), 404, "shift.not_open")


async def test_the_day_is_a_report_and_two_files(api: Api) -> None:
    stay, desk = await a_bill(api), api.as_cashier()
    await pay(desk, stay, 300_00)
    report = (await desk.get("/v1/reports/business-day")).json()
    assert (report["turnover_fen"], report["taken_fen"]) == (300_00, 300_00)
    found = await desk.get(f"/v1/reports/business-day.csv?day={report['day']}")
    assert "房费,1,300.00" in found.content.decode("utf-8-sig")
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    sheet = await desk.get("/v1/reports/business-day.xlsx")
    assert sheet.content[:2] == b"PK"
    shift = await desk.get("/v1/reports/shift.csv?shift_id=current")
    text = shift.content.decode("utf-8-sig")
    assert "备用金,200.00" in text
    assert "现金,1,300.00,0,0.00,500.00" in text
    assert shift.headers["content-disposition"].startswith('attachment; filename="shift-2026')
    sheet = await desk.get("/v1/reports/shift.xlsx?shift_id=current")
    assert sheet.content[:2] == b"PK"
    problem(await desk.get("/v1/reports/shift.csv?shift_id=nobody"), 404, "shift.unknown")
    empty = await desk.get("/v1/reports/business-day?day=2020-01-01")
    assert empty.json()["turnover_fen"] == 0


async def test_one_tap_on_pay_pays_once_however_often_it_is_sent(api: Api) -> None:
    stay, desk = await a_bill(api), api.as_cashier()
    first = await pay(desk, stay, 100_00, key="tap-1")
    async with api.nothing_changes():
        again = await pay(desk, stay, 100_00, key="tap-1")
    assert (again.status_code, again.content) == (201, first.content)
    assert (await desk.get(f"/v1/stays/{stay}/bill")).json()["paid_fen"] == 100_00


async def test_every_write_of_the_desk_says_where_the_journal_stands(api: Api) -> None:
    stay = await a_bill(api)
    paid = (await pay(api.as_cashier(), stay, 1)).json()
    stream = f"shop:{api.shop_id()}:cashier"
    assert paid["positions"] == {stream: api.tops()[stream]}
    assert api.kinds(stream)[-1] == "bill.changed"


async def test_a_desks_snapshot_holds_the_open_bills_and_a_waiters_none(api: Api) -> None:
    stay = await a_bill(api)
    bill = (await api.as_cashier().get(f"/v1/stays/{stay}/bill")).json()["bill"]
    at_desk = (await api.as_cashier().get("/v1/sync/snapshot")).json()["tables"]
    assert at_desk["bills"] == [bill]
    assert "bills" not in (await api.as_waiter().get("/v1/sync/snapshot")).json()["tables"]


async def test_a_pad_does_not_get_to_try_a_managers_pin(api: Api) -> None:
    stay = await a_bill(api)
    off = {"kind": "discount", "amount": 1, "reason": "老客"}
    asked = {**off, "approval": {"login": "manager", "pin": "000000"}}
    pad = api.as_pad("801")
    async with api.nothing_changes():
        answer = await pad.post(f"/v1/stays/{stay}/adjustments", asked)
    problem(answer, 403, "role.forbidden")


async def test_a_manager_says_yes_with_a_pin(api: Api) -> None:
    stay, person = await a_bill(api), api.as_person("cashier")
    await api.as_manager().put(f"/v1/staff/{api.staff('manager')}/pin", {"pin": PIN})
    off = {"kind": "discount", "amount": 150_00, "reason": "老客"}
    path = f"/v1/stays/{stay}/adjustments"
    facts = problem(await person.post(path, off, key="tap-1"), 403, "adjustment.needs_manager")
    assert facts == {"limit_fen": 100_00, "fen": 150_00}
    wrong = {**off, "approval": {"login": "manager", "pin": "000000"}}
    problem(await person.post(path, wrong), 403, "approval.refused")
    right = {**off, "approval": {"login": "manager", "pin": PIN}}
    done = await person.post(path, right)
    assert (done.status_code, done.json()["discount_fen"]) == (201, 150_00)
    assert done.json()["bill"]["adjustments"][0]["approved_by"] == api.staff("manager")
    assert PIN not in repr(api.everything())


async def test_the_shops_limit_is_set_with_its_information(api: Api) -> None:
    stay, person, manager = await a_bill(api), api.as_person("cashier"), api.as_manager()
    info = (await manager.get("/v1/shop/info")).json()
    assert info.pop("code") == "demo"
    assert info["give_away_limit_fen"] == 100_00
    wrong = await manager.put("/v1/shop/info", {**info, "give_away_limit_fen": -1})
    assert problem(wrong, 422, "body.invalid")["field"] == "$.give_away_limit_fen"
    assert (await manager.put("/v1/shop/info", {**info, "give_away_limit_fen": 0})).is_success
    off = {"kind": "discount", "amount": 1, "reason": "老客"}
    answer = await person.post(f"/v1/stays/{stay}/adjustments", off)
    assert problem(answer, 403, "adjustment.needs_manager") == {"limit_fen": 0, "fen": 1}


async def test_a_mistaken_clean_is_undone_with_a_managers_pin(api: Api) -> None:
    stay, desk = await a_bill(api), api.as_cashier()
    await api.as_manager().put(f"/v1/staff/{api.staff('manager')}/pin", {"pin": PIN})
    gone = {"force": True, "reason": "客人已走"}
    assert (await desk.post(f"/v1/rooms/{api.room('801')}/clean", gone)).status_code == 200
    path, why = f"/v1/stays/{stay}/reopen", {"reason": "清错了"}
    person = api.as_person("cashier")
    async with api.nothing_changes():
        problem(await desk.post(path, why), 403, "manager.required")
        problem(await person.post(path, why), 403, "manager.required")
    wrong = {**why, "approval": {"login": "manager", "pin": "000000"}}
    problem(await desk.post(path, wrong), 403, "approval.refused")
    opened = await desk.post(path, {**why, "approval": {"login": "manager", "pin": PIN}})
    assert (opened.status_code, opened.json()["stay"]["state"]) == (200, "open")
    assert (await desk.get(f"/v1/stays/{stay}/bill")).json()["balance_fen"] == 300_00


async def test_bills_part_with_somebody_at_the_desk(api: Api) -> None:
    stay, desk = await a_bill(api), api.as_cashier()
    other = (await desk.post("/v1/stays", {"room_id": api.room("802")})).json()["stay"]["id"]
    assert (await desk.post(f"/v1/stays/{other}/merge", {"into_stay_id": stay})).is_success
    path, why = f"/v1/stays/{other}/unmerge", {"reason": "分开付"}
    problem(await desk.post(path, why), 403, "staff.required")
    parted = await api.as_person("cashier").post(path, why)
    assert (parted.status_code, parted.json()["stay"]["bill_stay_id"]) == (200, None)


async def test_a_cashier_does_not_approve_of_a_colleague(api: Api) -> None:
    stay = await a_bill(api)
    await api.as_manager().put(f"/v1/staff/{api.staff('cashier')}/pin", {"pin": PIN})
    off = {"kind": "discount", "amount": 150_00, "reason": "老客"}
    asked = {**off, "approval": {"login": "cashier", "pin": PIN}}
    answer = await api.as_cashier().post(f"/v1/stays/{stay}/adjustments", asked)
    problem(answer, 403, "approval.refused")


async def test_a_desk_alone_gives_nothing_away_and_its_person_may(api: Api) -> None:
    stay, desk = await a_bill(api), api.as_cashier()
    paid = (await pay(desk, stay, 300_00)).json()["created_id"]
    back = {"amount_fen": 1_00, "reason": "找错"}
    problem(await desk.post(f"/v1/payments/{paid}/refunds", back), 403, "staff.required")
    here = {"X-Staff-Session": api.staff_session("cashier")}
    done = await desk.post(f"/v1/payments/{paid}/refunds", back, headers=here)
    assert (done.status_code, done.json()["balance_fen"]) == (201, 1_00)


@pytest.mark.parametrize("role", [Role.PAD, Role.KITCHEN, Role.WAITER, Role.CALL_BOARD])
async def test_money_is_the_desks_alone(api: Api, role: Role) -> None:
    stay = await a_bill(api)
    terminal = {
        Role.PAD: api.as_pad("801"),
        Role.KITCHEN: api.as_kitchen(),
        Role.WAITER: api.as_waiter(),
        Role.CALL_BOARD: api.as_call_board(),
    }[role]
    problem(await pay(terminal, stay, 1), 403, "role.forbidden")
    for path in (f"/v1/stays/{stay}/bill", "/v1/shifts/current", "/v1/reports/business-day"):
        problem(await terminal.get(path), 403, "role.forbidden")
