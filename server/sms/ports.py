"""What the message credits ask of the house; `server.entry.wiring` fulfils it on the same unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from sqlalchemy.orm import Session

from common.domain.ids import BrandId, ShopId


class Brands(Protocol):
    def brand_of(self, shop_id: ShopId) -> BrandId: ...

    def zone_of(self, shop_id: ShopId) -> str:
        """IANA name of the shop's zone, which is its brand's."""
        ...

    def shops_of(self, brand_id: BrandId) -> Sequence[ShopId]:
        """In the order of their ids."""
        ...


BrandsOf: TypeAlias = Callable[[Session], Brands]
