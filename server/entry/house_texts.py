"""Text messages that the house itself sends: what they ask of kitchen and shop, and the other way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from common.domain import sign_in_codes
from common.domain.errors import Invalid, Refused
from common.domain.happenings import Happening, LinesNotified
from common.domain.ids import BrandId, OrderId, ShopId
from common.domain.ready_texts import ready_batch, signature_of
from common.domain.sms_text import MessageKind
from server.db.unit import Unit
from server.kitchen import repository as orders
from server.kitchen import stay_repository as stays
from server.kitchen import texting
from server.kitchen.repository import Docket
from server.shop.for_sms import ShopBrands
from server.shop.models import Brand, Shop
from server.sms import house_words, numbers, order_ready
from server.sms import repository as sms
from server.sms.accepting import accept
from server.sms.order_ready import ReadyOrder


class KitchenReadyOrders:
    def __init__(self, session: Session, shop_id: ShopId) -> None:
        self._session = session
        self._shop_id = shop_id

    def ready(self, order_id: OrderId) -> ReadyOrder | None:
        docket = _docket(self._session, self._shop_id, order_id)
        if docket is None or docket.order.number is None:
            return None
        batch_id = ready_batch(docket.lines.values())
        stay = stays.stay(self._session, self._shop_id, docket.order.stay_id)
        phone = texting.phone_of(self._session, docket.order.stay_id)
        if batch_id is None or phone is None or stay is None or stay.left_at is not None:
            return None
        names = names_of(self._session, self._shop_id)
        return ReadyOrder(batch_id, phone, f"{docket.order.number:02}", *names)


class HouseCodeTexts:
    """Fulfils the port `CodeTexts` of signing in."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def send_code(self, shop_id: ShopId, phone: str, code: str, ref: str) -> None:
        session = self._unit.session
        brand_id = ShopBrands(session).brand_of(shop_id)
        brand_name, shop_name = names_of(session, shop_id)
        wanted = house_words.wanted(
            session,
            brand_id,
            MessageKind.CODE,
            phone,
            ref,
            sign_in_codes.TEMPLATE,
            {"code": code, "shop": shop_name},
            sign_in_codes.said(signature_of(brand_name, shop_name), code),
        )
        accept(self._unit, brand_id, wanted, "")


def read_phone(typed: str) -> str:
    """E.164. Raises Invalid `sms.phone_invalid`."""
    phone = numbers.e164(typed)
    if phone is None:
        raise Invalid("sms.phone_invalid", "$.phone")
    return phone


def names_of(session: Session, shop_id: ShopId) -> tuple[str, str]:
    """What the brand and the shop are called."""
    brand, shop = session.execute(
        select(Brand.name, Shop.name)
        .join(Shop, Shop.brand_id == Brand.id)
        .where(Shop.id == shop_id)
    ).one()
    return brand, shop


class HouseTexts:
    """Fulfils the kitchen's port `Texts`."""

    def __init__(self, session: Session, shop_id: ShopId) -> None:
        self._session = session
        self._shop_id = shop_id

    def phone_of(self, typed: str) -> str:
        return read_phone(typed)

    def require_offered(self) -> None:
        brand_id = ShopBrands(self._session).brand_of(self._shop_id)
        if sms.account(self._session, brand_id) is None:
            raise Refused("sms.not_offered")

    def are_offered_on_pads(self, at: datetime) -> bool:
        is_let, brand_id = self._session.execute(
            select(Shop.offers_texts, Shop.brand_id).where(Shop.id == self._shop_id)
        ).one()
        return is_let and sms.usable_units(self._session, BrandId(brand_id), at) > 0


def _docket(session: Session, shop_id: ShopId, order_id: OrderId) -> Docket | None:
    return next(iter(orders.dockets(session, shop_id, [order_id])), None)


def hear(unit: Unit, happening: Happening) -> None:
    """Dishes were called out: if they were the order's last and its guest asked, leave the job."""
    if not isinstance(happening, LinesNotified) or happening.again:
        return
    order = happening.order
    if texting.phone_of(unit.session, order.stay_id) is None:
        return
    docket = _docket(unit.session, order.shop_id, order.id)
    batch_id = None if docket is None else ready_batch(docket.lines.values())
    if batch_id is not None:
        order_ready.enqueue(unit, order.shop_id, order.id, batch_id)
