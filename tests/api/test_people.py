"""Signing in with a PIN, and who manages whom."""

from datetime import timedelta

import httpx
import pytest

from server.shop.staff import FREE_ATTEMPTS
from tests.support.api import Api, problem

PIN = "271828"


async def with_pin(api: Api, login: str = "cashier") -> None:
    answer = await api.as_manager().put(f"/v1/staff/{api.staff(login)}/pin", {"pin": PIN})
    assert answer.json()["has_pin"] is True


async def sign_in(api: Api, pin: str = PIN, login: str = "cashier") -> httpx.Response:
    body = {"shop_id": api.shop_id(), "login": login, "pin": pin}
    return await api.as_nobody().post("/v1/staff/sign-in", body, key="")


async def test_the_right_pin_opens_a_session(api: Api) -> None:
    await with_pin(api)
    session = (await sign_in(api)).json()
    assert (session["role"], session["staff_id"]) == ("cashier", api.staff("cashier"))
    me = (await api.as_bearer(session["token"]).get("/v1/me")).json()
    assert (me["role"], me["name"]) == ("cashier", "林悦")


async def test_a_pin_is_never_kept_in_clear(api: Api) -> None:
    await with_pin(api)
    assert PIN not in repr(api.everything())
    token = (await sign_in(api)).json()["token"]
    assert token not in repr(api.everything())


@pytest.mark.parametrize("login", ["cashier", "waiter", "nobody"])
async def test_wrong_pin_no_pin_and_nobody_look_alike(api: Api, login: str) -> None:
    await with_pin(api, "cashier")
    answer = await sign_in(api, "000000", login)
    problem(answer, 401, "auth.pin")
    assert "facts" not in answer.json()


async def test_wrong_pins_lock_for_longer_and_longer(api: Api) -> None:
    await with_pin(api)
    for _ in range(FREE_ATTEMPTS):
        problem(await sign_in(api, "000000"), 401, "auth.pin")
    locked = await sign_in(api)  # the right one does not help now
    problem(locked, 429, "auth.locked")
    assert locked.headers["retry-after"] == "60"
    api.clock.advance(timedelta(seconds=60))
    problem(await sign_in(api, "000000"), 401, "auth.pin")
    assert (await sign_in(api)).headers["retry-after"] == "120"
    api.clock.advance(timedelta(seconds=120))
    assert (await sign_in(api)).status_code == 200
    problem(await sign_in(api, "000000"), 401, "auth.pin")  # counted from the beginning again


async def test_signing_out_ends_the_session(api: Api) -> None:
    await with_pin(api)
    person = api.as_bearer((await sign_in(api)).json()["token"])
    assert (await person.post("/v1/staff/sign-out", key="")).status_code == 200
    problem(await person.get("/v1/me"), 401, "auth.revoked")


async def test_a_session_ends_after_12_hours(api: Api) -> None:
    await with_pin(api)
    person = api.as_bearer((await sign_in(api)).json()["token"])
    api.clock.advance(timedelta(hours=12))
    problem(await person.get("/v1/me"), 401, "auth.revoked")


async def test_a_new_pin_ends_what_the_old_one_opened(api: Api) -> None:
    await with_pin(api)
    person = api.as_bearer((await sign_in(api)).json()["token"])
    await with_pin(api)
    problem(await person.get("/v1/me"), 401, "auth.revoked")


async def test_who_left_cannot_sign_in(api: Api) -> None:
    await with_pin(api)
    body = {"name": "林悦", "role": "cashier", "is_active": False}
    await api.as_manager().put(f"/v1/staff/{api.staff('cashier')}", body)
    problem(await sign_in(api), 401, "auth.pin")


async def test_a_login_is_given_once(api: Api) -> None:
    manager = api.as_manager()
    body = {"login": "night", "name": "夜班", "role": "kitchen"}
    assert (await manager.post("/v1/staff", body)).status_code == 201
    async with api.nothing_changes():
        problem(await manager.post("/v1/staff", body), 409, "staff.login_taken")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v1/staff", {"login": "boss", "name": "老板", "role": "brand_admin"}),
        ("PUT", "/v1/staff/{brand}", {"name": "陆清", "role": "waiter"}),
        ("PUT", "/v1/staff/{brand}/pin", {"pin": PIN}),
    ],
)
async def test_a_manager_is_not_above_the_brand(
    api: Api, method: str, path: str, body: dict[str, str]
) -> None:
    manager = api.as_manager()
    async with api.nothing_changes():
        answer = await manager.send(method, path.format(brand=api.staff("brand")), body)
        problem(answer, 403, "role.forbidden")


async def test_a_session_at_a_terminal_names_it(api: Api) -> None:
    await with_pin(api)
    desk = api.as_cashier()
    body = {"shop_id": api.shop_id(), "login": "cashier", "pin": PIN}
    token = (await desk.post("/v1/staff/sign-in", body, key="")).json()["token"]
    me = (await api.as_bearer(token).get("/v1/me")).json()
    assert me["device_id"] == desk.id
