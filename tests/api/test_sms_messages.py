"""Text messages over HTTP: sending, the preview, what became of them, and every refusal."""

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import httpx
import pytest

from common.domain.ids import BrandId
from server.db.unit import Unit
from server.gateways.sms.port import Accepted
from server.shop.for_sms import ShopBrands
from server.sms import message_repository as rows
from server.sms import receipts as receiving
from server.sms import submitting
from server.sms.purchases import PaymentStatus
from server.sms.submitting import Manner
from tests.support.api import Api, Terminal, problem
from tests.support.sms_post import phone
from tests.support.sms_provider import NAME, msg_id, receipt
from tests.support.sms_till import Counter

TEXT = "【云麓汤泉】您的水饺好了"


async def sent(sender: Terminal, *phones: str, **over: Any) -> httpx.Response:
    body = {"kind": "notice", "phones": list(phones), "text": TEXT, "client_ref": "m-1"} | over
    return await sender.post("/v1/sms/messages", body)


async def previewed(sender: Terminal, *phones: str, **over: Any) -> httpx.Response:
    body = {"kind": "notice", "phones": list(phones), "text": TEXT} | over
    return await sender.post("/v1/sms/messages/preview", body, key="")


async def available(manager: Terminal) -> int:
    units: int = (await manager.get("/v1/sms/account")).json()["buckets"]["available"]
    return units


def taken_on(api: Api, message_id: str) -> None:
    """What its lane would do, with a provider who takes it."""

    def work(unit: Unit) -> None:
        brand_id = rows.by_ids(unit.session, [message_id])[message_id].brand_id
        submitting.take_up(unit, brand_id, lambda _: [message_id], Manner(NAME))
        submitting.record(unit, brand_id, {message_id: Accepted(msg_id(message_id))})

    api.units.run_write(work)


@pytest.fixture
def api(sqlite_api: Api) -> Api:
    """On one engine: the pipeline itself is tested on both, in `tests/engines/sms`."""
    return sqlite_api


@pytest.fixture
async def manager(api: Api) -> Terminal:
    """Of a brand with 50 units, whose lanes stand still: the tests look at what waits there."""
    manager = api.as_manager()
    shop = (await manager.get("/v1/me")).json()["shop_id"]
    brand = api.units.run_read(lambda session: ShopBrands(session).brand_of(shop))
    counter = Counter(api.units, api.clock)
    counter.order(BrandId(brand), "pay-9", 50)
    counter.hear("pay-9", PaymentStatus.PAID)
    for lane in ("code-single", "notice-single", "notice-batch", "marketing-batch"):
        answer = await manager.post(f"/v1/sms/lanes/{lane}/pause", {"why": "维护"})
        assert answer.status_code == 200, answer.text
    return manager


async def test_a_message_is_taken_on_and_can_be_asked_about(manager: Terminal) -> None:
    answer = await sent(manager, "138 0000 0001")
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert (body["state"], body["units"], body["refused"]) == ("queued", 1, [])
    assert await available(manager) == 49
    again = await sent(manager, "138 0000 0001")
    assert (again.status_code, again.json()["id"]) == (200, body["id"])
    story = (await manager.get(f"/v1/sms/messages/{body['id']}")).json()
    assert [each["phone"] for each in story["phones"]] == ["+8613800000001"]
    assert [each["kind"] for each in story["movements"]] == ["freeze"]
    # why it does not go, in words
    assert story["message"]["why"] == "维护"
    [listed] = (await manager.get("/v1/sms/messages?phone=13800000001")).json()["items"]
    assert listed["id"] == body["id"]
    assert (await manager.get("/v1/sms/messages?kind=code")).json()["items"] == []


async def test_a_list_as_people_paste_it(manager: Terminal) -> None:
    await manager.post("/v1/sms/blacklist", {"phone": "13800000009", "note": "投诉"})
    pasted = [
        "+8613800000001",
        "138-0000-0002",
        "13800000001",
        "12345",
        "021 6234 1234",
        "13800000009",
    ]
    preview = (await previewed(manager, *pasted)).json()
    assert (preview["phones"], preview["units"], preview["is_enough"]) == (2, 2, True)
    refused = [(each["phone"], each["code"]) for each in preview["refused"]]
    assert refused == [
        ("13800000001", "sms.phone_twice"),
        ("12345", "sms.phone_invalid"),
        ("021 6234 1234", "sms.phone_invalid"),
        ("+8613800000009", "sms.blocked"),
    ]
    assert await available(manager) == 50
    answer = (await sent(manager, *pasted)).json()
    assert (answer["phones"], answer["units"]) == (2, 2)
    assert answer["refused"] == preview["refused"]
    assert await available(manager) == 48


async def test_an_offer_at_night_waits_for_the_morning(manager: Terminal) -> None:
    preview = (await previewed(manager, phone(1), kind="marketing")).json()
    assert preview["is_scheduled"] is True
    assert preview["text"].endswith("拒收请回复R")
    answer = (await sent(manager, phone(1), kind="marketing")).json()
    assert (answer["state"], answer["units"]) == ("scheduled", 0)
    assert await available(manager) == 50


@pytest.mark.parametrize(
    ("over", "status", "code"),
    [
        ({"text": "没有签名"}, 422, "sms.signature_missing"),
        ({"text": "【云麓汤泉】"}, 422, "sms.text_invalid"),
        ({"text": "【云麓汤泉】" + "饺" * 531}, 422, "sms.text_invalid"),
        ({"text": None}, 422, "sms.text_invalid"),
        ({"phones": ["12345"]}, 422, "sms.phone_invalid"),
        ({"phones": []}, 422, "sms.phone_invalid"),
        ({"phones": ["+1 202 555 0123"]}, 422, "sms.phone_invalid"),
        ({"phones": [phone(n) for n in range(1001)]}, 422, "sms.too_many_phones"),
        ({"phones": [phone(n) for n in range(51)]}, 402, "sms.insufficient"),
        ({"template": "nothing", "text": None}, 404, "sms.template_unknown"),
        ({"params": {"code": "1"}}, 422, "sms.params_invalid"),
        ({"brand_id": "01890000-0000-7000-8000-00000000ffff"}, 404, "brand.unknown"),
        ({"kind": "spam"}, 422, "body.invalid"),
        ({"client_ref": "a/b"}, 422, "body.invalid"),
        ({"phones": "13800000001"}, 422, "body.invalid"),
    ],
)
async def test_what_is_refused_freezes_nothing(
    api: Api, manager: Terminal, over: dict[str, Any], status: int, code: str
) -> None:
    async with api.nothing_changes():
        problem(await sent(manager, phone(1), **over), status, code)
    assert await available(manager) == 50


async def test_codes_are_capped_and_the_key_stays_free(api: Api, manager: Terminal) -> None:
    assert (await sent(manager, phone(1), kind="code")).status_code == 201
    second = {"kind": "code", "client_ref": "m-2"}
    async with api.nothing_changes():
        answer = await sent(manager, phone(1), **second)
    problem(answer, 429, "sms.capped")
    assert answer.headers["Retry-After"] == "60"
    # two phones: the one that is not capped gets its code
    both = (await sent(manager, phone(1), phone(2), **second)).json()
    assert [each["code"] for each in both["refused"]] == ["sms.capped"]
    api.clock.advance(timedelta(minutes=1))
    third = await sent(manager, phone(1), kind="code", client_ref="m-3")
    assert third.status_code == 201


async def test_who_is_blocked_gets_nothing_until_unblocked(manager: Terminal) -> None:
    answer = await manager.post("/v1/sms/blacklist", {"phone": "13800000001"})
    assert answer.json()["reason"] == "by_hand"
    problem(await sent(manager, phone(1)), 409, "sms.blocked")
    [blocked] = (await manager.get("/v1/sms/blacklist")).json()["items"]
    assert blocked["phone"] == phone(1)
    assert (await manager.delete("/v1/sms/blacklist/13800000001")).status_code == 200
    problem(await manager.delete("/v1/sms/blacklist/13800000001"), 404, "sms.not_blocked")
    assert (await sent(manager, phone(1), client_ref="m-2")).status_code == 201
    problem(await manager.post("/v1/sms/blacklist", {"phone": "1"}), 422, "sms.phone_invalid")


async def test_the_same_reference_for_something_else_is_a_conflict(
    api: Api, manager: Terminal
) -> None:
    await sent(manager, phone(1))
    async with api.nothing_changes():
        problem(await sent(manager, phone(2)), 409, "sms.message_conflict")


async def test_a_template_is_filled_by_type(api: Api, manager: Terminal) -> None:
    template = {"kind": "code", "text": "【云麓汤泉】验证码{code}", "params": {"code": "code"}}
    answer = await manager.put("/v1/sms/templates/sign-in", template)
    assert answer.status_code == 200, answer.text
    wanted = {"kind": "code", "text": None, "template": "sign-in"}
    for params in ({}, {"code": "12"}, {"code": "1234", "name": "x"}):
        problem(await sent(manager, phone(1), **wanted, params=params), 422, "sms.params_invalid")
    body = (await sent(manager, phone(1), **wanted, params={"code": "0123"})).json()
    assert body["text"] == "【云麓汤泉】验证码••••", "nobody behind a desk reads a code"
    stored = api.units.run_read(lambda session: rows.by_ids(session, [body["id"]]))
    assert stored[body["id"]].text == "【云麓汤泉】验证码0123"
    wrong = {"kind": "notice", "template": "sign-in", "text": None, "params": {"code": "0123"}}
    problem(await sent(manager, phone(2), **wrong, client_ref="m-2"), 422, "sms.params_invalid")
    for bad in ("{code} {other}", "{", "no placeholder"):
        broken = template | {"text": f"【云麓汤泉】{bad}"}
        problem(await manager.put("/v1/sms/templates/b", broken), 422, "sms.template_invalid")
    assert len((await manager.get("/v1/sms/templates")).json()["items"]) == 1
    assert (await manager.delete("/v1/sms/templates/sign-in")).status_code == 200


async def test_a_lane_that_stands_still_goes_on_when_the_manager_says_so(
    manager: Terminal,
) -> None:
    await sent(manager, phone(1))
    lanes = {each["lane"]: each for each in (await manager.get("/v1/sms/lanes")).json()["items"]}
    assert len(lanes) == 6
    assert lanes["notice-single"]["waiting"] == 1
    assert lanes["notice-single"]["paused_why"] == "维护"
    problem(await manager.post("/v1/sms/lanes/nothing/resume", {}), 404, "sms.lane_unknown")
    answer = await manager.post("/v1/sms/lanes/code-single/resume", {})
    assert (answer.json()["paused_at"], answer.json()["paused_why"]) == (None, "")


async def test_the_day_in_figures_and_as_a_file(api: Api, manager: Terminal) -> None:
    evil = TEXT + "=1+1"
    message = (await sent(manager, phone(1), phone(2), text=evil, client_ref="-x")).json()
    taken_on(api, message["id"])
    told = [
        receipt(message["id"], phone(1), "DELIVRD", units=3),
        receipt(message["id"], phone(2), "UNDELIV"),
        receipt(message["id"], phone(2), "DELIVRD"),
    ]
    api.units.run_write(lambda unit: receiving.apply_receipts(unit, told))
    report = (await manager.get("/v1/sms/reports/daily")).json()
    of_kind = {each["kind"]: each for each in report["kinds"]}
    assert (
        of_kind["notice"] | {"messages": 1, "phones": 2, "delivered": 1, "undelivered": 1}
        == (of_kind["notice"])
    )
    assert (report["captured"], report["refunded"]) == (2, 1)
    assert (report["unpaid_deliveries"], report["length_difference"]) == (1, 2)
    text = (await manager.get("/v1/sms/messages/export")).content.decode("utf-8-sig")
    assert "'-x" in text
    assert "13800000001" in text
    book = await manager.get("/v1/sms/messages/export?format=xlsx")
    with ZipFile(BytesIO(book.content)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    problem(
        await manager.get("/v1/sms/messages/export?first_day=2026-03-04&last_day=2026-03-01"),
        422,
        "sms.days_invalid",
    )


async def test_another_brand_sees_and_touches_nothing(api: Api, manager: Terminal) -> None:
    message = (await sent(manager, phone(1))).json()
    cashier = api.as_cashier()
    problem(await sent(cashier, phone(1)), 403, "role.forbidden")
    problem(await cashier.get("/v1/sms/messages"), 403, "role.forbidden")
    problem(
        await manager.get(f"/v1/sms/messages/{message['id'][:-4]}ffff"),
        404,
        "sms.message_not_found",
    )
