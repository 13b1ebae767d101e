"""Roles and shops: what is not yours to do is 403, what is not yours to know is 404."""

import pytest

from common.domain.roles import Role
from tests.support.api import Api, Terminal, problem

FOREIGN = "other"
GUEST_AND_CALL_BOARD = (Role.PAD, Role.CALL_BOARD)

# One route of each group, with those who may not. `{room}` … are filled with the demo's ids.
CLOSED_TO: list[tuple[str, str, object, tuple[Role, ...]]] = [
    ("POST", "/v1/lines/x/start", None, (Role.PAD, Role.CALL_BOARD, Role.CASHIER, Role.WAITER)),
    ("POST", "/v1/lines/x/acknowledge", None, (Role.PAD, Role.CALL_BOARD, Role.WAITER)),
    ("POST", "/v1/lines/x/notify", None, GUEST_AND_CALL_BOARD),
    ("POST", "/v1/lines/x/deliver", None, GUEST_AND_CALL_BOARD),
    ("POST", "/v1/lines/x/stop", None, (Role.PAD, Role.KITCHEN, Role.CALL_BOARD, Role.WAITER)),
    ("POST", "/v1/goods/x/sold-out", None, (*GUEST_AND_CALL_BOARD, Role.WAITER, Role.CASHIER)),
    ("POST", "/v1/rooms/{room}/check-in", None, (Role.PAD, Role.KITCHEN, Role.WAITER)),
    ("POST", "/v1/rooms/{room}/clean", None, (Role.PAD, Role.KITCHEN, Role.CALL_BOARD)),
    ("POST", "/v1/calls", {"template": "加水"}, (Role.KITCHEN, Role.WAITER, Role.CASHIER)),
    ("GET", "/v1/board", None, GUEST_AND_CALL_BOARD),
    ("GET", "/v1/call-board", None, (Role.PAD,)),
    ("GET", "/v1/shop/info", None, (Role.KITCHEN, Role.CASHIER, Role.WAITER, Role.PAD)),
    ("PUT", "/v1/shop/hours", {"spans": []}, (Role.KITCHEN, Role.CASHIER, Role.WAITER)),
    ("POST", "/v1/rooms", {"name": "901"}, (Role.KITCHEN, Role.CASHIER, Role.WAITER)),
    ("POST", "/v1/stations", {"name": "烧烤"}, (Role.KITCHEN, Role.CASHIER, Role.WAITER)),
    ("GET", "/v1/devices", None, (Role.PAD, Role.KITCHEN, Role.CASHIER, Role.WAITER)),
    ("POST", "/v1/devices/codes", {"kind": "kitchen"}, (Role.PAD, Role.KITCHEN, Role.CASHIER)),
    ("GET", "/v1/staff", None, (Role.PAD, Role.KITCHEN, Role.CASHIER, Role.WAITER)),
    ("PUT", "/v1/staff/{staff}/pin", {"pin": "1234"}, (Role.CASHIER, Role.WAITER)),
    ("POST", "/v1/therapists", {"name": "菊师傅"}, (Role.CASHIER, Role.WAITER)),
    ("PUT", "/v1/therapists/x", {"name": "菊师傅"}, (Role.CASHIER, Role.WAITER)),
    ("POST", "/v1/rooms/{room}/out-of-use", None, (Role.KITCHEN, Role.CASHIER, Role.WAITER)),
    ("POST", "/v1/rooms/{room}/in-use", None, (Role.CASHIER, Role.WAITER)),
    ("DELETE", "/v1/stations/x", None, (Role.KITCHEN, Role.CASHIER)),
    ("PUT", "/v1/devices/x", {"name": "x", "kind": "cashier"}, (Role.PAD, Role.CASHIER)),
    ("GET", "/v1/audit", None, (Role.PAD, Role.KITCHEN, Role.CASHIER, Role.WAITER)),
]


def terminal(api: Api, role: Role, shop: str = "demo") -> Terminal:
    match role:
        case Role.PAD:
            return api.as_pad("801", shop)
        case Role.KITCHEN:
            return api.as_kitchen(shop=shop)
        case Role.CALL_BOARD:
            return api.as_call_board(shop)
        case Role.CASHIER:
            return api.as_cashier(shop)
        case Role.WAITER:
            return api.as_waiter(shop)
        case _:
            return api.as_person(role.value, shop)


@pytest.mark.parametrize(
    ("method", "path", "body", "role"),
    [(method, path, body, role) for method, path, body, roles in CLOSED_TO for role in roles],
)
async def test_the_wrong_role_is_refused_and_nothing_happens(
    sqlite_api: Api, method: str, path: str, body: object, role: Role
) -> None:
    api = sqlite_api
    asker = terminal(api, role)
    order = await api.as_pad("801").post(
        "/v1/orders", {"lines": [{"goods_id": api.goods("水饺"), "quantity": 1}]}
    )
    line = order.json()["batches"][0]["lines"][0]["id"]
    filled = (
        path.replace("/lines/x/", f"/lines/{line}/")
        .replace("/goods/x/", f"/goods/{api.goods('水饺')}/")
        .format(room=api.room("801"), staff=api.staff("cook"))
    )
    async with api.nothing_changes():
        problem(await asker.send(method, filled, body), 403, "role.forbidden")


@pytest.fixture
async def foreign_ids(sqlite_api: Api) -> dict[str, str]:
    """Things of the other shop, all of which exist."""
    api = sqlite_api
    pad = api.as_pad("801", FOREIGN)
    body = {"lines": [{"goods_id": api.goods("水饺", FOREIGN), "quantity": 1}]}
    order = (await pad.post("/v1/orders", body)).json()
    therapists = (await api.as_cashier(FOREIGN).get("/v1/therapists")).json()["items"]
    return {
        "order": order["id"],
        "batch": order["batches"][0]["id"],
        "line": order["batches"][0]["lines"][0]["id"],
        "stay": order["stay_id"],
        "room": api.room("801", FOREIGN),
        "goods": api.goods("水饺", FOREIGN),
        "station": api.station("面点", FOREIGN),
        "staff": api.staff("cook", FOREIGN),
        "therapist": therapists[0]["id"],
        "device": pad.id,
        "own_room": api.room("802"),
    }


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v1/orders/{order}", None),
        ("POST", "/v1/orders/{order}/cancel", {}),
        ("POST", "/v1/batches/{batch}/cancel", {}),
        ("POST", "/v1/lines/{line}/start", {}),
        ("POST", "/v1/lines/{line}/cancel", {}),
        ("POST", "/v1/lines/{line}/remake", {}),
        ("POST", "/v1/goods/{goods}/sold-out", {}),
        ("POST", "/v1/stays/{stay}/leave", {}),
        ("POST", "/v1/stays/{stay}/move", {"room_id": "{own_room}"}),
        ("POST", "/v1/rooms/{room}/check-in", {}),
        ("POST", "/v1/rooms/{room}/clean", {}),
        ("PUT", "/v1/rooms/{room}", {"name": "x"}),
        ("PUT", "/v1/stations/{station}", {"name": "x"}),
        ("PUT", "/v1/staff/{staff}", {"name": "x", "role": "waiter"}),
        ("PUT", "/v1/staff/{staff}/pin", {"pin": "1234"}),
        ("POST", "/v1/therapists/{therapist}/clock-on", {"room_id": "{own_room}"}),
        ("POST", "/v1/devices/{device}/revoke", {}),
        ("POST", "/v1/devices/{device}/code", {}),
        ("POST", "/v1/devices/{device}/location", {"room_id": "{own_room}"}),
        ("POST", "/v1/orders", {"room_id": "{room}", "lines": "one"}),
    ],
)
async def test_what_belongs_to_another_shop_is_not_there(
    sqlite_api: Api,
    foreign_ids: dict[str, str],
    method: str,
    path: str,
    body: dict[str, object] | None,
) -> None:
    api = sqlite_api
    manager = api.as_person("brand")
    filled = {
        name: value.format(**foreign_ids) if isinstance(value, str) else value
        for name, value in (body or {}).items()
    }
    if "lines" in filled:
        filled["lines"] = [{"goods_id": api.goods("水饺"), "quantity": 1}]
    async with api.nothing_changes():
        answer = await manager.send(method, path.format(**foreign_ids), filled)
    assert answer.status_code == 404, answer.text
    assert answer.json()["code"].endswith(".unknown")
