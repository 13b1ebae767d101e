"""Answers of `common.wire.answers`, made of rows."""

from __future__ import annotations

from common.wire.answers import BatchBody, OrderBody, RoomRef
from server.kitchen.repository import Docket


def order_body(docket: Docket) -> OrderBody:
    order = docket.order
    # The server's orders have a number from their first moment on.
    assert order.number is not None
    assert order.business_day is not None
    room = None
    if order.room_id is not None:
        room = RoomRef(order.room_id, order.room_name or "")
    return OrderBody(
        id=order.id,
        number=order.number,
        business_day=order.business_day,
        shop_id=order.shop_id,
        stay_id=order.stay_id,
        room=room,
        hand_tag=order.hand_tag,
        source=order.source,
        state=order.state,
        note=order.note,
        total_fen=order.total_fen,
        version=order.version,
        batches=[
            BatchBody(
                id=batch.id,
                sequence=batch.sequence,
                placed_at=batch.placed_at,
                promised_at=batch.promised_at,
                seen_at=batch.seen_at,
                note=batch.note,
                lines=docket.lines_of(batch.id),
            )
            for batch in docket.in_order()
        ],
    )
