"""The worker of message rows: sends what is due, raises what was not heard, ends what is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from common.domain.ids import ShopId
from server.db.due_worker import DueWorker, in_unit
from server.db.units import Unit, Units
from server.messaging.models import ImMessage
from server.messaging.repository import DUE_MESSAGES
from server.messaging.service import Messaging


def message_worker(
    units: Units,
    messaging_of: Callable[[Unit, ShopId], Messaging],
    read_clock: Callable[[], datetime],
) -> DueWorker:
    """`messaging_of` builds the service of a shop on a unit, with no person behind it."""

    def handle(unit: Unit, message_id: str) -> None:
        shop_id = unit.session.scalar(select(ImMessage.shop_id).where(ImMessage.id == message_id))
        if shop_id is not None:
            messaging_of(unit, ShopId(shop_id)).due(message_id)

    return DueWorker(units, DUE_MESSAGES, in_unit(handle), read_clock)
