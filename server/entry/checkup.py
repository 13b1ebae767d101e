"""`check`, the shop's half: what must always be true of orders and of message credits.

The other half is `server.db.inspection`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from common.domain.kitchen import LineState
from common.domain.rows import OrderState
from server.kitchen.models import Line, Order, OrderCounter
from server.sms import checking, message_checking

_SHOWN: Final = 20  # findings of one kind that are printed


def findings(session: Session) -> list[str]:
    """Everything that is not as it should be, one sentence each; empty: all is well."""
    return [finding for check in CHECKS for finding in list(check(session))[:_SHOWN]]


def _numbers(session: Session) -> Iterator[str]:
    """A day's numbers have no gap and are as many as its counter says."""
    drawn = (
        select(
            Order.shop_id,
            Order.business_day,
            func.count().label("count"),
            func.max(Order.number).label("last"),
        )
        .group_by(Order.shop_id, Order.business_day)
        .subquery()
    )
    days = select(
        OrderCounter.shop_id,
        OrderCounter.business_day,
        OrderCounter.last_number,
        drawn.c.count,
        drawn.c.last,
    ).outerjoin(
        drawn,
        and_(
            drawn.c.shop_id == OrderCounter.shop_id,
            drawn.c.business_day == OrderCounter.business_day,
        ),
    )
    for shop_id, day, last_number, count, last in session.execute(days):
        if not (count or 0) == (last or 0) == last_number:
            yield f"shop {shop_id}, {day}: {count or 0} orders up to #{last}, drawn #{last_number}"


def _totals(session: Session) -> Iterator[str]:
    """An order costs what its live lines cost; a cancelled line costs nothing."""
    lines = (
        select(Line.order_id, func.sum(Line.price_fen * Line.quantity).label("fen"))
        .where(Line.state != LineState.CANCELLED)
        .group_by(Line.order_id)
        .subquery()
    )
    sums = (
        select(Order.id, Order.total_fen, func.coalesce(lines.c.fen, 0))
        .outerjoin(lines, lines.c.order_id == Order.id)
        .where(Order.total_fen != func.coalesce(lines.c.fen, 0))
    )
    for order_id, total, fen in session.execute(sums):
        yield f"order {order_id}: total {total} fen, its lines cost {fen}"


def _stays(session: Session) -> Iterator[str]:
    """A stay has at most one open order."""
    twice = (
        select(Order.stay_id)
        .where(Order.state == OrderState.OPEN)
        .group_by(Order.stay_id)
        .having(func.count() > 1)
    )
    for (stay_id,) in session.execute(twice):
        yield f"stay {stay_id} has more than one open order"


CHECKS: Final[tuple[Callable[[Session], Iterator[str]], ...]] = (
    _numbers,
    _totals,
    _stays,
    checking.findings,
    message_checking.findings,
)
