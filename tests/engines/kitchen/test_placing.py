"""From a guest's tap to a numbered order: whose it is, what it costs, and what is refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from common.domain.errors import Invalid, NotFound, Refused
from common.domain.happenings import OrderPlaced, RoomStaysChanged
from common.domain.kitchen import CancelReason, LineAction
from common.domain.roles import Actor
from common.domain.rows import OrderSource, OrderState, RoomState
from common.wire.requests import (
    CancelLine,
    CheckIn,
    Clean,
    Leave,
    NewLine,
    OpenStay,
    PlaceOrder,
    SoldOut,
)
from server.shop.models import Shop
from tests.support.clock import FakeClock
from tests.support.house import (
    CAKE,
    CALL_BOARD,
    CASHIER,
    COLA,
    COOK,
    DUMPLINGS,
    FISH,
    MENU,
    MINUTE,
    OTHER_DISH,
    OTHER_ROOM,
    PAD,
    PAD_802,
    ROOM_801,
    ROOM_802,
    SHOP,
    SPICY,
    STRANGER,
    VINEGAR,
    WAITER,
    House,
    an_id,
    an_order_of,
    cake,
    cola,
    dumplings,
    fish,
)


def placing(*lines: NewLine, **over: Any) -> Any:  # Any: a command on the kitchen
    wanted = an_order_of(*lines, **over)
    return lambda kitchen: kitchen.placing.place(wanted)


# ── merging ──────────────────────────────────────────────────────────────────────────────────────


def test_the_first_order_of_a_walk_in_opens_its_stay_and_is_number_one(house: House) -> None:
    body = house.place(PAD, dumplings(2), fish())
    assert (body.number, body.total_fen, body.state) == (1, 2 * 2800 + 8800, OrderState.OPEN)
    assert (body.source, body.room.name if body.room else None) == (OrderSource.PAD, "801")
    assert house.room(ROOM_801).state is RoomState.OCCUPIED
    assert [type(x) for x in house.happenings] == [OrderPlaced, RoomStaysChanged]


def test_what_the_same_guest_adds_joins_the_order_as_a_new_batch(house: House) -> None:
    first = house.place(PAD, dumplings(1))
    second = house.place(PAD, fish(), note="少盐")
    assert (second.id, second.number, second.total_fen) == (first.id, first.number, 2800 + 8800)
    assert [batch.sequence for batch in second.batches] == [1, 2]
    placed = [x.joined for x in house.happenings if isinstance(x, OrderPlaced)]
    assert placed == [False, True]


def test_another_room_has_an_order_of_its_own(house: House) -> None:
    assert [house.place(PAD).number, house.place(PAD_802).number] == [1, 2]


def test_a_completed_order_is_never_joined(house: House) -> None:
    first = house.place(PAD)
    line_id = first.batches[0].lines[0].id
    house.act(
        COOK,
        line_id,
        LineAction.START,
        LineAction.FINISH,
        LineAction.PICK_UP,
        LineAction.DELIVER,
    )
    house.do(CASHIER, lambda kitchen: kitchen.cleaning.clean(ROOM_801, Clean()))
    again = house.place(PAD)
    assert (again.number, again.id != first.id, again.stay_id != first.stay_id) == (2, True, True)


def test_a_cancelled_order_is_never_joined(house: House) -> None:
    first = house.place(PAD)
    house.do(PAD, lambda kitchen: kitchen.orders.cancel_order(first.id, CancelLine()))
    again = house.place(PAD)
    assert (again.id != first.id, again.stay_id, again.number) == (True, first.stay_id, 2)


def test_the_batch_and_lines_keep_the_names_that_the_device_gave(house: House) -> None:
    batch_id, line_id = an_id(), an_id()
    body = house.place(PAD, dumplings(id=line_id), batch_id=batch_id)
    assert (body.batches[0].id, body.batches[0].lines[0].id) == (batch_id, line_id)


# ── whose ────────────────────────────────────────────────────────────────────────────────────────


def check_in(house: House, room_id: str, tag: str | None = None) -> str:
    return house.do(
        CASHIER, lambda kitchen: kitchen.stays.check_in(room_id, CheckIn(hand_tag=tag))
    ).stay.id


def test_a_pad_orders_for_the_room_stay_before_any_tag(house: House) -> None:
    check_in(house, ROOM_801, "12")
    room_stay = check_in(house, ROOM_801)
    assert house.place(PAD).stay_id == room_stay


def test_with_one_tag_stay_alone_the_pad_orders_for_it(house: House) -> None:
    stay_id = check_in(house, ROOM_801, "12")
    body = house.place(PAD)
    assert (body.stay_id, body.hand_tag, body.source) == (stay_id, "12", OrderSource.PAD)


def test_with_several_tag_stays_the_pad_must_say_which(house: House) -> None:
    check_in(house, ROOM_801, "12")
    second = check_in(house, ROOM_801, "13")
    refusal = house.refused(PAD, placing())
    assert (refusal.code, refusal.facts) == ("stay.tag_needed", {"hand_tags": ["12", "13"]})
    body = house.place(PAD, hand_tag="13")
    assert (body.stay_id, body.hand_tag, body.source) == (second, "13", OrderSource.HAND_TAG)


def test_a_tag_that_is_not_checked_in(house: House) -> None:
    refusal = house.refused(CASHIER, placing(hand_tag="77"))
    assert (type(refusal), refusal.code) == (NotFound, "tag.not_checked_in")


def test_a_pad_does_not_reach_a_tag_of_another_room(house: House) -> None:
    check_in(house, ROOM_802, "12")
    assert house.refused(PAD, placing(hand_tag="12")).code == "tag.not_checked_in"


def test_a_tag_without_a_room_orders_at_the_desk(house: House) -> None:
    house.do(CASHIER, lambda kitchen: kitchen.stays.open(OpenStay(hand_tags=["9"])))
    body = house.place(CASHIER, hand_tag="9")
    assert (body.room, body.hand_tag, body.source) == (None, "9", OrderSource.HAND_TAG)


def test_the_desk_and_the_waiter_order_for_a_room(house: House) -> None:
    first = house.place(CASHIER, room_id=ROOM_801)
    assert (first.source, house.place(WAITER, stay_id=first.stay_id).id) == (
        OrderSource.CASHIER,
        first.id,
    )
    assert house.refused(CASHIER, placing()).code == "order.for_whom"


@pytest.mark.parametrize(
    ("actor", "room_id"),
    [(PAD, ROOM_802), (CASHIER, OTHER_ROOM), (STRANGER, ROOM_801), (PAD, OTHER_ROOM)],
    ids=["other room's pad", "other shop's room", "stranger", "pad in another shop"],
)
def test_a_room_of_somebody_else_is_unknown(house: House, actor: Actor, room_id: str) -> None:
    refusal = house.refused(actor, placing(room_id=room_id))
    assert (type(refusal), refusal.code) == (NotFound, "room.unknown")


def test_a_guest_of_somebody_else_is_unknown(house: House) -> None:
    theirs = house.place(PAD_802).stay_id
    for actor in (PAD, STRANGER):
        refusal = house.refused(actor, placing(stay_id=theirs))
        assert (type(refusal), refusal.code) == (NotFound, "stay.unknown")


@pytest.mark.parametrize("actor", [COOK, CALL_BOARD])
def test_who_may_not_order(house: House, actor: Actor) -> None:
    assert house.refused(actor, placing(room_id=ROOM_801)).code == "role.forbidden"


# ── an order that waited ─────────────────────────────────────────────────────────────────────────


def test_an_order_that_waited_for_a_guest_who_left_never_hits_the_next(house: House) -> None:
    first = house.place(PAD)
    house.do(CASHIER, lambda k: k.cleaning.clean(ROOM_801, Clean(force=True, reason="客人走了")))
    house.place(PAD)
    refusal = house.refused(PAD, placing(stay_id=first.stay_id))
    assert (type(refusal), refusal.code) == (Refused, "stay.changed")
    assert house.refused(CASHIER, placing(stay_id=first.stay_id)).code == "stay.changed"


def test_an_order_past_its_time_is_not_sent_by_itself(house: House, clock: FakeClock) -> None:
    valid_until = clock.now() + 10 * MINUTE
    clock.advance(10 * MINUTE + timedelta(seconds=1))
    refusal = house.refused(PAD, placing(valid_until=valid_until))
    assert (refusal.code, refusal.facts) == ("order.too_late", {"valid_until": valid_until})


def test_no_order_from_a_room_that_waits_for_cleaning(house: House) -> None:
    house.place(PAD)
    house.do(CASHIER, lambda kitchen: kitchen.cleaning.leave_room(ROOM_801, Leave()))
    for actor in (PAD, CASHIER):
        assert house.refused(actor, placing(room_id=ROOM_801)).code == "room.to_clean"


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time of March 2026 in Shanghai."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def numbered(house: House, actor: Actor = CASHIER) -> tuple[str, int]:
    """A fresh order's business day and number."""
    tag = f"T{an_id()[-8:]}"
    house.do(actor, lambda kitchen: kitchen.stays.open(OpenStay(hand_tags=[tag])))
    body = house.place(actor, cola(), hand_tag=tag)
    return str(body.business_day), body.number


def test_numbers_begin_again_at_three_in_the_morning(house: House, clock: FakeClock) -> None:
    clock.set(at(5, 2, 59))
    assert [numbered(house), numbered(house)] == [("2026-03-04", 1), ("2026-03-04", 2)]
    clock.set(at(5, 3, 0))
    assert numbered(house) == ("2026-03-05", 1)


def test_an_order_keeps_its_number_over_the_cut(house: House, clock: FakeClock) -> None:
    clock.set(at(5, 2, 59))
    first = house.place(PAD)
    clock.set(at(5, 3, 1))
    added = house.place(PAD)
    assert (added.id, added.number, added.business_day) == (
        first.id,
        first.number,
        first.business_day,
    )


def test_the_business_day_never_goes_back(house: House, clock: FakeClock) -> None:
    clock.set(at(5, 3, 1))
    assert numbered(house) == ("2026-03-05", 1)
    clock.set(at(5, 2, 30))
    assert numbered(house) == ("2026-03-05", 2)


def test_a_refused_placement_draws_no_number(house: House) -> None:
    assert numbered(house)[1] == 1
    house.refused(CASHIER, placing(cake(9), room_id=ROOM_801))
    assert numbered(house)[1] == 2


def test_each_shop_counts_for_itself(house: House) -> None:
    house.place(PAD)
    body = house.place(STRANGER, NewLine(goods_id=OTHER_DISH, quantity=1), room_id=OTHER_ROOM)
    assert body.number == 1


# ── prices and portions ──────────────────────────────────────────────────────────────────────────


def test_the_servers_price_counts_with_its_options(house: House) -> None:
    with_vinegar = dumplings(3, option_ids=[VINEGAR], price_fen=3000)
    body = house.place(PAD, with_vinegar)
    line = body.batches[0].lines[0]
    assert (line.price_fen, line.options, body.total_fen) == (3000, ("加醋",), 9000)


def test_a_price_that_changed_is_answered_with_the_menu_as_it_is(house: House) -> None:
    refusal = house.refused(PAD, placing(cola(price_fen=800), dumplings(price_fen=2700)))
    assert refusal.code == "order.price_changed"
    assert refusal.facts["lines"] == [{"field": "lines[1].price_fen", "price_fen": 2800}]
    assert [dish["id"] for dish in refusal.facts["goods"]] == [DUMPLINGS]  # type: ignore[attr-defined]


def test_portions_count_down_and_the_last_is_the_last(house: House) -> None:
    house.place(PAD, cake(2))
    refusal = house.refused(PAD, placing(cake(1), cake(1)))
    named = [{"goods_id": CAKE, "name": "年糕", "remaining": 1}]
    assert (refusal.code, refusal.facts) == ("goods.sold_out", {"goods": named})
    house.place(PAD, cake(1))
    assert dish(house, CAKE).sold_out
    named[0]["remaining"] = 0
    assert house.refused(PAD, placing(cake())).facts == {"goods": named}


def test_a_cancel_gives_its_portions_back_once(house: House) -> None:
    line_id = house.place(PAD, cake(3)).batches[0].lines[0].id
    for _ in range(2):
        house.do(PAD, lambda kitchen: kitchen.lines.cancel(line_id, CancelLine()))
    assert dish(house, CAKE).remaining == 3


def dish(house: House, goods_id: str) -> Any:  # Any: a GoodsRow, for brevity in the assertions
    return house.catalog(lambda catalog: catalog.dishes([goods_id])[goods_id])  # type: ignore[list-item,index]


def test_sold_out_lasts_until_the_business_day_ends(house: House, clock: FakeClock) -> None:
    house.do(COOK, lambda kitchen: kitchen.orders.sold_out(COLA, SoldOut()))
    assert house.refused(PAD, placing(cola())).code == "goods.sold_out"
    assert dish(house, COLA).sold_out_until == at(5, 3)
    clock.set(at(5, 2, 59))
    assert house.refused(PAD, placing(cola())).code == "goods.sold_out"
    clock.set(at(5, 3))
    assert house.place(PAD, cola()).total_fen == 800


def test_available_again_by_hand(house: House) -> None:
    house.do(COOK, lambda kitchen: kitchen.orders.sold_out(COLA, SoldOut()))
    house.do(COOK, lambda kitchen: kitchen.orders.available(COLA))
    assert house.place(PAD, cola()).total_fen == 800


def test_selling_out_keeps_or_cancels_what_waits(house: House) -> None:
    body = house.place(PAD, cola(2), dumplings())
    waiting = body.batches[0].lines[0].id
    kept = house.do(COOK, lambda kitchen: kitchen.orders.sold_out(COLA, SoldOut()))
    assert kept.cancelled_lines == []
    gone = house.do(COOK, lambda kitchen: kitchen.orders.sold_out(COLA, SoldOut(waiting="cancel")))
    assert gone.cancelled_lines == [waiting]
    lines = house.place(PAD, dumplings()).batches[0].lines
    assert [(x.state, x.cancel_reason) for x in lines] == [
        ("cancelled", CancelReason.SOLD_OUT),
        ("waiting", None),
    ]


# ── refused ──────────────────────────────────────────────────────────────────────────────────────

TOO_MANY = [cola() for _ in range(51)]
SHAPES = {
    "nothing": ((), "order.empty", "lines"),
    "51 lines": (TOO_MANY, "order.too_many_lines", "lines"),
    "none of it": ((cola(), cola(0)), "line.quantity", "lines[1].quantity"),
    "a hundred": ((cola(100),), "line.quantity", "lines[0].quantity"),
    "a letter": ((cola(note="长" * 201),), "line.note_too_long", "lines[0].note"),
    "no such dish": (
        (cola(), cola(), NewLine(goods_id=an_id(), quantity=1)),
        "goods.unknown",
        "lines[2].goods_id",
    ),
    "another shop's dish": (
        (NewLine(goods_id=OTHER_DISH, quantity=1),),
        "goods.unknown",
        "lines[0].goods_id",
    ),
    "a choice that must be made": (
        (NewLine(goods_id=FISH, quantity=1),),
        "option.invalid",
        "lines[0].option_ids",
    ),
    "both choices": (
        (
            NewLine(
                goods_id=FISH,
                quantity=1,
                option_ids=[SPICY, MENU[1].option_groups[0].options[1].id],
            ),
        ),
        "option.invalid",
        "lines[0].option_ids",
    ),
    "another dish's option": (
        (cola(option_ids=[VINEGAR]),),
        "option.invalid",
        "lines[0].option_ids",
    ),
    "one option twice": (
        (dumplings(option_ids=[VINEGAR, VINEGAR]),),
        "option.invalid",
        "lines[0].option_ids",
    ),
}


@pytest.mark.parametrize(("lines", "code", "field"), SHAPES.values(), ids=SHAPES)
def test_what_cannot_mean_anything_names_its_field(
    house: House, lines: Any, code: str, field: str
) -> None:
    wanted = PlaceOrder(lines=list(lines))
    refusal = house.refused(PAD, lambda kitchen: kitchen.placing.place(wanted))
    assert (type(refusal), refusal.code, refusal.facts["field"]) == (Invalid, code, field)


def test_fifty_lines_of_ninety_nine_and_a_long_note_are_fine(house: House) -> None:
    body = house.place(PAD, *(cola(99, note="长" * 200) for _ in range(50)))
    assert body.total_fen == 50 * 99 * 800


def test_a_dish_off_the_menu_is_unknown(house: House) -> None:
    house.catalog(lambda catalog: catalog.put_goods(replace(MENU[2], on_menu=False)))
    assert house.refused(PAD, placing(cola())).code == "goods.unknown"


def test_an_id_that_somebody_else_uses(house: House) -> None:
    batch_id, line_id = an_id(), an_id()
    house.place(PAD_802, dumplings(id=line_id), batch_id=batch_id)
    for wanted in (
        placing(dumplings(), batch_id=batch_id),
        placing(dumplings(id=line_id)),
        placing(dumplings(), batch_id=line_id),
    ):
        refusal = house.refused(PAD, wanted)
        assert (type(refusal), refusal.code) == (Refused, "id.taken")


def test_one_id_for_two_things_of_an_order(house: House) -> None:
    twice = an_id()
    assert house.refused(PAD, placing(dumplings(id=twice), cola(id=twice))).code == "id.taken"


def test_a_closed_shop_says_when_it_opens(house: House, clock: FakeClock) -> None:
    hours = [[day, "10:00", "02:00"] for day in range(7)]
    house.units.run_write(
        lambda unit: unit.session.execute(
            update(Shop).where(Shop.id == SHOP).values(weekly_hours=hours)
        )
    )
    house.place(PAD)
    clock.set(at(5, 2, 0))
    refusal = house.refused(PAD, placing())
    assert (refusal.code, refusal.facts["opens_at"]) == ("shop.closed", at(5, 10))
