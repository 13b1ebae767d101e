"""HTTP with which a manager writes the menu. Reading it is `server.views.menu`."""

from __future__ import annotations

import asyncio
from typing import Annotated, Final, Protocol, runtime_checkable

from litestar import Controller, Response, delete, get, post, put
from litestar.params import PathParameter

from common.domain.errors import NotFound
from common.domain.ids import CategoryId, Fen, GoodsId, OptionId, StationId
from common.domain.roles import Actor, Permission
from common.domain.rows import CategoryRow, GoodsRow, Option, OptionGroup
from common.wire.answers import GoodsBody
from common.wire.menu import (
    CategoriesBody,
    CategoryBody,
    CategoryDropped,
    DishesBody,
    PutCategory,
    PutGoods,
    PutPhoto,
    SetRemaining,
)
from common.wire.requests import Arrangement
from server.catalog import repository
from server.catalog.photos import MEDIA_TYPE, normalised
from server.catalog.service import Catalog
from server.db.unit import Unit
from server.db.units import Units
from server.lib.commands import AnyRequest, Commands
from server.lib.http import PUBLIC

_FOR_EVER: Final = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
}


@runtime_checkable  # Litestar checks what it injects
class CatalogFactory(Protocol):
    def __call__(self, unit: Unit, actor: Actor) -> Catalog: ...


class CategoryController(Controller):
    path = "/v1/categories"
    tags = ("menu",)

    @put("/{category_id:str}", summary="Add or change a category")
    async def write(
        self,
        request: AnyRequest,
        commands: Commands,
        catalog: CatalogFactory,
        actor: Actor,
        category_id: str,
        data: PutCategory,
    ) -> Response[CategoryBody]:
        row = CategoryRow(
            CategoryId(category_id), data.name, data.blurb, data.tint, data.position, version=1
        )
        return await commands.run(
            request, actor, lambda unit: CategoryBody(catalog(unit, actor).put_category(row))
        )

    @delete("/{category_id:str}", summary="Take away an empty category", status_code=200)
    async def drop(
        self,
        request: AnyRequest,
        commands: Commands,
        catalog: CatalogFactory,
        actor: Actor,
        category_id: str,
    ) -> Response[CategoryDropped]:
        def work(unit: Unit) -> CategoryDropped:
            catalog(unit, actor).drop_category(CategoryId(category_id))
            return CategoryDropped(category_id)

        return await commands.run(request, actor, work)

    @post("/order", status_code=200, summary="Let categories stand in this order")
    async def reorder(
        self,
        request: AnyRequest,
        commands: Commands,
        catalog: CatalogFactory,
        actor: Actor,
        data: Arrangement,
    ) -> Response[CategoriesBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: CategoriesBody(catalog(unit, actor).order_categories(data.ids)),
        )


class GoodsController(Controller):
    path = "/v1/goods"
    tags = ("menu",)

    @put("/{goods_id:str}", summary="Add or change a dish")
    async def write(
        self,
        request: AnyRequest,
        commands: Commands,
        catalog: CatalogFactory,
        actor: Actor,
        goods_id: str,
        data: PutGoods,
    ) -> Response[GoodsBody]:
        """A dish is never deleted: `on_menu: false` takes it off."""
        row = _row(GoodsId(goods_id), data)
        return await commands.run(
            request, actor, lambda unit: GoodsBody(catalog(unit, actor).put_goods(row), [])
        )

    @post("/{goods_id:str}/remaining", status_code=200, summary="Say how many portions are left")
    async def set_remaining(
        self,
        request: AnyRequest,
        commands: Commands,
        catalog: CatalogFactory,
        actor: Actor,
        goods_id: str,
        data: SetRemaining,
    ) -> Response[GoodsBody]:
        """Null: not counted any longer."""
        return await commands.run(
            request,
            actor,
            lambda unit: GoodsBody(
                catalog(unit, actor).set_remaining(GoodsId(goods_id), data.remaining), []
            ),
        )

    @post("/order", status_code=200, summary="Let dishes stand in this order")
    async def reorder(
        self,
        request: AnyRequest,
        commands: Commands,
        catalog: CatalogFactory,
        actor: Actor,
        data: Arrangement,
    ) -> Response[DishesBody]:
        """Gives the dishes that stand elsewhere now."""
        return await commands.run(
            request, actor, lambda unit: DishesBody(catalog(unit, actor).order_goods(data.ids))
        )

    @put("/{goods_id:str}/photo", summary="Show the dish by a photo")
    async def set_photo(
        self,
        request: AnyRequest,
        commands: Commands,
        catalog: CatalogFactory,
        actor: Actor,
        goods_id: str,
        data: PutPhoto,
    ) -> Response[GoodsBody]:
        """Kept upright and small, as a JPEG that says nothing of where it was taken."""
        actor.require(Permission.MANAGE)
        photo = await asyncio.to_thread(normalised, data.image)
        return await commands.run(
            request,
            actor,
            lambda unit: GoodsBody(catalog(unit, actor).set_photo(GoodsId(goods_id), photo), []),
        )

    @delete("/{goods_id:str}/photo", summary="Show the dish without a photo", status_code=200)
    async def drop_photo(
        self,
        request: AnyRequest,
        commands: Commands,
        catalog: CatalogFactory,
        actor: Actor,
        goods_id: str,
    ) -> Response[GoodsBody]:
        return await commands.run(
            request,
            actor,
            lambda unit: GoodsBody(catalog(unit, actor).drop_photo(GoodsId(goods_id)), []),
        )


class PhotoController(Controller):
    path = "/v1/photos"
    tags = ("menu",)
    opt = PUBLIC

    @get("/{name:str}", media_type=MEDIA_TYPE, summary="A dish's photo, as its row names it")
    async def read(
        self, units: Units, name: Annotated[str, PathParameter(max_length=40)]
    ) -> Response[bytes]:
        """Named by its bytes: it may be kept for ever. Dishes are no secret, so it takes no token."""
        photo_id = name.removesuffix(".jpg")
        found = await units.read(lambda session: repository.photo(session, photo_id))
        if found is None:
            raise NotFound("photo.unknown", {"name": name})
        return Response(found, media_type=MEDIA_TYPE, headers=_FOR_EVER)


def _row(goods_id: GoodsId, data: PutGoods) -> GoodsRow:
    return GoodsRow(
        id=goods_id,
        category_id=CategoryId(data.category_id),
        name=data.name,
        unit=data.unit,
        price_fen=Fen(data.price_fen),
        description=data.description,
        glyph=data.glyph or data.name[0],
        photo=None,
        is_signature=data.is_signature,
        target_minutes=data.target_minutes,
        allergens=tuple(data.allergens),
        option_groups=tuple(
            OptionGroup(
                group.name,
                group.at_least,
                group.at_most,
                tuple(
                    Option(OptionId(option.id), option.name, Fen(option.extra_fen))
                    for option in group.options
                ),
            )
            for group in data.option_groups
        ),
        station_ids=tuple(StationId(station_id) for station_id in data.station_ids),
        remaining=data.remaining,
        sold_out=False,
        sold_out_until=None,
        on_menu=data.on_menu,
        position=data.position,
        version=1,
    )
