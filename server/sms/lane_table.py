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


def keys_of(brand_id: BrandId) -> list[str]:
    """All lanes that the brand can have."""
    return [
        key_of(brand_id, kind, is_single=is_single)
        for kind in MessageKind
        for is_single in (True, False)
    ]


def name_of(kind: MessageKind, *, is_single: bool) -> str:
    """As in paths: `code-single`."""
    return f"{kind}-{'single' if is_single else 'batch'}"


def key_named(brand_id: BrandId, name: str) -> str | None:
    """None: no lane is called so."""
    for key in keys_of(brand_id):
        kind, is_single = parts_of(key)
        if name == name_of(kind, is_single=is_single):
            return key
    return None


def parts_of(key: str) -> tuple[MessageKind, bool]:
    """Its kind, and whether it is for single messages."""
    _, _, kind, form = key.split(":")
    return MessageKind(kind), form == "single"


def brand_of(key: str) -> BrandId:
    return BrandId(key.split(":")[1])


def pool_of(key: str) -> str:
    """The kind: what shares slots, and connections to the provider."""
    return key.split(":")[2]


def slots() -> Slots:
    return Slots(pool_of=pool_of, of_pool=_SIDE_BY_SIDE)
