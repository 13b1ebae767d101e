"""The text to a guest who asked for one, once the order is ready. Spec 40, real uses.

The order itself only leaves a job: it never takes the ledger's lock. By the time that the job runs
the guest may be gone, or the dish on the stove again; then nothing is sent and nothing is frozen.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from sqlalchemy.orm import Session

from common.domain import ready_texts
from common.domain.errors import DomainError
from common.domain.ids import BrandId, OrderId, ShopId
from common.domain.sms_text import MessageKind
from server.db import jobs
from server.db.jobs import Job, JobHandler
from server.db.unit import Unit
from server.sms import house_words
from server.sms.accepting import Wanted, accept
from server.sms.ports import Brands

_KIND: Final = "sms.order_ready"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadyOrder:
    """What the message needs. `batch_id`: the newest placement of the order."""

    batch_id: str
    phone: str
    number: str
    brand_name: str
    shop_name: str


class ReadyOrders(Protocol):
    def ready(self, order_id: OrderId) -> ReadyOrder | None:
        """None: not ready (any more), its guests are gone, or asked for no text."""
        ...


def enqueue(unit: Unit, shop_id: ShopId, order_id: OrderId, batch_id: str) -> None:
    """Have the guest told; once a placement, however often its dishes are called out."""
    jobs.enqueue(unit, _KIND, {"order_id": order_id}, key=f"{order_id}:{batch_id}", shop_id=shop_id)


def handlers(
    orders_of: Callable[[Unit, ShopId], ReadyOrders], brands_of: Callable[[Unit], Brands]
) -> Mapping[str, JobHandler]:
    def tell(unit: Unit, job: Job) -> None:
        assert job.shop_id is not None, "an order is of a shop"
        shop_id = ShopId(job.shop_id)
        order = orders_of(unit, shop_id).ready(OrderId(job.payload["order_id"]))
        if order is None:
            return
        brand_id = brands_of(unit).brand_of(shop_id)
        try:
            with unit.savepoint():
                accept(unit, brand_id, _wanted(unit.session, brand_id, order), "")
        except DomainError as refusal:
            # No credit, blocked, told already at another number: no order waits for a text.
            _log.warning("guest not told by text", extra={"code": refusal.code, "job": job.id})

    return MappingProxyType({_KIND: tell})


def _wanted(session: Session, brand_id: BrandId, order: ReadyOrder) -> Wanted:
    signature = ready_texts.signature_of(order.brand_name, order.shop_name)
    return house_words.wanted(
        session,
        brand_id,
        MessageKind.NOTICE,
        order.phone,
        f"ready:{order.batch_id}",
        ready_texts.TEMPLATE,
        {"number": order.number, "shop": order.shop_name},
        ready_texts.said(signature, order.number),
    )
