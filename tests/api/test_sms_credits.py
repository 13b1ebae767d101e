"""The message credits over HTTP: buying, freezing, paying, and every refusal with its code."""

from datetime import timedelta
from typing import Any

import httpx
import msgspec
import pytest

from server.entry.seeding import stable_id
from server.gateways.payments import SIGNATURE, TIMESTAMP, sign
from tests.support.api import BANK_SECRET, OTHER, Api, Terminal, problem

PACKAGE = stable_id("sms_package", "短信 500 条")
UNKNOWN = "01890000-0000-7000-8000-00000000ffff"


async def ordered(manager: Terminal, **over: Any) -> httpx.Response:
    body = {"package_id": PACKAGE, "paid_fen": 3000, "reference": "pay-1"} | over
    return await manager.post("/v1/sms/purchases", body)


async def called_back(
    api: Api,
    provider: str = "bank",
    secret: str = BANK_SECRET,
    late: timedelta = timedelta(),
    **over: Any,
) -> httpx.Response:
    """The bank reports a payment, signed."""
    body = {"reference": "pay-1", "amount_fen": 3000} | over
    stamp = str(int((api.clock.now() - late).timestamp()))
    headers = {TIMESTAMP: stamp, SIGNATURE: sign(secret, stamp, msgspec.json.encode(body))}
    path = f"/v1/sms/payment-callbacks/{provider}"
    return await api.as_nobody().post(path, body, key="", headers=headers)


async def balance(manager: Terminal) -> dict[str, int]:
    answer = await manager.get("/v1/sms/account")
    assert answer.status_code == 200, answer.text
    buckets: dict[str, int] = answer.json()["buckets"]
    return buckets


async def frozen(sender: Terminal, units: int = 5, ref: str = "m-1") -> httpx.Response:
    return await sender.post("/v1/sms/holds", {"client_ref": ref, "units": units})


@pytest.fixture
def api(sqlite_api: Api) -> Api:
    """On one engine: the book itself is tested on both, in `tests/engines/sms`."""
    return sqlite_api


@pytest.fixture
def manager(api: Api) -> Terminal:
    return api.as_manager()


@pytest.fixture
async def rich(api: Api, manager: Terminal) -> Terminal:
    """A manager whose brand has 500 units."""
    await ordered(manager)
    await called_back(api)
    return manager


async def test_a_package_is_bought_and_its_payment_may_come_any_number_of_times(
    api: Api, manager: Terminal
) -> None:
    offered = (await manager.get("/v1/sms/packages")).json()["items"]
    assert offered[0] | {"id": PACKAGE, "units": 500, "price_fen": 3000} == offered[0]
    assert (await ordered(manager)).status_code == 201
    assert (await ordered(manager)).status_code == 200
    assert (await balance(manager))["granted"] == 0
    for _ in range(3):
        answer = await called_back(api)
        assert (answer.status_code, answer.json()["state"]) == (200, "paid")
    assert (await balance(manager))["available"] == 500
    [lot] = (await manager.get("/v1/sms/lots")).json()["items"]
    assert lot["buckets"]["available"] == 500


async def test_the_same_reference_for_another_purchase_is_a_conflict(
    api: Api, manager: Terminal
) -> None:
    await ordered(manager)
    larger = stable_id("sms_package", "短信 2000 条")
    answer = await ordered(manager, package_id=larger, paid_fen=10000)
    problem(answer, 409, "sms.purchase_conflict")
    problem(await called_back(api, amount_fen=2999), 409, "sms.purchase_conflict")
    assert (await balance(manager))["granted"] == 0


@pytest.mark.parametrize(
    ("over", "status", "code"),
    [
        ({"package_id": UNKNOWN}, 404, "sms.package_unknown"),
        ({"paid_fen": 1}, 422, "sms.amount_wrong"),
        ({"brand_id": UNKNOWN}, 404, "brand.unknown"),
        ({"paid_fen": -1}, 422, "body.invalid"),
        ({"reference": "a b"}, 422, "body.invalid"),
    ],
)
async def test_what_cannot_be_bought(
    api: Api, manager: Terminal, over: dict[str, Any], status: int, code: str
) -> None:
    async with api.nothing_changes():
        problem(await ordered(manager, **over), status, code)


@pytest.mark.parametrize(
    ("over", "status", "code"),
    [
        ({"secret": "somebody-elses-secret"}, 401, "sms.signature_invalid"),
        ({"late": timedelta(minutes=6)}, 401, "sms.signature_invalid"),
        ({"late": timedelta(minutes=-6)}, 401, "sms.signature_invalid"),
        ({"provider": "nobody"}, 404, "sms.provider_unknown"),
        ({"reference": "pay-2"}, 404, "sms.purchase_unknown"),
        ({"status": "perhaps"}, 422, "body.invalid"),
    ],
)
async def test_a_callback_that_is_forged_stale_or_of_nothing_makes_no_money(
    api: Api, manager: Terminal, over: dict[str, Any], status: int, code: str
) -> None:
    await ordered(manager)
    async with api.nothing_changes():
        problem(await called_back(api, **over), status, code)


async def test_a_callback_without_a_signature_is_refused(api: Api, manager: Terminal) -> None:
    await ordered(manager)
    body = {"reference": "pay-1", "amount_fen": 3000}
    answer = await api.as_nobody().post("/v1/sms/payment-callbacks/bank", body, key="")
    problem(answer, 401, "sms.signature_invalid")


async def test_a_payment_taken_back_takes_the_credits_back(api: Api, rich: Terminal) -> None:
    hold_id = (await frozen(rich, 5)).json()["hold_id"]
    await rich.post(f"/v1/sms/holds/{hold_id}/pay", {})
    assert (await called_back(api, status="reversed")).json()["state"] == "clawed_back"
    account = (await rich.get("/v1/sms/account")).json()
    assert (account["buckets"]["clawed_back"], account["debt"]) == (495, 5)


async def test_freeze_pay_and_the_trail_of_it(rich: Terminal) -> None:
    answer = await frozen(rich, 5)
    assert answer.status_code == 201
    assert (await frozen(rich, 5)).status_code == 200
    hold_id = answer.json()["hold_id"]
    assert (await balance(rich))["held"] == 5
    paid = await rich.post(f"/v1/sms/holds/{hold_id}/pay", {"units": 3})
    again = await rich.post(f"/v1/sms/holds/{hold_id}/pay", {"units": 5})
    assert (paid.status_code, paid.json()["captured"]) == (200, 3)
    assert again.json() == paid.json()
    assert await balance(rich) == {
        "granted": 500,
        "available": 497,
        "held": 0,
        "consumed": 3,
        "expired": 0,
        "clawed_back": 0,
    }
    trail = (await rich.get(f"/v1/sms/movements?hold_id={hold_id}")).json()["items"]
    assert [(each["kind"], each["units"]) for each in reversed(trail)] == [
        ("freeze", 5),
        ("capture", 3),
        ("release", 2),
    ]
    one = (await rich.get(f"/v1/sms/holds/{hold_id}")).json()
    [listed] = (await rich.get("/v1/sms/holds?state=captured")).json()["items"]
    assert one["state"] == "captured"
    assert listed == one


async def test_lists_come_a_page_at_a_time(rich: Terminal) -> None:
    for number in range(3):
        await frozen(rich, 1, f"m-{number}")
    first = (await rich.get("/v1/sms/holds?limit=2")).json()
    rest = (await rich.get(f"/v1/sms/holds?limit=2&cursor={first['next']}")).json()
    refs = [each["client_ref"] for each in [*first["items"], *rest["items"]]]
    assert (refs, rest["next"]) == (["m-2", "m-1", "m-0"], None)


async def test_what_was_released_cannot_be_paid(rich: Terminal) -> None:
    hold_id = (await frozen(rich)).json()["hold_id"]
    for _ in range(2):
        released = await rich.post(f"/v1/sms/holds/{hold_id}/release", {})
        assert (released.status_code, released.json()["state"]) == (200, "released")
    facts = problem(await rich.post(f"/v1/sms/holds/{hold_id}/pay", {}), 409, "sms.hold_closed")
    assert facts["state"] == "released"
    assert (await balance(rich))["available"] == 500


async def test_what_was_paid_cannot_be_released(rich: Terminal) -> None:
    hold_id = (await frozen(rich)).json()["hold_id"]
    await rich.post(f"/v1/sms/holds/{hold_id}/pay", {})
    problem(await rich.post(f"/v1/sms/holds/{hold_id}/release", {}), 409, "sms.hold_closed")


async def test_after_a_day_a_hold_cannot_be_paid(api: Api, rich: Terminal) -> None:
    hold_id = (await frozen(rich)).json()["hold_id"]
    api.clock.advance(timedelta(hours=24))
    program = api.as_integration()  # the manager's session is over too
    problem(await program.post(f"/v1/sms/holds/{hold_id}/pay", {}), 409, "sms.hold_closed")


async def test_too_little_credit_freezes_nothing(api: Api, rich: Terminal) -> None:
    async with api.nothing_changes():
        facts = problem(await frozen(rich, 501), 402, "sms.insufficient")
    assert facts == {"available": 500, "units": 501}


async def test_the_same_reference_for_other_units_is_a_conflict(rich: Terminal) -> None:
    await frozen(rich, 5)
    problem(await frozen(rich, 6), 409, "sms.hold_conflict")


async def test_an_unknown_hold_is_not_found(rich: Terminal) -> None:
    problem(await rich.get(f"/v1/sms/holds/{UNKNOWN}"), 404, "sms.hold_not_found")
    for action in ("pay", "release"):
        answer = await rich.post(f"/v1/sms/holds/{UNKNOWN}/{action}", {})
        problem(answer, 404, "sms.hold_not_found")


async def test_the_shops_of_a_brand_share_its_credits(api: Api, rich: Terminal) -> None:
    assert (await balance(api.as_manager(OTHER)))["available"] == 500


async def test_who_may(api: Api, rich: Terminal) -> None:
    for nobody in (api.as_pad(), api.as_kitchen(), api.as_waiter()):
        problem(await nobody.get("/v1/sms/account"), 403, "role.forbidden")
    for nobody in (api.as_pad(), api.as_kitchen(), api.as_cashier(), api.as_waiter()):
        problem(await nobody.get("/v1/sms/lots"), 403, "role.forbidden")
        problem(await frozen(nobody), 403, "role.forbidden")
        problem(await ordered(nobody), 403, "role.forbidden")
    assert (await balance(api.as_cashier()))["available"] == 500  # the number alone, for its chip
    program = api.as_integration()
    assert (await frozen(program)).status_code == 201
    problem(await ordered(program), 403, "role.forbidden")
    for person in (api.as_person("brand"), api.as_person("manager")):
        assert (await person.get("/v1/sms/lots")).status_code == 200
