"""What a brand's people are told of. A job of the brand first: who its shops are is asked later."""

from __future__ import annotations

from typing import Final

from common.domain.ids import BrandId
from server.db import jobs
from server.db.unit import Unit
from server.sms.ledger import Warn

LOW: Final = "sms.low"
NOT_SENT: Final = "sms.not_sent"


def low(unit: Unit) -> Warn:
    """The balance is low."""
    return lambda brand_id: jobs.enqueue(unit, LOW, {}, key=brand_id)


def not_sent(unit: Unit, brand_id: BrandId) -> None:
    """Messages that waited for the morning were not sent."""
    jobs.enqueue(unit, NOT_SENT, {}, key=brand_id)
