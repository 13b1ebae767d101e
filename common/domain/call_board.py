"""What the calling screen shows of an order. Source: spec 10, "Board"."""

from __future__ import annotations

from collections.abc import Sequence

from common.domain.kitchen import UNCOOKED, LineState
from common.domain.rows import CallTicketRow, LineRow, OrderRow, OrderState


def call_ticket(order: OrderRow, lines: Sequence[LineRow]) -> CallTicketRow | None:
    """Please collect while a line is notified (until picked up); making while a line is waiting or
    cooking and nothing is notified; else the order is not on the screen (None)."""
    if order.state is not OrderState.OPEN or order.number is None or order.business_day is None:
        return None
    notified = [line for line in lines if line.state is LineState.NOTIFIED]
    cooking = [line for line in lines if line.state in UNCOOKED]
    if not notified and not cooking:
        return None
    called_at = max((x.notified_at for x in notified if x.notified_at), default=None)
    return CallTicketRow(
        id=order.id,
        number=order.number,
        business_day=order.business_day,
        room_name=order.room_name,
        hand_tag=order.hand_tag,
        collect=bool(notified),
        since=called_at or min(line.placed_at for line in cooking),
        calls=max((line.notify_count for line in notified), default=0),
        called_at=called_at,
        version=order.version,
    )
