"""A snapshot is one moment, and events lead from one snapshot to the next."""

from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from common.domain.calls import CallAction
from common.domain.errors import Forbidden
from common.domain.kitchen import LineAction
from common.domain.roles import Actor, Role
from common.wire.events import Snapshot
from common.wire.requests import CancelLine, CheckIn, Clean, LineCommand, SoldOut
from server.views.snapshot import snapshot
from tests.support.house import (
    CALL_BOARD,
    CASHIER,
    COLA,
    COOK,
    PAD,
    PAD_802,
    ROOM_801,
    ROOM_802,
    SHOP,
    WAITER,
    cola,
    dumplings,
    fish,
)
from tests.support.sync import Screen
from tests.support.talk import SECOND, Talk

EVERYBODY = (COOK, CALL_BOARD, CASHIER, WAITER, PAD)


def screens(talk: Talk) -> list[Screen]:
    return [Screen(talk.units, talk.clock, actor) for actor in EVERYBODY]


def check_in(talk: Talk) -> None:
    talk.do(CASHIER, lambda kitchen: kitchen.stays.check_in(ROOM_801, CheckIn()))


async def test_an_evening_keeps_every_screen_in_step(talk: Talk) -> None:
    check_in(talk)
    watching = screens(talk)

    def in_step() -> None:
        for screen in watching:
            screen.assert_in_step()
        talk.clock.advance(SECOND)

    order = talk.place(dumplings(2), fish(1))
    in_step()
    talk.place(cola(3))
    in_step()
    noodles, steamed = order.batches[0].lines
    talk.do(COOK, lambda kitchen: kitchen.orders.lines_seen([noodles.id, steamed.id]))
    in_step()
    talk.act(LineAction.START, noodles, steamed)
    in_step()
    talk.do(WAITER, lambda kitchen: kitchen.lines.rush(steamed.id, LineCommand()))
    in_step()
    talk.act(LineAction.FINISH, noodles)
    talk.act(LineAction.NOTIFY, noodles)
    in_step()
    talk.act(LineAction.NOTIFY, noodles)
    in_step()
    talk.act(LineAction.PICK_UP, noodles)
    talk.act(LineAction.DELIVER, noodles)
    in_step()
    call = talk.call("加水")
    in_step()
    talk.answer(call, CallAction.ACCEPT)
    in_step()
    talk.answer(call, CallAction.DONE)
    in_step()
    talk.do(COOK, lambda kitchen: kitchen.orders.sold_out(COLA, SoldOut(waiting="cancel")))
    in_step()
    await talk.pass_time(40 * SECOND)
    in_step()


async def test_a_cancelled_order_leaves_the_screens_that_it_should_leave(talk: Talk) -> None:
    check_in(talk)
    watching = screens(talk)
    order = talk.place(dumplings())

    talk.do(PAD, lambda kitchen: kitchen.lines.cancel(order.batches[0].lines[0].id, CancelLine()))

    for screen in watching:
        screen.assert_in_step()


async def test_cleaning_leaves_nothing_of_the_guest_on_any_screen(talk: Talk) -> None:
    check_in(talk)
    talk.place(dumplings())
    talk.call("加水")
    watching = [Screen(talk.units, talk.clock, actor) for actor in (COOK, CASHIER, WAITER)]

    talk.do(
        CASHIER,
        lambda kitchen: kitchen.cleaning.clean(ROOM_801, Clean(force=True, reason="走了")),
    )

    for screen in watching:
        screen.assert_in_step()
    pad = Screen(talk.units, talk.clock, PAD)
    for table in ("stays", "orders", "batches", "lines", "service_calls"):
        assert pad.rows(table) == [], table


async def test_a_pad_is_given_nothing_of_another_room(talk: Talk) -> None:
    talk.equip(PAD_802)
    talk.place(dumplings())
    talk.call("加水")

    other = Screen(talk.units, talk.clock, PAD_802)

    assert [room.id for room in other.rows("rooms")] == [ROOM_802]
    for table in ("stays", "orders", "batches", "lines", "service_calls", "call_tickets"):
        assert other.rows(table) == [], table
    assert len(other.rows("goods")) > 0


async def test_without_a_terminal_there_is_no_snapshot(talk: Talk) -> None:
    with pytest.raises(Forbidden, match=r"device\.required"):
        talk.units.run_read(lambda s: snapshot(s, Actor(SHOP, Role.MANAGER), talk.clock.now()))


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: str(actor.role))
async def test_a_commit_between_any_two_reads_changes_nothing(talk: Talk, actor: Actor) -> None:
    """Wherever the commit falls, the tables are those of the positions."""
    check_in(talk)
    talk.place(dumplings())
    statements = 0
    while True:
        before = _taken(talk, actor)
        interrupted = _Interrupted(talk, after=statements + 1)

        assert interrupted.snapshot(actor) == before, f"after statement {statements + 1}"
        if not interrupted.has_happened:
            break
        statements += 1

    assert statements > 5


def _taken(talk: Talk, actor: Actor) -> Snapshot:
    return talk.units.run_read(lambda s: snapshot(s, actor, talk.clock.now()))


class _Interrupted:
    """A snapshot during which somebody orders, right after its `after`-th statement."""

    def __init__(self, talk: Talk, after: int) -> None:
        self._talk = talk
        self._left = after
        self.has_happened = False

    def snapshot(self, actor: Actor) -> Snapshot:
        def read(session: Session) -> Snapshot:
            connection = session.connection()
            event.listen(connection, "after_cursor_execute", self._count)
            try:
                return snapshot(session, actor, self._talk.clock.now())
            finally:
                event.remove(connection, "after_cursor_execute", self._count)

        return self._talk.units.run_read(read)

    def _count(self, *_: Any) -> None:  # Any: SQLAlchemy's own arguments
        self._left -= 1
        if self._left == 0:
            self._talk.place(fish(1))
            self.has_happened = True
