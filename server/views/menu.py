"""`GET /v1/menu`: everything a pad shows of the shop and its dishes, with an ETag."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Final

from litestar import Controller, Response, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import HeaderParameter
from sqlalchemy.orm import Session

from common.domain.roles import Actor
from common.wire import codec
from common.wire.answers import MenuBody
from server.catalog.repository import load_menu
from server.db.units import Units
from server.gateways.clock import Clock
from server.shop.opening import shop_row, zone_of
from server.shop.repository import ShopRepository
from server.shop.service import hours_now

_NOT_MODIFIED: Final = 304
_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)


def menu_of(session: Session, actor: Actor, at: datetime) -> MenuBody:
    """Raises NotFound `shop.unknown`."""
    shop = ShopRepository(session)
    record, hours = hours_now(shop, actor.shop_id, at)
    categories, goods = load_menu(session, actor.shop_id, at, lambda: zone_of(record.zone))
    return MenuBody(shop_row(record, hours, at), shop.stations(actor.shop_id), categories, goods)


def etag_of(menu: MenuBody) -> str:
    """Changes with what the menu says, not with when it was asked for."""
    shop = replace(menu.shop, judged_at=_NO_TIME)
    said = MenuBody(shop, menu.stations, menu.categories, menu.goods)
    return f'"{hashlib.sha256(codec.encode(said)).hexdigest()[:32]}"'


class MenuController(Controller):
    path = "/v1/menu"
    tags = ("menu",)

    @get(
        summary="The menu",
        responses={_NOT_MODIFIED: ResponseSpec(None, description="as you have it")},
    )
    async def read(
        self,
        units: Units,
        actor: Actor,
        clock: Clock,
        held: Annotated[str | None, HeaderParameter(name="If-None-Match", max_length=400)] = None,
    ) -> Response[MenuBody | None]:
        """Carries an ETag; with `If-None-Match` naming it the answer is 304 without a body."""
        menu = await units.read(lambda session: menu_of(session, actor, clock.now()))
        tag = etag_of(menu)
        if held is not None and (held.strip() == "*" or tag in held):
            return Response(None, status_code=_NOT_MODIFIED, headers={"ETag": tag})
        return Response(menu, headers={"ETag": tag})
