"""The message credits of the actor's brand in one unit of work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from common.domain.errors import NotFound
from common.domain.roles import Actor, Permission
from common.domain.sms_rows import Hold, Purchase
from common.wire.sms import BuyPackage, NewHold, PayHold
from server.db.unit import Unit
from server.sms import jobs, purchases
from server.sms.ledger import HOLD_LASTS, Ledger
from server.sms.ports import Brands
from server.sms.purchases import Order, PaymentNotice


class SmsCredits:
    """Each method raises Forbidden when the actor's role may not."""

    def __init__(self, unit: Unit, actor: Actor, brands: Brands) -> None:
        self._unit = unit
        self._actor = actor
        self._brands = brands

    def buy(self, wanted: BuyPackage) -> tuple[Purchase, bool]:
        """Note what is being paid; gives it and whether it is new. See `purchases.place`."""
        self._actor.require(Permission.SMS_BUY)
        brand_id = self._brands.brand_of(self._actor.shop_id)
        if wanted.brand_id not in (None, brand_id):
            raise NotFound("brand.unknown", {"brand_id": wanted.brand_id})
        zone = self._brands.zone_of(self._actor.shop_id)
        order = Order(brand_id, zone, wanted.package_id, wanted.paid_fen, wanted.reference)
        return purchases.place(self._unit, order)

    def freeze(self, wanted: NewHold) -> tuple[Hold, bool]:
        return self._ledger().freeze(wanted.client_ref, wanted.units, HOLD_LASTS)

    def pay(self, hold_id: str, wanted: PayHold) -> Hold:
        return self._ledger().pay(hold_id, wanted.units)

    def release(self, hold_id: str) -> Hold:
        return self._ledger().release(hold_id)

    def _ledger(self) -> Ledger:
        self._actor.require(Permission.SMS_CREDITS)
        brand_id = self._brands.brand_of(self._actor.shop_id)
        return Ledger(self._unit, brand_id, jobs.warn(self._unit, self._brands))


CreditsFactory: TypeAlias = Callable[[Unit, Actor], SmsCredits]
HearPayment: TypeAlias = Callable[[Unit, PaymentNotice], Purchase]
"""Who calls is no actor: the signature of the callback was checked."""
