"""Money asked for and not answered: it is on the desk's disk before the server hears of it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from common.client.api import ProblemAnswered, Unreachable
from common.client.facade import Tender
from common.domain.bill_rows import BillRow, PaymentMethod
from common.domain.ids import StayId
from common.wire.cashier import NewPayment
from tests.support.api import Api
from tests.support.cutting_proxy import CuttingProxy
from tests.support.devices import Device, Devices


async def a_bill(api: Api) -> str:
    desk = api.as_cashier()
    stay = (await desk.post("/v1/stays", {"room_id": api.room("801")})).json()["stay"]["id"]
    await desk.post(f"/v1/stays/{stay}/charges", {"name": "房费", "amount_fen": 300_00})
    assert (await desk.post("/v1/shifts", {})).status_code == 201
    return str(stay)


async def bill_of(api: Api, stay: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.as_cashier().get(f"/v1/stays/{stay}/bill")).json()
    return answer


def bills_at(desk: Device) -> list[BillRow]:
    return [x for x in desk.core.tables()["bills"].values() if isinstance(x, BillRow)]


def a_payment(desk: Device, stay: str, fen: int) -> tuple[Tender, NewPayment]:
    core = desk.core
    key, thing = core.new_key(), core.new_key()
    body = NewPayment(PaymentMethod.WECHAT, fen, id=thing)
    path = f"/v1/stays/{stay}/payments"
    return Tender(key, thing, StayId(stay), path, "801 · 微信", core.now(), body), body


async def test_an_answered_payment_is_forgotten(sqlite_api: Api, devices: Devices) -> None:
    stay, desk = await a_bill(sqlite_api), await devices.cashier()
    answer = await desk.core.tender(*a_payment(desk, stay, 100_00))
    assert (answer.balance_fen, desk.core.tenders) == (200_00, ())


async def test_so_is_one_that_a_rule_refused(sqlite_api: Api, devices: Devices) -> None:
    stay, desk = await a_bill(sqlite_api), await devices.cashier()
    with pytest.raises(ProblemAnswered, match=r"payment\.exceeds_balance"):
        await desk.core.tender(*a_payment(desk, stay, 300_01))
    assert desk.core.tenders == ()


async def test_a_desk_that_dies_before_the_answer_knows_what_to_look_for(
    sqlite_api: Api, devices: Devices, proxy: CuttingProxy
) -> None:
    stay = await a_bill(sqlite_api)
    desk = await devices.paired("cashier", server_url=proxy.url)
    other = await devices.cashier()
    tender, body = a_payment(desk, stay, 100_00)
    proxy.swallow_answers()
    asking = asyncio.create_task(desk.core.tender(tender, body))

    await other.sees(lambda: [x for x in bills_at(other) if x.payments], "the payment")
    assert list(desk.core.tenders) == [tender]
    proxy.cut()
    with pytest.raises(Unreachable):
        await asking
    desk = await devices.restarted(desk)
    assert list(desk.core.tenders) == [tender]
    (payment,) = (await bill_of(sqlite_api, stay))["bill"]["payments"]
    assert payment["id"] == tender.id

    proxy.mend()
    await desk.is_live()
    answer = await desk.core.tender(tender, body)
    assert answer.paid_fen == 100_00
    assert not desk.core.tenders
    assert len((await bill_of(sqlite_api, stay))["bill"]["payments"]) == 1


async def test_one_that_the_server_never_heard_of_can_be_asked_again(
    sqlite_api: Api, devices: Devices, proxy: CuttingProxy
) -> None:
    stay = await a_bill(sqlite_api)
    desk = await devices.paired("cashier", server_url=proxy.url)
    tender, body = a_payment(desk, stay, 100_00)
    proxy.cut()
    with pytest.raises(Unreachable):
        await desk.core.tender(tender, body)
    desk = await devices.restarted(desk)
    (held,) = desk.core.tenders
    assert held.again == body
    assert (await bill_of(sqlite_api, stay))["paid_fen"] == 0
    proxy.mend()
    await desk.is_live()
    assert held.again is not None
    assert (await desk.core.tender(held, held.again)).paid_fen == 100_00


async def test_another_device_has_nothing_to_look_for(
    sqlite_api: Api, devices: Devices, proxy: CuttingProxy
) -> None:
    stay = await a_bill(sqlite_api)
    desk = await devices.paired("cashier", server_url=proxy.url)
    tender, body = a_payment(desk, stay, 1)
    proxy.cut()
    with pytest.raises(Unreachable):
        await desk.core.tender(replace(tender, again=None), body)
    await desk.core.pair(devices.server_url, await devices.code("cashier"), "收银台2")
    assert desk.core.tenders == ()


async def test_a_file_comes_under_the_servers_name(sqlite_api: Api, devices: Devices) -> None:
    await a_bill(sqlite_api)
    desk = await devices.cashier()
    file = await desk.core.download("/v1/reports/shift.csv?shift_id=current")
    assert file.name.startswith("shift-")
    assert "备用金" in file.content.decode("utf-8-sig")
    with pytest.raises(ProblemAnswered, match=r"shift\.unknown"):
        await desk.core.download("/v1/reports/shift.csv?shift_id=nobody")
