"""Which tickets a kitchen screen shows, in what order, and when they leave."""

from __future__ import annotations

from datetime import datetime, timedelta

from common.domain.board import Board, board
from common.domain.ids import StationId
from common.domain.kitchen import LineState, MarkKind
from common.domain.promise import Ageing
from common.domain.rows import BatchRow, LineRow, OrderRow
from tests.support.rows import EVENING, a_batch, a_line, a_mark, an_order, by_id, station

HOT, COLD = station("热菜"), station("凉菜")
PICKED_UP_AT = EVENING + timedelta(minutes=5)


def shown(
    orders: list[OrderRow],
    batches: list[BatchRow],
    lines: list[LineRow],
    *stations: StationId,
    now: datetime = EVENING + timedelta(minutes=1),
) -> Board:
    return board(by_id(orders), batches, lines, stations, now)


def test_oldest_promise_comes_first() -> None:
    late, early = an_order(number=9), an_order(number=10)
    slow = a_batch(late, promised_at=EVENING + timedelta(minutes=30))
    quick = a_batch(early, promised_at=EVENING + timedelta(minutes=8))
    lines = [
        a_line(slow, promised_at=slow.promised_at),
        a_line(quick, promised_at=quick.promised_at),
    ]
    tickets = shown([late, early], [slow, quick], lines).tickets
    assert [ticket.order.number for ticket in tickets] == [10, 9]


def test_a_station_sees_its_dishes_and_where_the_rest_is_cooked() -> None:
    order = an_order()
    batch = a_batch(order)
    hot, cold = a_line(batch, station_ids=(HOT,)), a_line(batch, station_ids=(COLD,), name="拍黄瓜")
    (ticket,) = shown([order], [batch], [hot, cold], HOT).tickets
    assert ticket.lines == (hot,)
    assert ticket.also_at == (COLD,)


def test_the_expo_view_sees_the_whole_order() -> None:
    order = an_order()
    batch = a_batch(order)
    lines = [a_line(batch, station_ids=(HOT,)), a_line(batch, station_ids=(COLD,))]
    (ticket,) = shown([order], [batch], lines).tickets
    assert len(ticket.lines) == 2
    assert ticket.also_at == ()


def test_a_dish_routed_nowhere_is_shown_everywhere() -> None:
    order = an_order()
    batch = a_batch(order)
    assert shown([order], [batch], [a_line(batch)], COLD).tickets


def test_a_finished_ticket_dims_for_ten_seconds_and_then_leaves_to_the_recall_list() -> None:
    order = an_order()
    batch = a_batch(order)
    line = a_line(batch, state=LineState.PICKED_UP)
    dimmed = shown([order], [batch], [line], now=PICKED_UP_AT + timedelta(seconds=9))
    gone = shown([order], [batch], [line], now=PICKED_UP_AT + timedelta(seconds=10))
    assert dimmed.tickets[0].is_dimmed
    assert gone.tickets == ()
    assert [ticket.order.id for ticket in gone.left] == [order.id]


def test_a_ticket_never_leaves_with_a_cancelled_line_that_no_cook_has_acknowledged() -> None:
    order = an_order()
    batch = a_batch(order)
    struck = a_line(batch, state=LineState.CANCELLED, marks=(a_mark(MarkKind.CANCEL),))
    hours_later = EVENING + timedelta(hours=3)
    kept = shown([order], [batch], [struck], now=hours_later)
    assert [ticket.is_dimmed for ticket in kept.tickets] == [False]
    assert [entry.line.id for entry in kept.to_acknowledge] == [struck.id]


def test_an_addon_to_a_ticket_that_left_brings_back_only_the_new_dishes() -> None:
    order = an_order()
    first = a_batch(order)
    second = a_batch(order, sequence=2, placed_at=EVENING + timedelta(minutes=20))
    served = a_line(first, state=LineState.DELIVERED)
    added = a_line(second, name="可乐")
    (ticket,) = shown([order], [first, second], [served, added], now=second.placed_at).tickets
    assert ticket.lines == (added,)
    assert ticket.clock_from == second.placed_at


def test_an_addon_to_a_ticket_that_is_still_there_stands_below_it_with_its_own_clock() -> None:
    order = an_order()
    first = a_batch(order)
    second = a_batch(order, sequence=2, placed_at=EVENING + timedelta(minutes=4))
    lines = [a_line(first, state=LineState.COOKING), a_line(second)]
    (ticket,) = shown([order], [first, second], lines, now=second.placed_at).tickets
    assert [block.is_addon for block in ticket.blocks] == [False, True]
    assert ticket.clock_from == first.placed_at


def test_a_ticket_is_due_at_four_fifths_of_its_promise_and_late_at_the_whole() -> None:
    order = an_order()
    batch = a_batch(order)
    (ticket,) = shown([order], [batch], [a_line(batch)]).tickets
    ages = [ticket.ageing(EVENING + timedelta(minutes=m)) for m in (11, 12, 14, 15, 40)]
    assert ages == [Ageing.NORMAL, Ageing.DUE, Ageing.DUE, Ageing.LATE, Ageing.LATE]


def test_all_day_counts_what_is_owed_and_what_is_on_the_stove() -> None:
    order = an_order()
    batch = a_batch(order)
    lines = [
        a_line(batch, quantity=5),
        a_line(batch, quantity=2, state=LineState.COOKING),
        a_line(batch, quantity=9, state=LineState.READY),
    ]
    (dumplings,) = shown([order], [batch], lines).all_day
    assert (dumplings.quantity, dumplings.cooking, dumplings.unit) == (7, 2, "份")


def test_a_remake_stands_first() -> None:
    order = an_order()
    batch = a_batch(order)
    first = a_line(batch, state=LineState.READY, sequence=1)
    remade = a_line(batch, sequence=2, remake_of=first.id)
    (ticket,) = shown([order], [batch], [first, remade]).tickets
    assert [line.id for line in ticket.lines] == [remade.id, first.id]
