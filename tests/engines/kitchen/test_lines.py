"""Cooks, waiters, guests and the desk at one dish: who may, what is told, what stays as it was."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from common.domain import streams
from common.domain.errors import Forbidden, Invalid, NotFound, Refused
from common.domain.happenings import (
    LineRemade,
    LineRushed,
    LinesCancelled,
    LinesNotified,
    LinesPickedUp,
    LinesStarted,
    LineStopRequested,
    OrderClosed,
)
from common.domain.ids import LineId
from common.domain.kitchen import CancelReason, LineAction, LineState, MarkKind, Outcome
from common.domain.roles import Actor, Role
from common.domain.rows import LineRow, OrderState
from common.wire.answers import OrderBody
from common.wire.events import EventKind
from common.wire.requests import (
    Acknowledge,
    CancelLine,
    Clean,
    LineCommand,
    OrderLinesCommand,
    Recall,
    Remake,
    SoldOut,
    Split,
    Stop,
)
from server.kitchen import repository
from server.kitchen.models import Trail
from tests.support.clock import FakeClock
from tests.support.house import (
    CAKE,
    CALL_BOARD,
    CASHIER,
    COLA,
    COOK,
    DUMPLINGS,
    HOT,
    MANAGER,
    MINUTE,
    NOODLE_COOK,
    NOODLES,
    PAD,
    PAD_802,
    ROOM_801,
    SHOP,
    STRANGE_COOK,
    STRANGER,
    WAITER,
    House,
    an_id,
    cake,
    cola,
    dumplings,
    fish,
)

A, S = LineAction, LineState
KITCHEN = streams.kitchen(SHOP)


def the_line(body: OrderBody, index: int = 0) -> LineRow:
    return [line for batch in body.batches for line in batch.lines][index]


def now_at(house: House, order: OrderBody, index: int = 0) -> LineRow:
    """The line as it is stored now."""
    docket = house.units.run_read(lambda s: repository.dockets(s, SHOP, [order.id]))[0]
    wanted = the_line(order, index).id
    return docket.lines[LineId(wanted)]


def state_of(house: House, order: OrderBody) -> OrderState:
    return house.units.run_read(lambda s: repository.dockets(s, SHOP, [order.id]))[0].order.state


def acting(line_id: str, action: LineAction, **over: Any) -> Any:  # Any: a command on the kitchen
    return lambda kitchen: kitchen.lines.act(line_id, action, LineCommand(**over))


# ── the steps ────────────────────────────────────────────────────────────────────────────────────


def test_a_dish_from_the_stove_to_the_guest(house: House) -> None:
    order = house.place(PAD)
    line_id = the_line(order).id
    house.happenings.clear()
    body = house.act(COOK, line_id, A.START, A.FINISH, A.NOTIFY, A.PICK_UP, A.DELIVER)
    assert (body.line.state, body.line.version) == (S.DELIVERED, 6)
    assert [type(x) for x in house.happenings] == [LinesStarted, LinesNotified, LinesPickedUp]
    assert state_of(house, order) is OrderState.OPEN, "an order ends with the visit"


def test_picking_up_needs_no_notify(house: House) -> None:
    line_id = the_line(house.place(PAD)).id
    assert house.act(WAITER, the_started(house, line_id), A.PICK_UP).line.state is S.PICKED_UP


def the_started(house: House, line_id: str) -> str:
    house.act(COOK, line_id, A.START, A.FINISH)
    return line_id


def test_second_tap_on_start_changes_nothing(house: House) -> None:
    line_id = the_line(house.place(PAD)).id
    first = house.act(COOK, line_id, A.START)
    before = house.everything()
    second = house.act(COOK, line_id, A.START)
    assert (second.outcome, second.line) == (Outcome.SAME, first.line)
    assert house.everything() == before


def test_notifying_again_tells_again(house: House) -> None:
    line_id = the_started(house, the_line(house.place(PAD)).id)
    house.happenings.clear()
    house.act(COOK, line_id, A.NOTIFY)
    body = house.act(WAITER, line_id, A.NOTIFY)
    assert (body.outcome, body.line.notify_count, body.line.state) == (Outcome.AGAIN, 2, S.NOTIFIED)
    assert [x.again for x in house.happenings if isinstance(x, LinesNotified)] == [False, True]
    assert [kind for kind, _ in house.events(KITCHEN)][-2:] == [EventKind.LINE_NOTIFIED] * 2


def test_a_step_that_the_table_refuses_says_where_the_line_is(house: House) -> None:
    line_id = the_line(house.place(PAD)).id
    refusal = house.refused(COOK, acting(line_id, A.FINISH))
    assert (type(refusal), refusal.code) == (Refused, "line.refused")
    assert refusal.facts == {"state": S.WAITING, "action": A.FINISH}


def test_no_step_on_an_order_that_is_closed(house: House) -> None:
    order = house.place(PAD, dumplings(), cola())
    house.act(COOK, the_line(order).id, A.START)
    forced = Clean(force=True, reason="客人走了")
    house.do(CASHIER, lambda kitchen: kitchen.cleaning.clean(ROOM_801, forced))
    for action in (A.START, A.FINISH):
        assert house.refused(COOK, acting(the_line(order).id, action)).code == "order.closed"


def test_a_tap_that_waited_tells_when_it_was_done(house: House, clock: FakeClock) -> None:
    order = house.place(PAD)
    clock.advance(10 * MINUTE)
    tapped = clock.now() - 3 * MINUTE
    body = house.act(COOK, the_line(order).id, A.START, done_at=tapped)
    assert body.line.started_at == tapped
    early = house.act(COOK, the_line(order).id, A.FINISH, done_at=tapped - timedelta(hours=1))
    assert early.line.ready_at == tapped, "not before it was started"


def test_a_tap_that_was_meant_for_another_guest(house: House) -> None:
    order, other = house.place(PAD), house.place(PAD_802)
    line_id = the_line(order).id
    refusal = house.refused(COOK, acting(line_id, A.START, stay_id=other.stay_id))
    assert (refusal.code, refusal.facts) == ("stay.changed", {"stay_id": other.stay_id})
    assert house.act(COOK, line_id, A.START, stay_id=order.stay_id).line.state is S.COOKING


def test_every_change_leaves_who_did_it_and_when(house: House, clock: FakeClock) -> None:
    order = house.place(PAD)
    clock.advance(MINUTE)
    house.act(MANAGER, the_line(order).id, A.START, key="tap")
    rows = house.units.run_read(
        lambda s: s.execute(
            select(Trail.what, Trail.role, Trail.staff_id, Trail.key, Trail.before, Trail.after)
            .where(Trail.order_id == order.id)
            .order_by(Trail.id)
        ).all()
    )
    assert [tuple(row) for row in rows] == [
        ("place", Role.PAD, None, None, "", ""),
        ("start", Role.MANAGER, MANAGER.staff_id, "tap", "waiting", "cooking"),
    ]


# ── who may ──────────────────────────────────────────────────────────────────────────────────────

MAY = {
    A.START: (COOK, MANAGER),
    A.FINISH: (COOK, MANAGER),
    A.NOTIFY: (COOK, WAITER, CASHIER, MANAGER),
    A.PICK_UP: (COOK, WAITER, CASHIER, MANAGER),
    A.DELIVER: (COOK, WAITER, CASHIER, MANAGER),
}
EVERYBODY = (PAD, COOK, CASHIER, WAITER, CALL_BOARD, MANAGER)


@pytest.mark.parametrize("action", list(MAY))
def test_the_wrong_role_is_told_so(house: House, action: LineAction) -> None:
    before = list(MAY)[: list(MAY).index(action)]
    for actor in EVERYBODY:
        line_id = the_line(house.place(CASHIER, cola(), room_id=ROOM_801), -1).id
        if before:
            house.act(COOK, line_id, *before)
        if actor in MAY[action]:
            assert house.act(actor, line_id, action).outcome is Outcome.MOVED
        else:
            refusal = house.refused(actor, acting(line_id, action))
            assert (type(refusal), refusal.code) == (Forbidden, "role.forbidden")


@pytest.mark.parametrize(
    ("actor", "state"),
    [(WAITER, A.START), (WAITER, A.FINISH), (PAD, A.NOTIFY), (PAD, A.DELIVER)],
)
def test_who_may_not_do_a_step_may_not_take_it_back(
    house: House, actor: Actor, state: LineAction
) -> None:
    steps = (A.START, A.FINISH, A.NOTIFY, A.PICK_UP, A.DELIVER)
    line_id = the_line(house.place(PAD)).id
    line = house.act(COOK, line_id, *steps[: steps.index(state) + 1]).line
    refusal = house.refused(actor, recalling(line_id, from_state=line.state))
    assert refusal.code == "role.forbidden"


def test_a_guest_sees_and_reaches_no_other_guests_line(house: House) -> None:
    line_id = the_line(house.place(PAD)).id
    cancel = CancelLine()
    for actor in (PAD_802, STRANGER):
        refusal = house.refused(actor, lambda kitchen: kitchen.lines.cancel(line_id, cancel))
        assert (type(refusal), refusal.code) == (NotFound, "line.unknown")
    assert house.refused(STRANGE_COOK, acting(line_id, A.START)).code == "line.unknown"


# ── recall ───────────────────────────────────────────────────────────────────────────────────────


def recalling(line_id: str, **over: Any) -> Any:  # Any: a command on the kitchen
    return lambda kitchen: kitchen.lines.recall(line_id, Recall(**over))


def test_undo_takes_back_exactly_what_was_tapped(house: House) -> None:
    line_id = the_line(house.place(PAD)).id
    house.act(COOK, line_id, A.START, key="tap 1")
    house.act(COOK, line_id, A.FINISH, key="tap 2")
    assert house.refused(COOK, recalling(line_id, undoes="tap 1")).code == "line.refused"
    body = house.do(COOK, recalling(line_id, undoes="tap 2"), "tap 3")
    assert (body.line.state, body.line.ready_at) == (S.COOKING, None)
    assert house.refused(COOK, recalling(line_id, undoes="tap 2")).code == "line.refused"


def test_one_step_back_from_what_was_seen(house: House) -> None:
    line_id = the_started(house, the_line(house.place(PAD)).id)
    assert house.refused(COOK, recalling(line_id, from_state=S.COOKING)).code == "line.refused"
    assert house.do(COOK, recalling(line_id, from_state=S.READY)).line.state is S.COOKING


def test_a_recall_says_what_it_means(house: House) -> None:
    line_id = the_started(house, the_line(house.place(PAD)).id)
    refusal = house.refused(COOK, recalling(line_id))
    assert (type(refusal), refusal.code) == (Invalid, "recall.which")


# ── cancel ───────────────────────────────────────────────────────────────────────────────────────


def cancelling(line_id: str, reason: CancelReason = CancelReason.GUEST) -> Any:
    # Any: a command on the kitchen
    return lambda kitchen: kitchen.lines.cancel(line_id, CancelLine(reason=reason))


def test_a_cancelled_dish_costs_nothing_and_waits_for_a_cooks_word(house: House) -> None:
    order = house.place(PAD, dumplings(), cola())
    house.do(PAD, cancelling(the_line(order).id))
    after = house.place(PAD, cola())
    assert after.total_fen == 1600
    assert [x.kind for x in now_at(house, order).marks] == [MarkKind.CANCEL]
    told = next(x for x in house.happenings if isinstance(x, LinesCancelled))
    assert (told.reason, told.by) == (CancelReason.GUEST, Role.PAD)


def test_a_cook_who_cancels_says_why(house: House) -> None:
    order = house.place(PAD, cola(), dumplings())
    line_id, other_id = (line.id for line in order.batches[0].lines)
    some = OrderLinesCommand(line_ids=[line_id, other_id])
    for silent in (
        lambda k: k.lines.cancel(line_id, CancelLine()),
        lambda k: k.orders.cancel_order(order.id, CancelLine()),
        lambda k: k.orders.act(order.id, LineAction.CANCEL, some),
    ):
        refusal = house.refused(COOK, silent)
        assert (refusal.code, refusal.facts) == ("reason.missing", {"field": "reason"})

    mistake = CancelLine(reason=CancelReason.MISTAKE)
    after = house.do(COOK, lambda k: k.lines.cancel(line_id, mistake)).line
    assert after.cancel_reason is CancelReason.MISTAKE
    by_guest = house.do(PAD, lambda k: k.lines.cancel(other_id, CancelLine())).line
    assert by_guest.cancel_reason is CancelReason.GUEST


def test_the_last_cancelled_line_cancels_the_order(house: House) -> None:
    order = house.place(PAD, dumplings(), cola())
    house.do(PAD, cancelling(the_line(order, 0).id))
    assert state_of(house, order) is OrderState.OPEN
    house.do(PAD, cancelling(the_line(order, 1).id))
    assert state_of(house, order) is OrderState.CANCELLED
    assert isinstance(house.happenings[-1], OrderClosed)
    again = house.do(PAD, cancelling(the_line(order, 1).id))
    assert again.outcome is Outcome.SAME


def test_what_is_on_the_stove_is_not_cancelled(house: House) -> None:
    order = house.place(PAD)
    house.act(COOK, the_line(order).id, A.START)
    for actor in (PAD, CASHIER, COOK):
        assert house.refused(actor, cancelling(the_line(order).id)).code == "line.refused"


@pytest.mark.parametrize("actor", [WAITER, CALL_BOARD])
def test_who_may_not_cancel(house: House, actor: Actor) -> None:
    assert house.refused(actor, cancelling(the_line(house.place(PAD)).id)).code == "role.forbidden"


def test_a_whole_order_goes_only_if_nobody_began(house: House) -> None:
    order = house.place(PAD, dumplings(), cola())
    house.act(COOK, the_line(order).id, A.START)
    refusal = house.refused(PAD, lambda k: k.orders.cancel_order(order.id, CancelLine()))
    assert refusal.code == "order.started"
    named = [{"line_id": the_line(order).id, "name": "水饺", "quantity": 2, "state": S.COOKING}]
    assert refusal.facts == {"lines": named}


def test_cancelling_an_order_twice_is_once(house: House) -> None:
    order = house.place(PAD, dumplings(), cola())
    first = house.do(PAD, lambda k: k.orders.cancel_order(order.id, CancelLine()))
    before = house.everything()
    second = house.do(PAD, lambda k: k.orders.cancel_order(order.id, CancelLine()))
    assert (first.state, first.total_fen, second) == (OrderState.CANCELLED, 0, first)
    assert house.everything() == before


def test_a_batch_can_go_alone(house: House) -> None:
    order = house.place(PAD, dumplings())
    added = house.place(PAD, cola())
    house.act(COOK, the_line(order).id, A.START)
    batch_id = added.batches[1].id
    after = house.do(PAD, lambda k: k.orders.cancel_batch(batch_id, CancelLine()))
    assert (after.state, after.total_fen) == (OrderState.OPEN, 5600)
    foreign = house.refused(PAD_802, lambda k: k.orders.cancel_batch(batch_id, CancelLine()))
    assert foreign.code == "batch.unknown"


# ── rush, stop, split, remake, acknowledge ───────────────────────────────────────────────────────


def rushing(line_id: str) -> Any:  # Any: a command on the kitchen
    return lambda kitchen: kitchen.lines.rush(line_id, LineCommand())


def test_a_guest_rushes_after_the_promise_and_then_every_five_minutes(
    house: House, clock: FakeClock
) -> None:
    line = the_line(house.place(PAD))
    refusal = house.refused(PAD, rushing(line.id))
    assert (refusal.code, refusal.facts) == ("rush.too_early", {"next_at": line.promised_at})
    clock.advance(15 * MINUTE)
    house.do(PAD, rushing(line.id))
    refusal = house.refused(PAD, rushing(line.id))
    assert refusal.facts == {"next_at": line.promised_at + 5 * MINUTE}
    assert house.do(WAITER, rushing(line.id)).line.rush_count == 2
    assert sum(isinstance(x, LineRushed) for x in house.happenings) == 2


def test_a_rush_stands_until_a_cook_says_so_and_twice_is_once(house: House) -> None:
    line_id = the_line(house.place(PAD)).id
    house.do(CASHIER, rushing(line_id))
    seen = Acknowledge(mark=MarkKind.RUSH)
    first = house.do(COOK, lambda kitchen: kitchen.lines.acknowledge(line_id, seen))
    second = house.do(COOK, lambda kitchen: kitchen.lines.acknowledge(line_id, seen))
    assert first.line.marks[0].acknowledged_at is not None
    assert (second.outcome, second.line) == (Outcome.SAME, first.line)
    refusal = house.refused(WAITER, lambda kitchen: kitchen.lines.acknowledge(line_id, seen))
    assert refusal.code == "role.forbidden"


def test_a_stop_leaves_the_dish_where_it_is(house: House) -> None:
    line_id = the_line(house.place(PAD)).id
    stop = Stop(reason="客人走了")
    refusal = house.refused(CASHIER, lambda kitchen: kitchen.lines.stop(line_id, stop))
    assert refusal.facts == {"state": S.WAITING, "action": "stop"}
    house.act(COOK, line_id, A.START)
    body = house.do(CASHIER, lambda kitchen: kitchen.lines.stop(line_id, stop))
    assert (body.line.state, body.line.marks[0].text) == (S.COOKING, "客人走了")
    assert isinstance(house.happenings[-1], LineStopRequested)
    assert house.refused(COOK, lambda k: k.lines.stop(line_id, stop)).code == "role.forbidden"


def test_part_of_a_dish_is_ready_first(house: House) -> None:
    order = house.place(PAD, dumplings(5))
    line_id, new_id = the_line(order).id, an_id()
    house.act(COOK, line_id, A.START)
    split = Split(quantity=2, new_id=new_id)
    kept = house.do(COOK, lambda kitchen: kitchen.lines.split(line_id, split)).line
    ready = house.act(COOK, new_id, A.FINISH).line
    assert (kept.quantity, kept.state, ready.quantity, ready.state) == (3, S.COOKING, 2, S.READY)
    assert house.place(PAD, cola()).total_fen == 5 * 2800 + 800
    taken = house.refused(COOK, lambda kitchen: kitchen.lines.split(line_id, split))
    assert taken.code == "id.taken"


def test_a_part_that_was_counted_gives_back_its_own(house: House) -> None:
    order = house.place(PAD, cake(3))
    split = Split(quantity=1, new_id=an_id())
    house.do(COOK, lambda kitchen: kitchen.lines.split(the_line(order).id, split))
    assert split.new_id is not None
    house.do(PAD, cancelling(split.new_id))
    dish = house.catalog(lambda catalog: catalog.dishes([CAKE])[CAKE])
    assert dish.remaining == 1


def test_a_remake_is_free_first_in_the_queue_and_told_once(house: House, clock: FakeClock) -> None:
    order = house.place(PAD)
    line = the_line(order)
    house.act(COOK, line.id, A.START, A.FINISH)
    clock.advance(5 * MINUTE)
    remake = Remake(quantity=1, reason="打翻了", new_id=an_id())
    body = house.do(WAITER, lambda kitchen: kitchen.lines.remake(line.id, remake))
    again = body.line
    assert (again.state, again.price_fen, again.remake_of) == (S.WAITING, 0, line.id)
    assert again.promised_at == line.promised_at
    assert sum(isinstance(x, LineRemade) for x in house.happenings) == 1
    assert house.place(PAD, cola()).total_fen == 5600 + 800


# ── many lines at once ───────────────────────────────────────────────────────────────────────────


def test_the_screen_acts_on_exactly_what_it_shows(house: House) -> None:
    order = house.place(PAD, dumplings(), cola(), fish())
    first, second, third = (the_line(order, index).id for index in range(3))
    house.act(COOK, second, A.START)
    house.do(PAD, cancelling(third))
    shown = OrderLinesCommand(line_ids=[first, second, third])
    body = house.do(COOK, lambda kitchen: kitchen.orders.act(order.id, A.START, shown))
    assert [(x.outcome, x.state, x.code) for x in body.results] == [
        (Outcome.MOVED, S.COOKING, ""),
        (Outcome.SAME, S.COOKING, ""),
        (Outcome.REFUSED, S.CANCELLED, "line.refused"),
    ]
    assert [kind for kind, _ in house.events(KITCHEN)][-1] == EventKind.LINE_CHANGED
    started = [x for x in house.happenings if isinstance(x, LinesStarted)][-1]
    assert [line.id for line in started.lines] == [first]


def test_a_line_of_another_order_is_unknown_there(house: House) -> None:
    order, other = house.place(PAD), house.place(PAD_802)
    shown = OrderLinesCommand(line_ids=[the_line(order).id, the_line(other).id])
    refusal = house.refused(COOK, lambda k: k.orders.act(order.id, A.START, shown))
    assert (refusal.code, refusal.facts) == ("line.unknown", {"line_id": the_line(other).id})


def test_a_whole_order_is_taken_back_by_its_key(house: House) -> None:
    order = house.place(PAD, dumplings(), cola())
    ids: list[str] = [the_line(order, index).id for index in range(2)]
    shown = OrderLinesCommand(line_ids=ids)
    house.act(COOK, ids[1], A.START, key="another")
    house.do(COOK, lambda k: k.orders.act(order.id, A.START, shown), "all")
    undo = OrderLinesCommand(line_ids=ids, undoes="all")
    body = house.do(COOK, lambda k: k.orders.act(order.id, A.RECALL, undo))
    assert [x.outcome for x in body.results] == [Outcome.MOVED, Outcome.REFUSED]


# ── what the kitchen has seen ────────────────────────────────────────────────────────────────────


def test_the_kitchen_really_has_it(house: House, clock: FakeClock) -> None:
    order = house.place(PAD, dumplings(), fish())
    ids = [LineId(the_line(order, index).id) for index in range(2)]
    clock.advance(MINUTE)
    house.do(NOODLE_COOK, lambda kitchen: kitchen.orders.lines_seen(ids))
    assert now_at(house, order, 0).seen_at == clock.now()
    assert now_at(house, order, 1).seen_at is None, "not of its stations"
    house.do(COOK, lambda kitchen: kitchen.orders.lines_seen(ids))
    seen = house.place(PAD, cola())
    assert seen.batches[0].seen_at == clock.now()
    before = house.everything()
    house.do(COOK, lambda kitchen: kitchen.orders.lines_seen(ids))
    assert house.everything() == before, "the first acknowledgement counts"


def test_dishes_go_to_their_stations(house: House) -> None:
    order = house.place(PAD, dumplings(), fish(), cola())
    assert [the_line(order, index).station_ids for index in range(3)] == [(NOODLES,), (HOT,), ()]


# ── sold out ─────────────────────────────────────────────────────────────────────────────────────


def test_selling_out_leaves_what_was_started(house: House) -> None:
    order = house.place(PAD, dumplings())
    house.act(COOK, the_line(order).id, A.START)
    gone = house.do(COOK, lambda k: k.orders.sold_out(DUMPLINGS, SoldOut(waiting="cancel")))
    assert (gone.goods.sold_out, gone.cancelled_lines) == (True, [])


@pytest.mark.parametrize("actor", [PAD, WAITER, CASHIER])
def test_who_may_not_sell_out(house: House, actor: Actor) -> None:
    refusal = house.refused(actor, lambda k: k.orders.sold_out(COLA, SoldOut()))
    assert refusal.code == "role.forbidden"


def test_a_dish_of_another_shop_is_unknown(house: House) -> None:
    refusal = house.refused(STRANGE_COOK, lambda k: k.orders.sold_out(COLA, SoldOut()))
    assert (type(refusal), refusal.code) == (NotFound, "goods.unknown")
