"""Placing an order: whose it is, whether it may be, and what it costs. Source: spec 10, "Orders".

The hot path of the suite (`make bench` holds it against bare sqlite3): every statement counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from common.domain.business_day import business_day
from common.domain.errors import Invalid, NotFound, Refused
from common.domain.happenings import OrderPlaced, RoomStaysChanged
from common.domain.ids import NO_FEN, BatchId, Fen, GoodsId, LineId, OrderId, RoomId, StayId
from common.domain.kitchen import LineState
from common.domain.merging import OpenWalkIn, stay_for_room
from common.domain.promise import promise
from common.domain.roles import Permission
from common.domain.rows import (
    BatchRow,
    GoodsRow,
    LineRow,
    Option,
    OrderRow,
    OrderSource,
    OrderState,
    RoomRow,
    RoomState,
    StayRow,
    StayState,
)
from common.wire.answers import OrderBody
from common.wire.events import EventKind
from common.wire.requests import NewLine, PlaceOrder
from server.kitchen import repository as orders
from server.kitchen import stay_repository as stays
from server.kitchen.bodies import order_body
from server.kitchen.ports import ShopTerms
from server.kitchen.repository import Docket
from server.kitchen.work import Work

MAX_LINES: Final = 50
MAX_QUANTITY: Final = 99
MAX_NOTE: Final = 200


class Placing:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._now = work.unit.now

    def place(self, wanted: PlaceOrder) -> OrderBody:
        """Place a batch; the whole order after it. Anything refused leaves nothing behind."""
        self._work.actor.require(Permission.ORDER)
        _check_shape(wanted)
        if wanted.valid_until is not None and wanted.valid_until < self._now:
            raise Refused("order.too_late", {"valid_until": wanted.valid_until})
        terms = self._work.ports.shops.terms(self._now)
        if not terms.is_open:
            raise Refused(
                "shop.closed", {"opens_at": terms.opens_at, "reason": terms.closed_reason}
            )
        stay = self._stay_for(wanted)
        self._check_ids(wanted)
        goods = self._goods(wanted)
        joined = self._work.changes.open_order_of(stay.id)
        docket = joined or self.begin(
            stay,
            self._source(wanted),
            terms=terms,
            hand_tag=wanted.hand_tag,
            note=wanted.note,
        )
        batch = self._add_batch(docket, wanted, goods, terms)
        self._take_portions(docket, batch, goods)
        self._work.trail.add("batch", batch.id, "place", order_id=docket.order.id)
        self._work.save(EventKind.ORDER_ADDED if joined else EventKind.ORDER_PLACED)
        self._report(docket, batch.id, joined=joined is not None)
        return order_body(docket)

    def stay_for_call(self, meant_id: str | None) -> StayRow:
        """The stay for which a pad calls somebody; guests nobody checked in become a walk-in."""
        if self._work.actor.room_id is None:
            raise Invalid("order.for_whom", "room_id")
        stay = self._stay_in_room(self._work.actor.room_id, meant_id)
        self._check_stay(stay, meant_id)
        if self._work.changes.rooms:
            self._work.save(EventKind.STAY_CHANGED)
            self._report_rooms()
        return stay

    def _report(self, docket: Docket, batch_id: BatchId, *, joined: bool) -> None:
        batch, lines = docket.batches[batch_id], tuple(docket.lines_of(batch_id))
        self._work.report(OrderPlaced(docket.order, batch, lines, joined))
        self._report_rooms()

    def _report_rooms(self) -> None:
        for room_id in self._work.changes.rooms:
            self._work.report(RoomStaysChanged(self._work.actor.shop_id, room_id))

    # ── whose order ─────────────────────────────────────────────────────────────────────────────

    def _stay_for(self, wanted: PlaceOrder) -> StayRow:
        room_id = wanted.room_id or (
            self._work.actor.room_id if self._work.actor.is_guest else None
        )
        if wanted.hand_tag is not None:
            stay = self._stay_with_tag(wanted.hand_tag, room_id)
        elif wanted.stay_id is not None and not self._work.actor.is_guest:
            stay = self._work.changes.stay(wanted.stay_id)
            if room_id is not None and stay.room_id != room_id:
                raise Refused("stay.changed", {"stay_id": wanted.stay_id})
        elif room_id is not None:
            stay = self._stay_in_room(RoomId(room_id), wanted.stay_id)
        else:
            raise Invalid("order.for_whom", "room_id")
        self._check_stay(stay, wanted.stay_id)
        return stay

    def _check_stay(self, stay: StayRow, meant_id: str | None) -> None:
        if meant_id is not None and meant_id != stay.id:
            if self._work.actor.is_guest:
                self._work.check_guest_was_here(meant_id)
            raise Refused("stay.changed", {"stay_id": meant_id})
        if stay.state is not StayState.OPEN:
            raise Refused("stay.changed", {"stay_id": stay.id})
        if stay.left_at is not None:
            raise Refused("room.to_clean" if stay.room_id else "stay.left", {"stay_id": stay.id})

    def _stay_with_tag(self, tag: str, room_id: str | None) -> StayRow:
        """With a room (a pad's own), only who is checked in there."""
        found = stays.open_stay_with_tag(self._work.unit.session, self._work.actor.shop_id, tag)
        if found is None or (room_id is not None and found.room_id != room_id):
            raise NotFound("tag.not_checked_in", {"hand_tag": tag})
        return self._work.changes.hold_stays([found])[0]

    def _stay_in_room(self, room_id: RoomId, meant_id: str | None) -> StayRow:
        room = self._work.room(room_id)
        found = stays.open_stays_in(self._work.unit.session, self._work.actor.shop_id, room_id)
        present = [stay for stay in found if stay.left_at is None]
        if meant_id is not None:
            meant = next((stay for stay in found if stay.id == meant_id), None)
            if meant is None and self._work.actor.is_guest:
                self._work.check_guest_was_here(meant_id)
            if meant is not None:
                # A pad orders for the stay that it shows, and for no other of its room.
                present = [meant] if meant in present else []
        stay = stay_for_room(room.state, present)
        if isinstance(stay, OpenWalkIn):
            return self._walk_in(room)
        return self._work.changes.hold_stays([stay])[0]

    def _walk_in(self, room: RoomRow) -> StayRow:
        """Nobody was checked in: the order opens the stay."""
        changes = self._work.changes
        stay = changes.put_stay(
            StayRow(
                id=StayId(self._work.unit.new_id()),
                room_id=room.id,
                room_name=room.name,
                hand_tags=(),
                guests=1,
                is_walk_in=True,
                state=StayState.OPEN,
                opened_at=self._now,
                left_at=None,
                ended_at=None,
                bill_stay_id=None,
                version=1,
            )
        )
        occupied = self._work.ports.rooms.set_state(room.id, RoomState.OCCUPIED, self._now)
        changes.rooms[room.id] = occupied
        self._work.trail.add("stay", stay.id, "walk_in", after=room.name)
        return stay

    # ── what is ordered ─────────────────────────────────────────────────────────────────────────

    def _check_ids(self, wanted: PlaceOrder) -> None:
        """Ids that the terminal gave name nothing yet."""
        given = [line.id for line in wanted.lines if line.id is not None]
        if wanted.batch_id is not None:
            given.append(wanted.batch_id)
        twice = {name for name in given if given.count(name) > 1}
        taken = twice or orders.taken_ids(self._work.unit.session, given)
        if taken:
            raise Refused("id.taken", {"ids": sorted(taken)})

    def _goods(self, wanted: PlaceOrder) -> Mapping[GoodsId, GoodsRow]:
        """The dishes as the menu has them now; refuses what cannot be had so."""
        ids = {GoodsId(line.goods_id) for line in wanted.lines}
        goods = self._work.ports.menu.dishes(ids)
        for index, line in enumerate(wanted.lines):
            dish = goods.get(GoodsId(line.goods_id))
            if dish is None or not dish.on_menu:
                raise Invalid("goods.unknown", f"lines[{index}].goods_id")
            _check_options(dish, line, index)
        _check_sold_out(wanted, goods)
        _check_prices(wanted, goods)
        return goods

    def begin(
        self,
        stay: StayRow,
        source: OrderSource,
        *,
        terms: ShopTerms | None = None,
        hand_tag: str | None = None,
        note: str = "",
    ) -> Docket:
        """A new order of `stay`, with the day's next number."""
        session, actor = self._work.unit.session, self._work.actor
        terms = terms or self._work.ports.shops.terms(self._now)
        day = business_day(self._now, terms.zone)
        if terms.last_business_day is not None:
            day = max(day, terms.last_business_day)  # the clock may have stepped back
        if day != terms.last_business_day:
            self._work.ports.shops.begin_business_day(day)
        return self._work.changes.begin_order(
            OrderRow(
                id=OrderId(self._work.unit.new_id()),
                shop_id=actor.shop_id,
                stay_id=stay.id,
                number=orders.next_number(session, actor.shop_id, day),
                business_day=day,
                room_id=stay.room_id,
                room_name=stay.room_name,
                hand_tag=hand_tag or next(iter(stay.hand_tags), None),
                source=source,
                state=OrderState.OPEN,
                note=note,
                total_fen=NO_FEN,
                placed_at=self._now,
                completed_at=None,
                version=1,
            )
        )

    def _source(self, wanted: PlaceOrder) -> OrderSource:
        if wanted.hand_tag is not None:
            return OrderSource.HAND_TAG
        return OrderSource.PAD if self._work.actor.is_guest else OrderSource.CASHIER

    def _add_batch(
        self,
        docket: Docket,
        wanted: PlaceOrder,
        goods: Mapping[GoodsId, GoodsRow],
        terms: ShopTerms,
    ) -> BatchRow:
        batch = BatchRow(
            id=BatchId(wanted.batch_id or self._work.unit.new_id()),
            order_id=docket.order.id,
            sequence=max((x.sequence for x in docket.batches.values()), default=0) + 1,
            placed_at=self._now,
            placed_by=self._work.actor.role,
            promised_at=self._now,  # of its latest line: drawn when it is saved
            seen_at=None,
            note=wanted.note,
            version=1,
        )
        docket.batches[batch.id] = batch
        for sequence, line in enumerate(wanted.lines, start=1):
            dish = goods[GoodsId(line.goods_id)]
            docket.put(self._line(batch, line, dish, sequence, terms.default_target_minutes))
        return batch

    def _line(
        self, batch: BatchRow, wanted: NewLine, dish: GoodsRow, sequence: int, default_minutes: int
    ) -> LineRow:
        chosen = _options(dish, wanted)
        return LineRow(
            id=LineId(wanted.id or self._work.unit.new_id()),
            order_id=batch.order_id,
            batch_id=batch.id,
            sequence=sequence,
            goods_id=dish.id,
            name=dish.name,
            unit=dish.unit,
            quantity=wanted.quantity,
            options=tuple(option.name for option in chosen),
            note=wanted.note,
            allergies=tuple(wanted.allergies),
            price_fen=_price(dish, chosen),
            state=LineState.WAITING,
            marks=(),
            station_ids=dish.station_ids,
            notify_count=0,
            rush_count=0,
            placed_at=self._now,
            promised_at=promise(self._now, dish.target_minutes, default_minutes),
            seen_at=None,
            started_at=None,
            ready_at=None,
            notified_at=None,
            picked_up_at=None,
            delivered_at=None,
            cancelled_at=None,
            cancel_reason=None,
            rushed_at=None,
            remake_of=None,
            last_action=None,
            last_key=None,
            version=1,
        )

    def _take_portions(
        self, docket: Docket, batch: BatchRow, goods: Mapping[GoodsId, GoodsRow]
    ) -> None:
        lines = docket.lines_of(batch.id)
        counted = [line for line in lines if goods[line.goods_id].remaining is not None]
        if counted:
            self._work.ports.menu.take(orders.portions(counted))
            docket.counted.update(line.id for line in counted)


def _check_shape(wanted: PlaceOrder) -> None:
    if not wanted.lines:
        raise Invalid("order.empty", "lines")
    if len(wanted.lines) > MAX_LINES:
        raise Invalid("order.too_many_lines", "lines", {"at_most": MAX_LINES})
    for index, line in enumerate(wanted.lines):
        if not 1 <= line.quantity <= MAX_QUANTITY:
            raise Invalid(
                "line.quantity",
                f"lines[{index}].quantity",
                {"at_least": 1, "at_most": MAX_QUANTITY},
            )
        if len(line.note) > MAX_NOTE:
            raise Invalid("line.note_too_long", f"lines[{index}].note", {"at_most": MAX_NOTE})


def _check_options(dish: GoodsRow, line: NewLine, index: int) -> None:
    """Each option is one of the dish's, named once, and every group has as many as it asks for."""
    chosen = set(line.option_ids)
    known = {option.id for group in dish.option_groups for option in group.options}
    is_fit = len(chosen) == len(line.option_ids) and chosen <= known
    for group in dish.option_groups:
        count = sum(option.id in chosen for option in group.options)
        is_fit = is_fit and group.at_least <= count <= group.at_most
    if not is_fit:
        raise Invalid("option.invalid", f"lines[{index}].option_ids", {"goods_id": dish.id})


def _check_sold_out(wanted: PlaceOrder, goods: Mapping[GoodsId, GoodsRow]) -> None:
    portions: dict[GoodsId, int] = {}
    for line in wanted.lines:
        goods_id = GoodsId(line.goods_id)
        portions[goods_id] = portions.get(goods_id, 0) + line.quantity
    missing = [
        {
            "goods_id": dish.id,
            "name": dish.name,
            "remaining": 0 if dish.sold_out else dish.remaining,
        }
        for goods_id, count in portions.items()
        if (dish := goods[goods_id]).sold_out
        or (dish.remaining is not None and dish.remaining < count)
    ]
    if missing:
        raise Refused("goods.sold_out", {"goods": missing})


def _check_prices(wanted: PlaceOrder, goods: Mapping[GoodsId, GoodsRow]) -> None:
    """What the guest saw is only compared; a difference is answered with the menu as it is."""
    changed = {}
    fields = []
    for index, line in enumerate(wanted.lines):
        dish = goods[GoodsId(line.goods_id)]
        price = _price(dish, _options(dish, line))
        if line.price_fen is not None and line.price_fen != price:
            fields.append({"field": f"lines[{index}].price_fen", "price_fen": price})
            changed[dish.id] = msgspec.to_builtins(dish)
    if changed:
        raise Refused("order.price_changed", {"lines": fields, "goods": list(changed.values())})


def _options(dish: GoodsRow, line: NewLine) -> list[Option]:
    """The chosen options, in the menu's order."""
    chosen = set(line.option_ids)
    return [x for group in dish.option_groups for x in group.options if x.id in chosen]


def _price(dish: GoodsRow, chosen: list[Option]) -> Fen:
    """Of one unit."""
    return Fen(dish.price_fen + sum(option.extra_fen for option in chosen))
