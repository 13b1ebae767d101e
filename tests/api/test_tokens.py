"""Who is let in, and as whom."""

from datetime import timedelta

import pytest

from tests.support.api import Api, problem


@pytest.mark.parametrize("header", ["", "Basic abc", "Bearer", "Bearer "])
async def test_without_a_bearer_token_nobody_is_let_in(sqlite_api: Api, header: str) -> None:
    answer = await sqlite_api.as_nobody().get("/v1/me", headers={"Authorization": header})
    problem(answer, 401, "auth.missing")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_an_unknown_token_is_refused(api: Api) -> None:
    problem(await api.as_bearer("zd_guessed").get("/v1/me"), 401, "auth.invalid")
    problem(await api.as_bearer("zs_guessed").get("/v1/me"), 401, "auth.invalid")


async def test_a_terminal_is_told_who_it_is_and_what_it_follows(api: Api) -> None:
    pad = api.as_pad("805")
    me = (await pad.get("/v1/me")).json()
    assert (me["role"], me["room_id"], me["device_id"]) == ("pad", api.room("805"), pad.id)
    assert me["streams"] == [f"device:{pad.id}", f"shop:{api.shop_id()}:menu"]


async def test_a_person_at_a_terminal_brings_their_role(api: Api) -> None:
    cashier = api.as_cashier()
    staff = {"X-Staff-Session": api.staff_session("manager")}
    me = (await cashier.get("/v1/me", headers=staff)).json()
    assert (me["role"], me["staff_id"], me["name"]) == ("manager", api.staff("manager"), "周敏")
    assert me["device_id"] == cashier.id


async def test_a_session_that_ended_does_not_shut_the_terminal_out(api: Api) -> None:
    """The outbox of a desk goes on when its cashier has gone home; the name stays with the tap."""
    cashier = api.as_cashier()
    staff = {"X-Staff-Session": api.staff_session("manager")}
    api.clock.advance(timedelta(hours=13))
    me = (await cashier.get("/v1/me", headers=staff)).json()
    assert (me["role"], me["staff_id"]) == ("cashier", api.staff("manager"))


async def test_a_tap_that_waited_names_its_person_without_rights(api: Api) -> None:
    named = {"X-Staff-Id": api.staff("manager")}
    me = (await api.as_cashier().get("/v1/me", headers=named)).json()
    assert (me["role"], me["staff_id"]) == ("cashier", api.staff("manager"))


async def test_another_shops_people_are_nobody_here(api: Api) -> None:
    foreign = {"X-Staff-Session": api.staff_session("manager", shop="other")}
    me = (await api.as_cashier().get("/v1/me", headers=foreign)).json()
    assert (me["role"], me["staff_id"]) == ("cashier", None)


async def test_a_revoked_terminal_is_out_at_once(api: Api) -> None:
    waiter, manager = api.as_waiter(), api.as_manager()
    assert (await waiter.get("/v1/me")).status_code == 200
    assert (await manager.post(f"/v1/devices/{waiter.id}/revoke")).status_code == 200
    problem(await waiter.get("/v1/me"), 401, "auth.revoked")
