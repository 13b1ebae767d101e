"""Reads of orders and stays for HTTP: a page at a time, and only what the actor may know of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from msgspec import Meta
from sqlalchemy import literal, select, text, tuple_
from sqlalchemy.orm import Session

from common.domain.errors import NotFound
from common.domain.ids import OrderId, StayId
from common.domain.roles import Actor, Permission
from common.domain.rows import OrderState, StayRow, StayState
from common.wire.answers import OrderBody, Page, TextsOffer
from common.wire.requests import Id
from server.kitchen import repository as orders
from server.kitchen import stay_repository as stays
from server.kitchen.bodies import order_body
from server.kitchen.ports import Texts
from server.kitchen.repository import ORDERS, Docket
from server.kitchen.stay_repository import STAYS
from server.lib.paging import decode_cursor, page

Number = Annotated[int, Meta(ge=0, le=2**31 - 1)]


@dataclass(frozen=True, slots=True)
class OrderFilter:
    state: OrderState | None
    stay_id: str | None
    room_id: str | None
    business_day: date | None
    cursor: str | None
    limit: int


def find(session: Session, actor: Actor, wanted: OrderFilter) -> Page[OrderBody]:
    """Newest first. A pad sees the orders of the stay that it shows, and nothing without one."""
    stay_id = wanted.stay_id
    if actor.is_guest:
        own = _pad_stay(session, actor)
        if own is None or stay_id not in (None, own.id):
            return Page([])
        stay_id = own.id
    else:
        actor.require(Permission.READ_BOARD)
    found = page(_keys(session, actor, wanted, stay_id), wanted.limit, lambda key: tuple(key[1:]))
    ids = [order_id for order_id, _, _ in found.items]
    held = {x.order.id: x for x in orders.dockets(session, actor.shop_id, ids)}
    return Page([order_body(held[order_id]) for order_id in ids], found.next)


def _keys(
    session: Session, actor: Actor, wanted: OrderFilter, stay_id: str | None
) -> Sequence[tuple[OrderId, date, int]]:
    """Ids with the sort key: day and number, which have an index however many orders there are."""
    query = select(ORDERS.c.id, ORDERS.c.business_day, ORDERS.c.number).where(
        ORDERS.c.shop_id == actor.shop_id
    )
    if wanted.state is OrderState.OPEN:
        query = query.where(text("catering_order.state = 'open'"))  # as its partial index says it
    elif wanted.state is not None:
        query = query.where(ORDERS.c.state == wanted.state)
    if stay_id is not None:
        query = query.where(ORDERS.c.stay_id == stay_id)
    if wanted.room_id is not None:
        query = query.where(ORDERS.c.room_id == wanted.room_id)
    if wanted.business_day is not None:
        query = query.where(ORDERS.c.business_day == wanted.business_day)
    if wanted.cursor is not None:
        day, number = decode_cursor(wanted.cursor, tuple[date, Number])
        query = query.where(
            tuple_(ORDERS.c.business_day, ORDERS.c.number)
            < tuple_(literal(day, ORDERS.c.business_day.type), literal(number))
        )
    newest_first = query.order_by(ORDERS.c.business_day.desc(), ORDERS.c.number.desc())
    return [
        (order_id, day, number)
        for order_id, day, number in session.execute(newest_first.limit(wanted.limit + 1))
    ]


def _after(cursor: str) -> str:
    """The id of the last row that was given. Raises Invalid `cursor.invalid`."""
    (last,) = decode_cursor(cursor, tuple[Id])
    return last


def order(session: Session, actor: Actor, order_id: str) -> OrderBody:
    """Raises NotFound `order.unknown`, also for a guest to whom it does not belong."""
    if not actor.is_guest:
        actor.require(Permission.READ_BOARD)
    found = orders.dockets(session, actor.shop_id, [order_id])
    if not found or (actor.is_guest and not _is_own(session, actor, found[0])):
        raise NotFound("order.unknown", {"order_id": order_id})
    return order_body(found[0])


def _is_own(session: Session, actor: Actor, docket: Docket) -> bool:
    own = _pad_stay(session, actor)
    return own is not None and own.id == docket.order.stay_id


def _pad_stay(session: Session, actor: Actor) -> StayRow | None:
    if actor.room_id is None:
        return None
    return stays.pad_stay(session, actor.shop_id, actor.room_id)


def texts_offer(
    session: Session, actor: Actor, stay_id: str, texts: Texts, at: datetime
) -> TextsOffer:
    """Whether this stay may be asked for a number now. Raises NotFound `stay.unknown`, also for a
    pad that shows other guests."""
    actor.require(Permission.TEXT_GUEST)
    stay = (
        _pad_stay(session, actor) if actor.is_guest else stays.stay(session, actor.shop_id, stay_id)
    )
    if stay is None or stay.id != stay_id:
        raise NotFound("stay.unknown", {"stay_id": stay_id})
    is_here = stay.state is StayState.OPEN and stay.left_at is None
    return TextsOffer(is_here and texts.are_offered_on_pads(at), stay.texts_to)


@dataclass(frozen=True, slots=True)
class StayFilter:
    state: StayState | None
    room_id: str | None
    hand_tag: str | None
    cursor: str | None
    limit: int


def find_stays(session: Session, actor: Actor, wanted: StayFilter) -> Page[StayRow]:
    """Newest first. A pad sees its own alone."""
    if actor.is_guest:
        own = _pad_stay(session, actor)
        return Page([own] if own is not None else [])
    actor.require(Permission.READ_DESK)
    query = select(STAYS.c.id).where(STAYS.c.shop_id == actor.shop_id)
    if wanted.state is not None:
        query = query.where(STAYS.c.state == wanted.state)
    if wanted.room_id is not None:
        query = query.where(STAYS.c.room_id == wanted.room_id)
    if wanted.hand_tag is not None:
        worn = stays.worn_tags(session, actor.shop_id, [wanted.hand_tag])
        query = query.where(STAYS.c.id.in_(worn.values()))
    if wanted.cursor is not None:
        query = query.where(STAYS.c.id < _after(wanted.cursor))
    ids: Sequence[StayId] = session.scalars(
        query.order_by(STAYS.c.id.desc()).limit(wanted.limit + 1)
    ).all()
    found = page(ids, wanted.limit, lambda stay_id: (stay_id,))
    held = {x.id: x for x in stays.stays(session, actor.shop_id, found.items)}
    return Page([held[stay_id] for stay_id in found.items], found.next)
