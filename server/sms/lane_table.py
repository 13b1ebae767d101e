"""A lane per brand × kind × single or batch: codes are never behind marketing, no brand behind another."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import text

from common.domain.ids import BrandId
from common.domain.sms_text import MessageKind
from server.db.lane_worker import Slots
from server.db.lanes import LaneTable
from server.sms.message_repository import MESSAGES

LANES: Final = LaneTable(
    table=MESSAGES,
    # SUBMITTING waits too: only so a drain that died is found again.
    waiting=text("sms_message.state IN ('queued', 'paid', 'submitting')"),
)
_SIDE_BY_SIDE: Final[Mapping[str, int]] = MappingProxyType(
    {MessageKind.CODE.value: 32, MessageKind.NOTICE.value: 16, MessageKind.MARKETING.value: 4}
)


def beginning_of(brand_id: BrandId) -> str:
    """What the keys of the brand's lanes begin with."""
    return f"sms:{brand_id}:"


def key_of(brand_id: BrandId, kind: MessageKind, *, is_single: bool) -> str:
    return f"{beginning_of(brand_id)}{kind}:{'single' if is_single else 'batch'}"


def brand_of(key: str) -> BrandId:
    return BrandId(key.split(":")[1])


def pool_of(key: str) -> str:
    """The kind: what shares slots, and connections to the provider."""
    return key.split(":")[2]


def slots() -> Slots:
    return Slots(pool_of=pool_of, of_pool=_SIDE_BY_SIDE)
