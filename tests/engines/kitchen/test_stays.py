"""Guests arrive, move, leave; rooms are cleaned; and nobody ever meets another guest's order."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from common.domain import streams
from common.domain.errors import DomainError, Invalid, NotFound, Refused
from common.domain.happenings import OrderClosed, RoomStaysChanged, StayEnded, StayMoved
from common.domain.ids import Fen, StayId
from common.domain.kitchen import CancelReason, LineAction, LineState, MarkKind
from common.domain.line_changes import ROOM_CLEANED
from common.domain.roles import Actor
from common.domain.rows import OrderState, RoomState, StayRow, StayState
from common.wire.answers import OrderBody, RoomBody, StayBody
from common.wire.requests import (
    Acknowledge,
    CancelLine,
    ChangeTags,
    CheckIn,
    Clean,
    Leave,
    MergeStays,
    MoveStay,
    OpenStay,
    SwapStays,
    TransferBatch,
)
from server.kitchen import listing
from server.kitchen.listing import OrderFilter
from server.kitchen.models import Unsettled
from server.kitchen.ports import NoBills
from tests.support.clock import FakeClock
from tests.support.house import (
    APPROVED,
    CAKE,
    CASHIER,
    CLERK,
    COOK,
    MANAGER,
    MINUTE,
    OTHER_ROOM,
    PAD,
    PAD_802,
    ROOM_801,
    ROOM_802,
    ROOM_805,
    SHOP,
    STRANGER,
    WAITER,
    House,
    an_order_of,
    cake,
    cola,
    dumplings,
)

A, S = LineAction, LineState
TO_THE_GUEST = (A.START, A.FINISH, A.PICK_UP, A.DELIVER)
FORCED = Clean(force=True, reason="客人走了")


def check_in(house: House, room_id: str, tag: str | None = None) -> StayBody:
    return house.do(CASHIER, lambda kitchen: kitchen.stays.check_in(room_id, CheckIn(hand_tag=tag)))


def clean(house: House, room_id: str, wanted: Clean | None = None) -> RoomBody:
    return house.do(WAITER, lambda kitchen: kitchen.cleaning.clean(room_id, wanted or Clean()))


def leave(house: House, room_id: str) -> RoomBody:
    return house.do(CASHIER, lambda kitchen: kitchen.cleaning.leave_room(room_id, Leave()))


def orders_seen(house: House, actor: Actor) -> list[OrderBody]:
    """What a terminal reads of orders."""
    every = OrderFilter(None, None, None, None, None, 50)
    return house.units.run_read(lambda session: listing.find(session, actor, every)).items


def read(house: House, order: OrderBody) -> OrderBody:
    return house.units.run_read(lambda session: listing.order(session, CASHIER, order.id))


def deliver_all(house: House, order: OrderBody) -> None:
    for batch in order.batches:
        for line in batch.lines:
            house.act(COOK, line.id, *TO_THE_GUEST)


# ── checking in ──────────────────────────────────────────────────────────────────────────────────


def test_checking_in_opens_the_rooms_stay(house: House) -> None:
    body = check_in(house, ROOM_801)
    assert (body.stay.is_walk_in, body.adopted) == (False, False)
    assert body.room is not None
    assert body.room.state is RoomState.OCCUPIED
    assert house.place(PAD).stay_id == body.stay.id


def test_checking_in_adopts_a_walk_in_with_its_order(house: House) -> None:
    order = house.place(PAD)
    body = check_in(house, ROOM_801)
    assert (body.adopted, body.stay.id, body.stay.is_walk_in) == (True, order.stay_id, False)
    assert house.place(PAD, cola()).id == order.id


def test_a_room_has_one_room_stay_and_any_number_of_tags(house: House) -> None:
    check_in(house, ROOM_801)
    for tag in ("1", "2", "3"):
        assert check_in(house, ROOM_801, tag).stay.hand_tags == (tag,)
    again = CheckIn()
    refusal = house.refused(CASHIER, lambda kitchen: kitchen.stays.check_in(ROOM_801, again))
    assert refusal.code == "room.occupied"


def test_a_tag_is_in_one_open_stay(house: House) -> None:
    check_in(house, ROOM_801, "12")
    elsewhere = CheckIn(hand_tag="12")
    refusal = house.refused(CASHIER, lambda kitchen: kitchen.stays.check_in(ROOM_802, elsewhere))
    assert (refusal.code, refusal.facts) == ("tag.in_use", {"hand_tags": ["12"]})
    clean(house, ROOM_801)
    assert check_in(house, ROOM_802, "12").stay.hand_tags == ("12",)


def test_a_stay_is_for_somebody(house: House) -> None:
    refusal = house.refused(CASHIER, lambda kitchen: kitchen.stays.open(OpenStay()))
    assert (type(refusal), refusal.code) == (Invalid, "stay.for_nobody")


@pytest.mark.parametrize("actor", [PAD, COOK, WAITER])
def test_who_may_not_check_in(house: House, actor: Actor) -> None:
    refusal = house.refused(actor, lambda kitchen: kitchen.stays.check_in(ROOM_801, CheckIn()))
    assert refusal.code == "role.forbidden"


def test_a_lost_tag_is_blocked_and_the_guest_keeps_the_order(house: House) -> None:
    stay = check_in(house, ROOM_801, "12").stay
    order = house.place(CASHIER, hand_tag="12")
    lost = ChangeTags(lost=["12"], add=["13"])
    body = house.do(CASHIER, lambda kitchen: kitchen.stays.change_tags(stay.id, lost))
    assert body.stay.hand_tags == ("13",)
    assert read(house, order).hand_tag == "13"
    assert house.place(CASHIER, cola(), hand_tag="13").id == order.id
    found = CheckIn(hand_tag="12")
    refusal = house.refused(CASHIER, lambda kitchen: kitchen.stays.check_in(ROOM_802, found))
    assert refusal.code == "tag.blocked"
    assert refused_order(house, CASHIER, hand_tag="12").code == "tag.not_checked_in"


def test_the_last_tag_of_a_guest_without_a_room_stays_on(house: House) -> None:
    stay = house.do(CASHIER, lambda k: k.stays.open(OpenStay(hand_tags=["9"]))).stay
    off = ChangeTags(remove=["9"])
    refusal = house.refused(CASHIER, lambda kitchen: kitchen.stays.change_tags(stay.id, off))
    assert refusal.code == "stay.for_nobody"


def refused_order(
    house: House, actor: Actor, **over: Any
) -> DomainError:  # Any: fields of the body
    return house.refused(actor, lambda kitchen: kitchen.placing.place(an_order_of(**over)))


# ── leaving and cleaning ─────────────────────────────────────────────────────────────────────────


def test_an_evening_ends_with_a_vacant_room_and_a_blank_pad(house: House) -> None:
    order = house.place(PAD)
    deliver_all(house, order)
    assert leave(house, ROOM_801).room.state is RoomState.TO_CLEAN
    assert orders_seen(house, PAD) == []
    house.happenings.clear()
    body = clean(house, ROOM_801)
    assert (body.room.state, body.ended_stays) == (RoomState.VACANT, [order.stay_id])
    assert (read(house, order).state, orders_seen(house, PAD)) == (OrderState.COMPLETED, [])
    assert [type(x) for x in house.happenings] == [OrderClosed, StayEnded, RoomStaysChanged]


def test_cleaning_twice_is_once(house: House) -> None:
    check_in(house, ROOM_801)
    clean(house, ROOM_801)
    before = house.everything()
    assert clean(house, ROOM_801).ended_stays == []
    assert house.everything() == before


def test_cleaning_ends_every_stay_of_the_room(house: House) -> None:
    ended = {check_in(house, ROOM_801, tag).stay.id for tag in (None, "1", "2")}
    other = check_in(house, ROOM_802).stay
    assert set(clean(house, ROOM_801).ended_stays) == ended
    assert house.place(PAD_802).stay_id == other.id


def test_an_unfinished_dish_stands_in_the_way(house: House) -> None:
    order = house.place(PAD, dumplings(), cola())
    done, waiting = order.batches[0].lines
    house.act(COOK, done.id, *TO_THE_GUEST)
    refusal = house.refused(WAITER, lambda kitchen: kitchen.cleaning.clean(ROOM_801, Clean()))
    assert (type(refusal), refusal.code) == (Refused, "room.unfinished")
    assert refusal.facts == {
        "lines": [
            {
                "line_id": waiting.id,
                "order_id": order.id,
                "number": 1,
                "name": "可乐",
                "quantity": 1,
                "state": S.WAITING,
            }
        ],
        "balances": [],
    }


class Owing(NoBills):
    def balances(self, ending: Sequence[StayRow]) -> dict[StayId, Fen]:
        return {stay.id: Fen(5600) for stay in ending}


def test_a_balance_stands_in_the_way_and_is_recorded_when_forced(house: House) -> None:
    stay = check_in(house, ROOM_801).stay
    house.bills = Owing()
    refusal = house.refused(WAITER, lambda kitchen: kitchen.cleaning.clean(ROOM_801, Clean()))
    assert refusal.facts["balances"] == [{"stay_id": stay.id, "balance_fen": 5600}]
    clean(house, ROOM_801, FORCED)
    row = house.units.run_read(lambda s: s.execute(select(Unsettled.__table__)).one())
    assert (row.stay_id, row.balance_fen, row.reason, row.device_id) == (
        stay.id,
        5600,
        "客人走了",
        WAITER.device_id,
    )


def test_force_needs_a_reason(house: House) -> None:
    house.place(PAD)
    silent = Clean(force=True, reason=" ")
    refusal = house.refused(WAITER, lambda kitchen: kitchen.cleaning.clean(ROOM_801, silent))
    assert (type(refusal), refusal.code) == (Invalid, "reason.missing")


def test_forced_cleaning_cancels_what_waits_and_stops_what_cooks(house: House) -> None:
    order = house.place(PAD, dumplings(), cake(2))
    house.act(COOK, order.batches[0].lines[0].id, A.START)
    clean(house, ROOM_801, FORCED)
    after = read(house, order)
    stopped, gone = after.batches[0].lines
    assert after.state is OrderState.COMPLETED
    assert (stopped.state, [x.text for x in stopped.marks]) == (S.COOKING, [ROOM_CLEANED])
    assert (gone.state, gone.cancel_reason) == (S.CANCELLED, CancelReason.ROOM_CLEANED)
    assert dish_remaining(house) == 3
    assert order.id in on_board(house), "until a cook says so"
    acknowledge(house, stopped.id, MarkKind.STOP)
    acknowledge(house, gone.id, MarkKind.CANCEL)
    assert order.id not in on_board(house)


def acknowledge(house: House, line_id: str, mark: MarkKind) -> None:
    seen = Acknowledge(mark=mark)
    house.do(COOK, lambda kitchen: kitchen.lines.acknowledge(line_id, seen))


def dish_remaining(house: House) -> int | None:
    return house.catalog(lambda catalog: catalog.dishes([CAKE])[CAKE]).remaining


def on_board(house: House) -> set[str]:
    return set(house.snapshot(streams.kitchen(SHOP), FakeClock().now())["orders"])


def test_forced_cleaning_of_nothing_but_waiting_dishes_cancels_the_order(house: House) -> None:
    order = house.place(PAD)
    clean(house, ROOM_801, FORCED)
    assert read(house, order).state is OrderState.CANCELLED


def test_a_late_clean_never_hits_the_next_guest(house: House) -> None:
    first = house.place(PAD)
    clean(house, ROOM_801, FORCED)
    second = house.place(PAD)
    late = Clean(stay_id=first.stay_id, force=True, reason="晚到")
    refusal = house.refused(WAITER, lambda kitchen: kitchen.cleaning.clean(ROOM_801, late))
    assert (refusal.code, read(house, second).state) == ("stay.changed", OrderState.OPEN)
    gone = Leave(stay_id=first.stay_id)
    refusal = house.refused(CASHIER, lambda k: k.cleaning.leave_room(ROOM_801, gone))
    assert refusal.code == "stay.changed"


def test_a_guest_without_a_room_ends_by_close_under_the_same_rules(house: House) -> None:
    stay = house.do(CASHIER, lambda k: k.stays.open(OpenStay(hand_tags=["9"]))).stay
    order = house.place(CASHIER, hand_tag="9")
    refusal = house.refused(WAITER, lambda kitchen: kitchen.cleaning.close(stay.id, Clean()))
    assert refusal.code == "room.unfinished"
    deliver_all(house, order)
    body = house.do(WAITER, lambda kitchen: kitchen.cleaning.close(stay.id, Clean()))
    assert (body.stay.state, read(house, order).state) == (StayState.ENDED, OrderState.COMPLETED)


@pytest.mark.parametrize("actor", [PAD, COOK])
def test_who_may_not_clean(house: House, actor: Actor) -> None:
    refusal = house.refused(actor, lambda kitchen: kitchen.cleaning.clean(ROOM_801, Clean()))
    assert refusal.code == "role.forbidden"


def test_another_shops_room_and_stay_are_unknown(house: House) -> None:
    stay = check_in(house, ROOM_801).stay
    for command in (
        lambda kitchen: kitchen.cleaning.clean(ROOM_801, Clean()),
        lambda kitchen: kitchen.cleaning.close(stay.id, Clean()),
        lambda kitchen: kitchen.moves.move(stay.id, MoveStay(room_id=OTHER_ROOM)),
    ):
        assert type(house.refused(STRANGER, command)) is NotFound


# ── opening again ────────────────────────────────────────────────────────────────────────────────


def test_reopening_undoes_the_clean_with_the_same_number(house: House, clock: FakeClock) -> None:
    order = house.place(PAD, dumplings(), cake(2))
    house.act(COOK, order.batches[0].lines[0].id, A.START)
    leave(house, ROOM_801)
    clean(house, ROOM_801, FORCED)
    clock.advance(MINUTE)
    body = house.do(MANAGER, lambda k: k.cleaning.reopen(order.stay_id, "清错了"))
    after = read(house, order)
    assert body.room is not None
    assert (body.stay.state, body.room.state) == (StayState.OPEN, RoomState.TO_CLEAN)
    assert (after.state, after.number) == (OrderState.OPEN, order.number)
    assert [(x.state, x.marks) for x in after.batches[0].lines] == [
        (S.COOKING, ()),
        (S.WAITING, ()),
    ]
    assert (after.total_fen, dish_remaining(house)) == (order.total_fen, 1)


def test_not_once_the_rooms_next_guests_are_in(house: House, clock: FakeClock) -> None:
    order = house.place(PAD)
    clean(house, ROOM_801, FORCED)
    clock.advance(MINUTE)
    house.place(PAD)
    refusal = house.refused(MANAGER, lambda k: k.cleaning.reopen(order.stay_id, "清错了"))
    assert refusal.code == "room.next_stay"
    clean(house, ROOM_801, FORCED)
    refusal = house.refused(MANAGER, lambda k: k.cleaning.reopen(order.stay_id, "清错了"))
    assert refusal.code == "room.next_stay"


def test_an_open_stay_is_not_reopened(house: House) -> None:
    stay = check_in(house, ROOM_801).stay
    refusal = house.refused(MANAGER, lambda k: k.cleaning.reopen(stay.id, "?"))
    assert refusal.code == "stay.open"
    refusal = house.refused(WAITER, lambda k: k.cleaning.reopen(stay.id, "?"))
    assert refusal.code == "role.forbidden"


def test_a_visit_is_opened_again_by_a_manager_or_with_ones_yes(house: House) -> None:
    order = house.place(PAD)
    clean(house, ROOM_801, FORCED)
    for actor in (CASHIER, CLERK):
        refusal = house.refused(actor, lambda k: k.cleaning.reopen(order.stay_id, "清错了"))
        assert refusal.code == "manager.required"
    house.do(CLERK, lambda k: k.cleaning.reopen(order.stay_id, "清错了"), approver=APPROVED)
    assert house.answers_for("stay", "reopen") == [APPROVED.staff_id]


def test_a_bill_parts_by_somebody_in_person(house: House) -> None:
    one, other = check_in(house, ROOM_801).stay, check_in(house, ROOM_802).stay
    house.do(CASHIER, lambda k: k.moves.merge(one.id, MergeStays(into_stay_id=other.id)))
    refusal = house.refused(CASHIER, lambda k: k.moves.unmerge(one.id, "分开付"))
    assert refusal.code == "staff.required"
    house.do(CLERK, lambda k: k.moves.unmerge(one.id, "分开付"))
    assert house.answers_for("stay", "unmerge") == [CLERK.staff_id]


# ── moving ───────────────────────────────────────────────────────────────────────────────────────


def moving(stay_id: str, room_id: str) -> Any:  # Any: a command on the kitchen
    return lambda kitchen: kitchen.moves.move(stay_id, MoveStay(room_id=room_id))


def test_the_order_follows_the_guest_and_the_old_pad_is_blank(house: House) -> None:
    order = house.place(PAD, dumplings(), cola())
    cooking, delivered = order.batches[0].lines
    house.act(COOK, cooking.id, A.START)
    house.act(COOK, delivered.id, *TO_THE_GUEST)
    house.happenings.clear()
    house.do(CASHIER, moving(order.stay_id, ROOM_805))
    after = read(house, order)
    assert after.room is not None
    assert (after.room.name, after.number) == ("805", order.number)
    assert [[x.text for x in line.marks] for line in after.batches[0].lines] == [["801→805"], []]
    assert orders_seen(house, PAD) == []
    assert (house.room(ROOM_801).state, house.room(ROOM_805).state) == (
        RoomState.VACANT,
        RoomState.OCCUPIED,
    )
    told = house.happenings[0]
    assert isinstance(told, StayMoved)
    assert (told.from_room, told.to_room) == ("801", "805")
    assert {x.room_id for x in house.happenings if isinstance(x, RoomStaysChanged)} == {
        ROOM_801,
        ROOM_805,
    }


def test_a_second_move_still_says_where_the_cooks_think_it_goes(house: House) -> None:
    order = house.place(PAD)
    house.do(CASHIER, moving(order.stay_id, ROOM_805))
    house.do(CASHIER, moving(order.stay_id, ROOM_802))
    assert [x.text for x in read(house, order).batches[0].lines[0].marks] == ["801→802"]


def test_an_order_that_waited_at_the_old_pad_finds_the_guest_gone(house: House) -> None:
    order = house.place(PAD)
    house.do(CASHIER, moving(order.stay_id, ROOM_805))
    assert refused_order(house, PAD, stay_id=order.stay_id).code == "stay.changed"
    line_id = order.batches[0].lines[0].id
    meant = CancelLine(stay_id=order.stay_id)
    refusal = house.refused(PAD, lambda kitchen: kitchen.lines.cancel(line_id, meant))
    assert refusal.code == "stay.changed"
    refusal = house.refused(PAD, lambda kitchen: kitchen.lines.cancel(line_id, CancelLine()))
    assert refusal.code == "line.unknown"


def test_no_move_into_a_room_that_is_taken_or_to_be_cleaned(house: House) -> None:
    stay_id = house.place(PAD).stay_id
    house.place(PAD_802)
    assert house.refused(CASHIER, moving(stay_id, ROOM_802)).code == "room.occupied"
    leave(house, ROOM_802)
    assert house.refused(CASHIER, moving(stay_id, ROOM_802)).code == "room.to_clean"
    assert house.refused(CASHIER, moving(stay_id, OTHER_ROOM)).code == "room.unknown"


def test_two_rooms_swap(house: House) -> None:
    one, other = house.place(PAD), house.place(PAD_802)
    swap = SwapStays(with_stay_id=other.stay_id)
    house.do(CASHIER, lambda kitchen: kitchen.moves.swap(one.stay_id, swap))
    assert [x.id for x in orders_seen(house, PAD)] == [other.id]
    assert [x.id for x in orders_seen(house, PAD_802)] == [one.id]
    marks = [read(house, x).batches[0].lines[0].marks[0].text for x in (one, other)]
    assert marks == ["801→802", "802→801"]


def test_bills_merge_and_part(house: House) -> None:
    one, other = check_in(house, ROOM_801).stay, check_in(house, ROOM_802).stay
    into = MergeStays(into_stay_id=other.id)
    body = house.do(CASHIER, lambda kitchen: kitchen.moves.merge(one.id, into))
    assert body.stay.bill_stay_id == other.id
    back = MergeStays(into_stay_id=one.id)
    refusal = house.refused(CASHIER, lambda kitchen: kitchen.moves.merge(other.id, back))
    assert refusal.code == "stay.bill_elsewhere"
    assert house.do(CLERK, lambda k: k.moves.unmerge(one.id, "分开付")).stay.bill_stay_id is None


def test_a_batch_goes_to_the_guest_whom_it_was_meant_for(house: House) -> None:
    mine = house.place(PAD, dumplings())
    wrong = house.place(PAD, cola())
    theirs = house.place(PAD_802, dumplings())
    batch_id = wrong.batches[1].id
    to_them = TransferBatch(stay_id=theirs.stay_id, reason="送错房")
    body = house.do(CASHIER, lambda kitchen: kitchen.moves.transfer(batch_id, to_them))
    assert (body.id, body.total_fen, len(body.batches)) == (theirs.id, 5600 + 800, 2)
    assert [x.text for x in body.batches[1].lines[0].marks] == ["801→802"]
    assert (read(house, mine).total_fen, len(read(house, mine).batches)) == (5600, 1)
    drops = [body.drop for _, body in house.events(streams.stay(StayId(mine.stay_id)))][-1]
    assert drops["batches"] == (batch_id,), "the wrong guest's pad forgets it"


def test_the_emptied_order_is_cancelled_and_the_new_one_gets_the_next_number(house: House) -> None:
    mine = house.place(PAD)
    guest = check_in(house, ROOM_802).stay
    to_them = TransferBatch(stay_id=guest.id, reason="送错房")
    batch_id = mine.batches[0].id
    body = house.do(CASHIER, lambda kitchen: kitchen.moves.transfer(batch_id, to_them))
    assert (body.number, body.state) == (2, OrderState.OPEN)
    assert read(house, mine).state is OrderState.CANCELLED
