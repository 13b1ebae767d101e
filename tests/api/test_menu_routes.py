"""A manager writes the menu; every pad has it at once."""

from typing import Any

import pytest

from common.domain import streams
from tests.support.api import Api, problem

NEW = "019c0000-0000-7000-8000-000000000001"
CATEGORY = "019c0000-0000-7000-8000-000000000002"
OPTION = "019c0000-0000-7000-8000-000000000003"


def a_dish(**over: Any) -> dict[str, Any]:
    return {"category_id": CATEGORY, "name": "葱油面", "price_fen": 1800, **over}


async def with_category(api: Api) -> Any:
    manager = api.as_manager()
    answer = await manager.put(f"/v1/categories/{CATEGORY}", {"name": "面"})
    assert answer.status_code == 200, answer.text
    return manager


async def test_a_new_dish_is_on_every_pads_menu_and_can_be_ordered(api: Api) -> None:
    manager = await with_category(api)
    dish = a_dish(
        target_minutes=8,
        station_ids=[api.station("面点")],
        allergens=["麸质"],
        option_groups=[
            {"name": "加料", "options": [{"id": OPTION, "name": "加蛋", "extra_fen": 300}]}
        ],
    )
    put = await manager.put(f"/v1/goods/{NEW}", dish)
    assert (put.status_code, put.json()["goods"]["glyph"]) == (200, "葱"), put.text
    shop_id: Any = api.shop_id()
    assert api.kinds(streams.menu(shop_id))[-1] == "menu.changed"
    pad = api.as_pad("801")
    shown = {x["id"]: x for x in (await pad.get("/v1/menu")).json()["goods"]}
    assert shown[NEW]["price_fen"] == 1800
    line = {"goods_id": NEW, "quantity": 1, "option_ids": [OPTION]}
    order = await pad.post("/v1/orders", {"lines": [line]})
    assert (order.status_code, order.json()["total_fen"]) == (201, 2100)


async def test_a_dish_is_changed_and_taken_off(api: Api) -> None:
    manager = await with_category(api)
    await manager.put(f"/v1/goods/{NEW}", a_dish())
    changed = await manager.put(f"/v1/goods/{NEW}", a_dish(price_fen=2000, on_menu=False))
    goods = changed.json()["goods"]
    assert (goods["price_fen"], goods["version"]) == (2000, 2)
    answer = await api.as_pad("801").post(
        "/v1/orders", {"lines": [{"goods_id": NEW, "quantity": 1}]}
    )
    problem(answer, 422, "goods.unknown")


async def test_portions_are_counted_from_the_kitchen(api: Api) -> None:
    goods_id, cook = api.goods("水饺"), api.as_kitchen()
    counted = await cook.post(f"/v1/goods/{goods_id}/remaining", {"remaining": 1})
    assert counted.json()["goods"]["remaining"] == 1
    pad = api.as_pad("801")
    line = {"goods_id": goods_id, "quantity": 2}
    problem(await pad.post("/v1/orders", {"lines": [line]}), 409, "goods.sold_out")
    await cook.post(f"/v1/goods/{goods_id}/remaining", {"remaining": None})
    assert (await pad.post("/v1/orders", {"lines": [line]})).status_code == 201


@pytest.mark.parametrize(
    ("over", "code", "field"),
    [
        ({"category_id": NEW}, "category.unknown", "$.category_id"),
        ({"station_ids": [NEW]}, "station.unknown", "$.station_ids"),
        (
            {
                "option_groups": [
                    {
                        "name": "a",
                        "at_least": 2,
                        "at_most": 1,
                        "options": [{"id": OPTION, "name": "x"}],
                    }
                ]
            },
            "option.invalid",
            "$.option_groups[0]",
        ),
    ],
)
async def test_what_no_dish_can_be(api: Api, over: Any, code: str, field: str) -> None:
    manager = await with_category(api)
    async with api.nothing_changes():
        answer = await manager.put(f"/v1/goods/{NEW}", a_dish(**over))
        assert problem(answer, 422, code)["field"] == field


async def test_only_the_manager_writes_the_menu_and_only_her_shops(api: Api) -> None:
    manager, cook = await with_category(api), api.as_kitchen()
    await manager.put(f"/v1/goods/{NEW}", a_dish())
    theirs = api.as_manager(shop="other")
    async with api.nothing_changes():
        problem(await cook.put(f"/v1/goods/{NEW}", a_dish()), 403, "role.forbidden")
        problem(await theirs.put(f"/v1/categories/{CATEGORY}", {"name": "面"}), 409, "id.taken")
        own = a_dish(category_id=CATEGORY)
        problem(await theirs.put(f"/v1/goods/{NEW}", own), 422, "category.unknown")
        problem(await manager.put("/v1/goods/soup", a_dish()), 422, "id.invalid")
