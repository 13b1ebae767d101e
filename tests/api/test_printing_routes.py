"""Printers and papers over HTTP: set by a manager, claimed and told by a desk, the same tap once."""

from typing import Any

from tests.support.api import Api, problem

NETWORK = {"name": "前台", "kind": "network", "address": "192.168.1.50", "has_receipts": True}


async def a_printer(api: Api, **over: Any) -> dict[str, Any]:  # Any: JSON
    added = await api.as_person("manager").post("/v1/printers", NETWORK | over)
    assert added.status_code == 201, added.text
    return dict(added.json()["printer"])


async def a_bill(api: Api) -> str:
    desk = api.as_cashier()
    stay = (await desk.post("/v1/stays", {"room_id": api.room("801")})).json()["stay"]["id"]
    await desk.post(f"/v1/stays/{stay}/charges", {"name": "房费", "amount_fen": 198_00})
    return str(stay)


async def test_a_paper_from_the_tap_to_the_printer(api: Api) -> None:
    printer, stay, desk = await a_printer(api), await a_bill(api), api.as_cashier()
    shown = (await desk.get(f"/v1/stays/{stay}/receipt")).json()["receipt"]
    assert (shown["room_name"], shown["total_fen"], shown["is_paid"]) == ("801", 198_00, False)
    wanted = {"kind": "pre_settlement"}
    first = await desk.post(f"/v1/stays/{stay}/receipt", wanted, key="tap")
    again = await desk.post(f"/v1/stays/{stay}/receipt", wanted, key="tap")
    assert (first.status_code, again.content) == (201, first.content)
    snapshot = (await desk.get("/v1/sync/snapshot")).json()["tables"]
    assert snapshot["print_jobs"] == [first.json()["job"]]
    assert [each["id"] for each in snapshot["printers"]] == [printer["id"]]

    claimed = (await desk.post(f"/v1/printers/{printer['id']}/claim")).json()
    assert claimed["paper"]["receipt"] == shown | {"at": claimed["paper"]["receipt"]["at"]}
    job, attempt = claimed["job"]["id"], claimed["job"]["attempt"]
    for what in ("begun", "printed"):
        told = {"attempt": attempt, "what": what, "state": "ready"}
        assert (await desk.post(f"/v1/print-jobs/{job}/report", told)).status_code == 200
    listed = (await desk.get("/v1/print-jobs")).json()["items"]
    assert [(each["id"], each["state"]) for each in listed] == [(job, "printed")]
    assert "print_jobs" not in (await desk.get("/v1/sync/snapshot")).json()["tables"]
    stale = {"attempt": attempt + 1, "what": "printed"}
    problem(await desk.post(f"/v1/print-jobs/{job}/report", stale), 409, "print.lost")


async def test_what_cannot_be_says_which_field(sqlite_api: Api) -> None:
    api, boss = sqlite_api, sqlite_api.as_person("manager")
    desk, waiter = api.as_cashier(), api.as_waiter()
    async with api.nothing_changes():
        wrong = await boss.post("/v1/printers", NETWORK | {"address": "http://x"})
        assert problem(wrong, 422, "printer.address")["field"] == "address"
        problem(await boss.post("/v1/printers", NETWORK | {"columns": 50}), 422, "body.invalid")
        path = NETWORK | {"kind": "file", "address": "/dev/usb/lp0"}
        printer_less = api.room("801")  # an id, of no desk
        problem(
            await boss.post("/v1/printers", path | {"desk_id": printer_less}), 422, "printer.desk"
        )
        problem(await desk.post("/v1/printers", NETWORK), 403, "role.forbidden")
        problem(await waiter.get("/v1/print-jobs"), 403, "role.forbidden")
        problem(await desk.get("/v1/print-jobs/x"), 404, "print.unknown")


async def test_another_shops_printer_is_no_printer(sqlite_api: Api) -> None:
    api = sqlite_api
    printer = await a_printer(api)
    stranger = api.as_cashier("other")
    problem(await stranger.post(f"/v1/printers/{printer['id']}/claim"), 404, "printer.unknown")
    assert (await stranger.get("/v1/printers")).json()["items"] == []


async def test_a_path_is_printed_to_by_its_desk_alone(sqlite_api: Api) -> None:
    api, desk = sqlite_api, sqlite_api.as_cashier()
    desk_id = (await desk.get("/v1/me")).json()["device_id"]
    path = {"kind": "file", "address": "/dev/usb/lp0", "desk_id": desk_id}
    printer = await a_printer(api, **path)
    assert printer["desk_id"] == desk_id
    stay = await a_bill(api)
    await desk.post(f"/v1/stays/{stay}/receipt", {"kind": "pre_settlement"})
    other = api.as_cashier()
    claim = f"/v1/printers/{printer['id']}/claim"
    assert (await other.post(claim)).json()["job"] is None
    assert (await desk.post(claim)).json()["job"] is not None
