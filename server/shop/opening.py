"""The shop as its screens see it: the stored row, judged at a moment."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from common.domain.errors import Invalid
from common.domain.opening_hours import Hours, hours_text, judge
from common.domain.rows import ShopRow
from server.shop.records import ShopRecord


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """The IANA zone `name`. Raises Invalid `shop.zone_unknown`."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Invalid("shop.zone_unknown", "$.zone") from error


def shop_row(shop: ShopRecord, hours: Hours, at: datetime) -> ShopRow:
    opening = judge(hours, at)
    return ShopRow(
        id=shop.id,
        brand_id=shop.brand_id,
        name=shop.name,
        zone=shop.zone,
        phone=shop.phone,
        is_open=opening.is_open,
        closed_reason="" if opening.is_open else opening.reason,
        next_change_at=opening.next_change_at,
        judged_at=at,
        hours_text=hours_text(shop.weekly),
        default_target_minutes=shop.default_target_minutes,
        delivery_minutes=shop.delivery_minutes,
        collect_hint=shop.collect_hint,
        pad_calls=shop.pad_calls,
        version=shop.version,
        weekly=shop.weekly,
    )
