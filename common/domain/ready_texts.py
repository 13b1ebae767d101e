"""The text message to a guest who asked for one: when an order is ready, and what it says.

One message an order and placement, since each costs the shop credits: it goes out when the last
dish that was being made is called out, not with every dish.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from common.domain.kitchen import LineState
from common.domain.rows import LineRow

TEMPLATE: Final = "order_ready"
"""A brand that keeps a template of this name has its own words; it may ask for `number` and `shop`."""
_MADE: Final = frozenset({LineState.WAITING, LineState.COOKING, LineState.READY})
_SHORTEST_SIGNATURE: Final = 2
_LONGEST_SIGNATURE: Final = 30


def ready_batch(lines: Iterable[LineRow]) -> str | None:
    """The newest placement of an order of which something waits to be collected and nothing is
    being made any more; None while it is not so."""
    known = list(lines)
    called = [line for line in known if line.state is LineState.NOTIFIED]
    if not called or any(line.state in _MADE for line in known):
        return None
    return max(line.batch_id for line in called)


def said(signature: str, number: str) -> str:
    """What a brand without words of its own says."""
    return f"【{signature}】您的{number}号订单已备好,请取餐。"


def signature_of(*names: str) -> str:
    """The first of `names` (the brand's, the shop's) that can stand in 【】, cut to what fits."""
    for name in names:
        plain = name.translate({ord("【"): None, ord("】"): None}).strip()[:_LONGEST_SIGNATURE]
        if len(plain.strip()) >= _SHORTEST_SIGNATURE:
            return plain.strip()
    return "取餐通知"


def masked(phone: str) -> str:
    """An E.164 mobile of mainland China as screens show it: 138****5678."""
    bare = phone.removeprefix("+86")
    return f"{bare[:3]}****{bare[-4:]}"
