"""Brands and their shops, as the message credits see them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from common.domain.ids import BrandId, ShopId
from server.shop.models import Shop


class ShopBrands:
    def __init__(self, session: Session) -> None:
        self._session = session

    def brand_of(self, shop_id: ShopId) -> BrandId:
        found = self._session.scalar(select(Shop.brand_id).where(Shop.id == shop_id))
        assert found is not None, "whoever asks stands in a shop"
        return BrandId(found)

    def zone_of(self, shop_id: ShopId) -> str:
        found = self._session.scalar(select(Shop.zone).where(Shop.id == shop_id))
        assert found is not None, "whoever asks stands in a shop"
        return found

    def shops_of(self, brand_id: BrandId) -> Sequence[ShopId]:
        query = select(Shop.id).where(Shop.brand_id == brand_id).order_by(Shop.id)
        return [ShopId(each) for each in self._session.scalars(query)]
