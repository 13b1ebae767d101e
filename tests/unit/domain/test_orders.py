"""What an order makes of its lines: its price, its promise, its end; and the calling screen."""

from datetime import timedelta

from common.domain.call_board import call_ticket
from common.domain.kitchen import LineState, MarkKind
from common.domain.marks import acknowledged, concerns_kitchen, open_marks, with_mark
from common.domain.orders import count_open_marks, following_lines, promised, total, unfinished
from common.domain.promise import Ageing, ageing
from common.domain.rows import OrderState
from tests.support.rows import EVENING, a_batch, a_line, a_mark, an_order

S = LineState
MINUTE = timedelta(minutes=1)


def test_cancelled_lines_cost_nothing() -> None:
    batch = a_batch(an_order())
    lines = [
        a_line(batch, price_fen=2800, quantity=2),
        a_line(batch, price_fen=800, state=S.CANCELLED),
    ]
    assert total(lines) == 5600


def test_with_its_last_line_the_order_is_cancelled() -> None:
    order = an_order()
    batch = a_batch(order)
    gone, waiting = a_line(batch, state=S.CANCELLED), a_line(batch)
    assert following_lines(order, [gone, waiting]).state is OrderState.OPEN
    assert following_lines(order, [gone, gone]).state is OrderState.CANCELLED
    completed = an_order(state=OrderState.COMPLETED)
    assert following_lines(completed, [gone]).state is OrderState.COMPLETED


def test_only_delivered_and_cancelled_lines_are_finished() -> None:
    batch = a_batch(an_order())
    lines = [a_line(batch, state=state) for state in S]
    assert {line.state for line in unfinished(lines)} == set(S) - {S.DELIVERED, S.CANCELLED}


def test_a_batch_is_promised_for_its_latest_open_line() -> None:
    batch = a_batch(an_order())
    soon, late = (a_line(batch, promised_at=EVENING + x * MINUTE) for x in (5, 25))
    assert promised(batch, [soon, late]).promised_at == late.promised_at
    gone = a_line(batch, promised_at=late.promised_at, state=S.PICKED_UP)
    assert promised(batch, [soon, gone]).promised_at == soon.promised_at
    assert promised(batch, [gone]).promised_at == batch.promised_at


def test_due_at_four_fifths_late_at_the_promise() -> None:
    until = EVENING + 15 * MINUTE
    assert ageing(EVENING, until, EVENING + 11 * MINUTE) is Ageing.NORMAL
    assert ageing(EVENING, until, EVENING + 12 * MINUTE) is Ageing.DUE
    assert ageing(EVENING, until, until) is Ageing.LATE


def test_a_mark_stands_until_it_is_acknowledged_and_twice_is_once() -> None:
    line = a_line(a_batch(an_order()), marks=(a_mark(MarkKind.RUSH), a_mark(MarkKind.STOP)))
    once = acknowledged(line.marks, MarkKind.RUSH, EVENING)
    assert acknowledged(once, MarkKind.RUSH, EVENING + MINUTE) == once
    assert count_open_marks([line]) == 2
    again = with_mark(once, a_mark(MarkKind.RUSH, EVENING + MINUTE))
    assert len(again) == 2
    assert [x.kind for x in open_marks(a_line(a_batch(an_order()), marks=again))] == [
        MarkKind.STOP,
        MarkKind.RUSH,
    ]


def test_a_closed_order_concerns_the_kitchen_while_a_mark_is_open() -> None:
    order = an_order(state=OrderState.CANCELLED)
    batch = a_batch(order)
    marked = a_line(batch, state=S.CANCELLED, marks=(a_mark(MarkKind.CANCEL),))
    seen = a_line(
        batch, state=S.CANCELLED, marks=(a_mark(MarkKind.CANCEL, acknowledged_at=EVENING),)
    )
    assert concerns_kitchen(order, [marked, seen])
    assert not concerns_kitchen(order, [seen])


class TestCallTicket:
    def test_making_while_nothing_is_notified(self) -> None:
        order = an_order()
        batch = a_batch(order)
        ticket = call_ticket(order, [a_line(batch), a_line(batch, state=S.READY)])
        assert ticket is not None
        assert (ticket.collect, ticket.since, ticket.number) == (False, EVENING, order.number)

    def test_please_collect_until_picked_up(self) -> None:
        order = an_order()
        batch = a_batch(order)
        notified = a_line(batch, state=S.NOTIFIED, notify_count=2)
        ticket = call_ticket(order, [a_line(batch), notified])
        assert ticket is not None
        assert (ticket.collect, ticket.calls, ticket.called_at) == (True, 2, notified.notified_at)
        picked_up = a_line(batch, state=S.PICKED_UP)
        assert call_ticket(order, [picked_up]) is None

    def test_a_closed_order_is_not_called(self) -> None:
        order = an_order(state=OrderState.COMPLETED)
        assert call_ticket(order, [a_line(a_batch(order), state=S.NOTIFIED)]) is None
