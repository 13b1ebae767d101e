"""A manager gives a dish its photo, and arranges the menu as it is to be read."""

import base64
import io
from datetime import timedelta
from typing import Any

from PIL import Image
from sqlalchemy import func, select

from common.domain import streams
from server.catalog import jobs as catalog_jobs
from server.catalog import repository
from tests.support.api import Api, problem

UNKNOWN = "019c0000-0000-7000-8000-00000000000f"


def image(colour: str = "tomato", kind: str = "PNG") -> dict[str, str]:
    held = io.BytesIO()
    Image.new("RGB", (320, 240), colour).save(held, kind)
    return {"image": base64.b64encode(held.getvalue()).decode()}


def photos(api: Api) -> int:
    count = select(func.count()).select_from(repository.PHOTOS)
    return api.units.run_read(lambda session: session.scalars(count).one())


async def menu(api: Api) -> Any:
    return (await api.as_pad("801").get("/v1/menu")).json()


async def test_a_photo_is_on_every_pad_and_can_be_kept_for_ever(api: Api) -> None:
    goods_id, manager = api.goods("水饺"), api.as_manager()
    put = await manager.put(f"/v1/goods/{goods_id}/photo", image())
    assert put.status_code == 200, put.text
    path = put.json()["goods"]["photo"]
    assert {x["id"]: x["photo"] for x in (await menu(api))["goods"]}[goods_id] == path
    shop_id: Any = api.shop_id()
    assert api.kinds(streams.menu(shop_id))[-1] == "menu.changed"

    shown = await api.as_nobody().get(path)
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/jpeg")
    assert "immutable" in shown.headers["Cache-Control"]
    assert Image.open(io.BytesIO(shown.content)).size == (320, 240)


async def test_editing_the_dish_leaves_its_photo_and_what_orders_counted_down(api: Api) -> None:
    goods_id, manager = api.goods("水饺"), api.as_manager()
    await manager.put(f"/v1/goods/{goods_id}/photo", image())
    await api.as_kitchen().post(f"/v1/goods/{goods_id}/remaining", {"remaining": 7})
    before = {x["id"]: x for x in (await menu(api))["goods"]}[goods_id]
    edited = await manager.put(
        f"/v1/goods/{goods_id}",
        {
            "category_id": before["category_id"],
            "name": "手工水饺",
            "price_fen": 2900,
            "remaining": 50,
        },
    )
    after = edited.json()["goods"]
    assert (after["name"], after["photo"], after["remaining"]) == ("手工水饺", before["photo"], 7)


async def test_without_its_photo_a_dish_shows_its_character_again(api: Api) -> None:
    goods_id, manager = api.goods("水饺"), api.as_manager()
    await manager.put(f"/v1/goods/{goods_id}/photo", image())
    first = await manager.delete(f"/v1/goods/{goods_id}/photo")
    again = await manager.delete(f"/v1/goods/{goods_id}/photo")
    assert first.json()["goods"] == again.json()["goods"]
    assert first.json()["goods"]["photo"] is None


async def test_a_photo_that_no_dish_shows_is_cleared_away_a_day_later(api: Api) -> None:
    goods_id, other, manager = api.goods("水饺"), api.goods("可乐"), api.as_manager()
    for dish, colour in ((goods_id, "tomato"), (other, "olive"), (goods_id, "navy")):
        await manager.put(f"/v1/goods/{dish}/photo", image(colour))
    clear = catalog_jobs.handlers(lambda unit, shop_id: None)["menu.photos"]  # type: ignore[arg-type, return-value]  # it opens no menu

    api.units.run_write(lambda unit: clear(unit, None))  # type: ignore[arg-type]  # it reads no job
    assert photos(api) == 3, "a pad that was off may still show yesterday's"
    api.clock.advance(timedelta(days=1, seconds=1))
    api.units.run_write(lambda unit: clear(unit, None))  # type: ignore[arg-type]  # the same
    assert photos(api) == 2
    for dish in (goods_id, other):
        path = {x["id"]: x["photo"] for x in (await menu(api))["goods"]}[dish]
        assert (await api.as_nobody().get(path)).status_code == 200


async def test_what_is_no_photo_is_refused_and_nothing_kept(api: Api) -> None:
    goods_id, manager = api.goods("水饺"), api.as_manager()
    words = {"image": base64.b64encode(b"no picture").decode()}
    cook, theirs, nobody = api.as_kitchen(), api.as_manager(shop="other"), api.as_nobody()
    async with api.nothing_changes():
        answer = await manager.put(f"/v1/goods/{goods_id}/photo", words)
        assert problem(answer, 422, "photo.unreadable")["field"] == "$.image"
        answer = await manager.put(f"/v1/goods/{goods_id}/photo", {"image": "%%%"})
        problem(answer, 422, "body.invalid")
        problem(await manager.put(f"/v1/goods/{UNKNOWN}/photo", image()), 404, "goods.unknown")
        problem(await cook.put(f"/v1/goods/{goods_id}/photo", image()), 403, "role.forbidden")
        problem(await theirs.put(f"/v1/goods/{goods_id}/photo", image()), 404, "goods.unknown")
    problem(await nobody.get("/v1/photos/nothing.jpg"), 404, "photo.unknown")


async def test_the_menu_reads_in_the_managers_order(api: Api) -> None:
    manager = api.as_manager()
    before = [x["id"] for x in (await menu(api))["categories"]]
    moved = await manager.post("/v1/categories/order", {"ids": [before[-1], before[0]]})
    assert moved.status_code == 200, moved.text
    wanted = [before[-1], *before[1:-1], before[0]]
    assert [x["id"] for x in (await menu(api))["categories"]] == wanted

    listed = [x for x in (await menu(api))["goods"] if x["category_id"] == before[0]]
    turned = [x["id"] for x in reversed(listed)]
    await manager.post("/v1/goods/order", {"ids": turned})
    after = [x["id"] for x in (await menu(api))["goods"] if x["category_id"] == before[0]]
    assert after == turned


async def test_an_order_that_cannot_be_is_refused(api: Api) -> None:
    manager, cook = api.as_manager(), api.as_kitchen()
    first = (await menu(api))["categories"][0]["id"]
    dish = api.goods("水饺")
    async with api.nothing_changes():
        twice = await manager.post("/v1/categories/order", {"ids": [first, first]})
        assert problem(twice, 422, "order.twice")["field"] == "$.ids"
        strange = await manager.post("/v1/goods/order", {"ids": [UNKNOWN, dish]})
        assert problem(strange, 404, "goods.unknown")["ids"] == [UNKNOWN]
        problem(await cook.post("/v1/goods/order", {"ids": [dish]}), 403, "role.forbidden")


async def test_only_an_empty_category_is_taken_away(api: Api) -> None:
    manager, kept = api.as_manager(), (await menu(api))["categories"][0]["id"]
    await manager.put(f"/v1/categories/{UNKNOWN}", {"name": "时令"})
    problem(await manager.delete(f"/v1/categories/{kept}"), 409, "category.in_use")
    gone = await manager.delete(f"/v1/categories/{UNKNOWN}")
    assert (gone.status_code, gone.json()["id"]) == (200, UNKNOWN)
    assert UNKNOWN not in [x["id"] for x in (await menu(api))["categories"]]
    problem(await manager.delete(f"/v1/categories/{UNKNOWN}"), 404, "category.unknown")


async def test_who_changed_a_price_stands_in_the_trail(api: Api) -> None:
    goods_id, manager = api.goods("水饺"), api.as_manager()
    held = {x["id"]: x for x in (await menu(api))["goods"]}[goods_id]
    dish = {name: held[name] for name in ("category_id", "name", "unit", "description", "glyph",
            "is_signature", "target_minutes", "allergens", "option_groups", "station_ids",
            "position")}  # fmt: skip
    await manager.put(f"/v1/goods/{goods_id}", {**dish, "price_fen": 9900})
    await manager.put(f"/v1/goods/{goods_id}", {**dish, "price_fen": 9900})
    await manager.put(f"/v1/goods/{goods_id}/photo", image())
    rows = (await manager.get(f"/v1/audit?subject_id={goods_id}")).json()["items"]
    assert [x["subject"] for x in rows] == ["photo", "goods"], "the same again is no change"
    assert rows[1]["name"] == "水饺"
    assert (rows[1]["before"], rows[1]["after"]) == (
        {"price_fen": held["price_fen"]},
        {"price_fen": 9900},
    )
