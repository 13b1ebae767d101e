"""HTTP with which a manager writes the menu. Reading it is `server.views.menu`."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from litestar import Controller, Response, post, put

from common.domain.ids import CategoryId, Fen, GoodsId, OptionId, StationId
from common.domain.roles import Actor
from common.domain.rows import CategoryRow, GoodsRow, Option, OptionGroup
from common.wire.answers import GoodsBody
from common.wire.menu import CategoryBody, PutCategory, PutGoods, SetRemaining
from server.catalog.service import Catalog
from server.db.unit import Unit
from server.lib.commands import AnyRequest, Commands


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


def _row(goods_id: GoodsId, data: PutGoods) -> GoodsRow:
    return GoodsRow(
        id=goods_id,
        category_id=CategoryId(data.category_id),
        name=data.name,
        unit=data.unit,
        price_fen=Fen(data.price_fen),
        description=data.description,
        glyph=data.glyph or data.name[0],
        photo=data.photo,
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
