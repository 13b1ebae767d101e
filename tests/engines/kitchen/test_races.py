"""Several people at the same thing in the same instant: the first at the server wins, nothing breaks."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

from sqlalchemy import func, select

from common.domain.errors import DomainError
from common.domain.kitchen import LineAction, LineState, Outcome
from common.domain.roles import Actor
from common.domain.rows import OrderState
from common.wire.answers import OrderBody
from common.wire.requests import (
    CancelLine,
    CheckIn,
    Clean,
    LineCommand,
    NewLine,
    SwapStays,
)
from server.kitchen import listing
from server.kitchen.models import Order
from server.kitchen.service import Kitchen
from tests.support.house import (
    CAKE,
    CASHIER,
    COOK,
    NOODLE_COOK,
    OTHER_DISH,
    OTHER_ROOM,
    PAD,
    PAD_802,
    ROOM_801,
    ROOM_802,
    STRANGER,
    WAITER,
    House,
    an_order_of,
    cake,
    cola,
    dumplings,
    fixed_id,
)

ROUNDS = 5
Deed = tuple[Actor, Callable[[Kitchen], Any]]  # Any: each command has its own answer


def at_once(house: House, deeds: Sequence[Deed]) -> list[Any]:
    """Do all deeds in the same instant, each in a thread; an answer is the refusal if one came."""
    start = Barrier(len(deeds))

    def one(deed: Deed) -> Any:
        start.wait()
        try:
            return house.do(*deed)
        except DomainError as refusal:
            return refusal

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(one, deeds))


def act(line_id: str, action: LineAction) -> Callable[[Kitchen], Any]:
    return lambda kitchen: kitchen.lines.act(line_id, action, LineCommand())


def place(wanted: Any, **over: Any) -> Callable[[Kitchen], Any]:
    return lambda kitchen: kitchen.placing.place(an_order_of(wanted, **over))


def _clean(room_id: str, kitchen: Kitchen) -> Any:
    return kitchen.cleaning.clean(room_id, Clean(force=True, reason="走了"))


def read(house: House, order_id: str) -> OrderBody:
    return house.units.run_read(lambda session: listing.order(session, CASHIER, order_id))


def codes(answers: Sequence[Any]) -> list[str]:
    return sorted(x.code for x in answers if isinstance(x, DomainError))


def test_two_kitchens_start_one_dish(house: House) -> None:
    for _ in range(ROUNDS):
        line_id = house.place(PAD, cola()).batches[-1].lines[0].id
        start = act(line_id, LineAction.START)
        answers = at_once(house, [(COOK, start), (NOODLE_COOK, start)])
        assert sorted(x.outcome for x in answers) == [Outcome.MOVED, Outcome.SAME]


def test_two_kitchens_finish_one_dish(house: House) -> None:
    for _ in range(ROUNDS):
        line_id = house.place(PAD, cola()).batches[-1].lines[0].id
        house.act(COOK, line_id, LineAction.START)
        finish = act(line_id, LineAction.FINISH)
        answers = at_once(house, [(COOK, finish), (NOODLE_COOK, finish)])
        assert codes(answers) == ["line.refused"]


def test_a_cancel_against_a_start(house: House) -> None:
    for _ in range(ROUNDS):
        line_id = house.place(PAD, cola()).batches[-1].lines[0].id

        def cancel(kitchen: Kitchen, line_id: str = line_id) -> Any:
            return kitchen.lines.cancel(line_id, CancelLine())

        answers = at_once(house, [(COOK, act(line_id, LineAction.START)), (PAD, cancel)])
        won = [x.line.state for x in answers if not isinstance(x, DomainError)]
        assert len(won) == 1
        assert won[0] in (LineState.COOKING, LineState.CANCELLED)
        assert codes(answers) in (["line.refused"], ["order.closed"])


def test_two_first_orders_of_a_walk_in_are_one_order(house: House) -> None:
    answers = at_once(house, [(PAD, place(dumplings())), (PAD, place(cola()))])
    assert len({x.id for x in answers}) == 1
    assert sorted(len(x.batches) for x in answers) == [1, 2]
    assert read(house, answers[0].id).total_fen == 5600 + 800


def test_two_add_ons_at_once_both_count(house: House) -> None:
    first = house.place(PAD)
    for batches in range(2, 2 + 2 * ROUNDS, 2):
        at_once(house, [(PAD, place(cola())), (CASHIER, place(cola(), room_id=ROOM_801))])
        after = read(house, first.id)
        assert [batch.sequence for batch in after.batches] == list(range(1, batches + 2))
        assert after.total_fen == 5600 + batches * 800


def test_the_last_portion_goes_to_one_guest(house: House) -> None:
    house.catalog(lambda catalog: catalog.set_remaining(CAKE, 1))
    answers = at_once(house, [(PAD, place(cake())), (PAD_802, place(cake())), (PAD, place(cake()))])
    assert codes(answers) == ["goods.sold_out", "goods.sold_out"]
    dish = house.catalog(lambda catalog: catalog.dishes([CAKE])[CAKE])
    assert dish.remaining == 0


def test_an_order_while_the_rooms_swap_goes_with_its_guest(house: House) -> None:
    one = house.do(CASHIER, lambda k: k.stays.check_in(ROOM_801, CheckIn())).stay
    other = house.do(CASHIER, lambda k: k.stays.check_in(ROOM_802, CheckIn())).stay
    swap = SwapStays(with_stay_id=other.id)
    _, placed = at_once(
        house,
        [
            (CASHIER, lambda kitchen: kitchen.moves.swap(one.id, swap)),
            (PAD, place(dumplings(), stay_id=one.id)),
        ],
    )
    if isinstance(placed, DomainError):
        assert placed.code == "stay.changed"
    else:
        after = read(house, placed.id)
        assert after.room is not None
        assert (after.stay_id, after.room.name) == (one.id, "802")
        assert [x.text for x in after.batches[0].lines[0].marks] == ["801→802"]


def test_an_order_against_a_clean_belongs_to_one_visit(house: House) -> None:
    for _ in range(ROUNDS):
        first = house.place(PAD)
        _, placed = at_once(
            house,
            [
                (WAITER, partial(_clean, ROOM_801)),
                (PAD, place(cola())),
            ],
        )
        assert read(house, first.id).state is not OrderState.OPEN
        after = read(house, placed.id)
        assert (after.state is OrderState.OPEN) == (after.stay_id != first.stay_id)
        house.do(WAITER, partial(_clean, ROOM_801))


def test_two_shops_that_name_their_batches_alike_get_one_of_them(house: House) -> None:
    """Shops do not wait for each other: both may look whether the id is free before either stores it."""
    for number in range(ROUNDS):
        batch_id = fixed_id(7_000 + number)
        theirs = place(
            NewLine(goods_id=OTHER_DISH, quantity=1), batch_id=batch_id, room_id=OTHER_ROOM
        )
        answers = at_once(house, [(PAD, place(cola(), batch_id=batch_id)), (STRANGER, theirs)])
        assert codes(answers) == ["id.taken"]


def test_numbers_have_no_gaps_when_everybody_orders_at_once(house: House) -> None:
    answers = []
    for _ in range(ROUNDS):
        answers += at_once(
            house,
            [
                (PAD, place(cake(9))),  # refused: draws no number
                (PAD_802, place(cola())),
                (CASHIER, place(cola(), room_id=ROOM_801)),
            ],
        )
        for room_id in (ROOM_801, ROOM_802):
            house.do(WAITER, partial(_clean, room_id))
    numbers = sorted({x.number for x in answers if isinstance(x, OrderBody)})
    assert numbers == list(range(1, 2 * ROUNDS + 1))
    stored = house.units.run_read(lambda s: s.scalar(select(func.count()).select_from(Order)))
    assert stored == 2 * ROUNDS
