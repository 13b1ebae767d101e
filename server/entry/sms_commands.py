"""`python -m server sms …`: the operator's view of a brand's message credits."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from common.domain.errors import NotFound
from common.domain.ids import ShopId
from common.domain.sms_rows import Purchase
from common.domain.sms_words import why_in_words
from server.db.unit import Unit
from server.entry.wiring import Wiring
from server.lib.logs import mask_phones
from server.shop.for_sms import ShopBrands
from server.sms import repository
from server.sms.accepting import Wanted, accept
from server.sms.purchases import PaymentNotice, PaymentStatus

BY_HAND = "by hand"


def balance(session: Session, shop_id: ShopId) -> Iterator[str]:
    """The balance of the shop's brand, and its open lots in the order in which they are used."""
    brand_id = ShopBrands(session).brand_of(shop_id)
    account = repository.account(session, brand_id)
    if account is None:
        yield "no message was ever bought"
        return
    held = account.buckets
    yield (
        f"available {held.available}, held {held.held}, consumed {held.consumed}, "
        f"expired {held.expired}, clawed back {held.clawed_back}, granted {held.granted}"
    )
    if account.debt:
        yield f"debt {account.debt}"
    zone = ZoneInfo(ShopBrands(session).zone_of(shop_id))
    for lot in repository.open_lots(session, brand_id):
        until = lot.expires_at.astimezone(zone)
        yield f"lot {lot.id}: {lot.buckets.available} until {until:%Y-%m-%d %H:%M} {zone.key}"


def send(unit: Unit, shop_id: ShopId, wanted: Wanted, opt_out: str) -> Iterator[str]:
    """Take a message on for the shop's brand; what has become of it. Raises as `accept` does."""
    message, is_new = accept(unit, ShopBrands(unit.session).brand_of(shop_id), wanted, opt_out)
    units = message.units_each * message.phones
    yield (
        f"message {message.id}: {message.state}, {message.phones} phones, {units} units"
        + ("" if is_new else " (taken on before)")
    )
    for phone, code in message.refused:
        yield f"refused {mask_phones(phone)}: {why_in_words(code)} ({code})"


def paid(unit: Unit, shop_id: ShopId, reference: str) -> Purchase:
    """A payment that no provider reports (a bank transfer): what its callback would do.

    Raises NotFound `sms.purchase_unknown`, also for another brand's.
    """
    bought = repository.purchase_by_reference(unit.session, reference)
    if bought is None or bought.brand_id != ShopBrands(unit.session).brand_of(shop_id):
        raise NotFound("sms.purchase_unknown", {"reference": reference})
    notice = PaymentNotice(BY_HAND, reference, bought.paid_fen, PaymentStatus.PAID)
    return Wiring().hear_sms_payment(unit, notice)
