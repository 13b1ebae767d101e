"""Bills on both engines: what is on them, what is taken off, and what becomes of them with their stays."""

import pytest

from common.domain.bill_rows import AdjustmentKind as Kind
from common.domain.errors import DomainError
from common.domain.ids import StayId
from common.domain.kitchen import LineAction
from common.domain.roles import Actor
from common.domain.rows import RoomState
from common.wire.answers import OrderBody
from common.wire.cashier import NewAdjustment, NewCharge, VoidAdjustment
from common.wire.requests import CancelLine, Clean, Leave, MergeStays, Split
from tests.support.house import (
    APPROVED,
    CASHIER,
    CLERK,
    COOK,
    MANAGER,
    PAD,
    PAD_802,
    ROOM_801,
    ROOM_802,
    STRANGER,
    WAITER,
    cola,
    dumplings,
)
from tests.support.till import Till

TO_THE_GUEST = (LineAction.START, LineAction.FINISH, LineAction.PICK_UP, LineAction.DELIVER)
FORCED = Clean(force=True, reason="客人走了")


def serve(till: Till, order: OrderBody) -> None:
    for batch in order.batches:
        for line in batch.lines:
            till.act(COOK, line.id, *TO_THE_GUEST)


def clean(till: Till, room_id: str, wanted: Clean | None = None) -> None:
    till.do(WAITER, lambda kitchen: kitchen.cleaning.clean(room_id, wanted or Clean()))


def refused_clean(till: Till, room_id: str) -> DomainError:
    return till.refused(WAITER, lambda kitchen: kitchen.cleaning.clean(room_id, Clean()))


def in_step(till: Till) -> None:
    assert till.published() == till.in_snapshot()


def test_dishes_charges_and_discounts_come_to_a_bill(till: Till) -> None:
    order = till.place(PAD, dumplings(2), cola())
    till.charge(order.stay_id, 100_00)
    body = till.adjust(order.stay_id, Kind.PERCENT, 10)
    assert (body.charges_fen, body.lines_fen, body.discount_fen) == (10000, 6400, 1640)
    assert (body.total_fen, body.paid_fen, body.balance_fen) == (14760, 0, 14760)
    assert till.bill(order.stay_id).items == body.items
    in_step(till)


def test_a_cancelled_dish_leaves_the_bill_and_the_percentage_follows(till: Till) -> None:
    order = till.place(PAD, dumplings(2), cola())
    till.adjust(order.stay_id, Kind.PERCENT, 10)
    till.do(PAD, lambda k: k.lines.cancel(order.batches[0].lines[0].id, CancelLine()))
    body = till.bill(order.stay_id)
    assert (body.lines_fen, body.discount_fen, body.balance_fen) == (800, 80, 720)


def test_rounding_off_counts_last(till: Till) -> None:
    stay_id = till.place(PAD, dumplings(2), cola()).stay_id
    till.adjust(stay_id, Kind.ROUND_OFF, 1000)
    assert till.adjust(stay_id, Kind.DISCOUNT, 333).total_fen == 6000


def test_a_voided_charge_and_a_voided_discount_count_no_more(till: Till) -> None:
    stay_id = till.check_in(ROOM_801)
    charge = till.charge(stay_id, 50_00).created_id or ""
    till.charge(stay_id, 80_00, "技师")
    off = till.adjust(stay_id, Kind.DISCOUNT, 10_00).created_id or ""
    till.desk(lambda desk: desk.adjusting.void_charge(charge, "多收了"))
    body = till.desk(lambda desk: desk.adjusting.void_adjustment(off, "不打折了"))
    assert (body.charges_fen, body.discount_fen, body.total_fen) == (8000, 0, 8000)
    refusal = till.desk_refuses(lambda desk: desk.adjusting.void_charge(charge, "再来"))
    assert refusal.code == "charge.voided"
    in_step(till)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (NewAdjustment(Kind.WAIVE, "不好吃"), "adjustment.items"),
        (NewAdjustment(Kind.PERCENT, "老客", 101), "adjustment.amount"),
        (NewAdjustment(Kind.PERCENT, "老客", 0), "adjustment.amount"),
        (NewAdjustment(Kind.DISCOUNT, "老客", 0), "adjustment.amount"),
        (NewAdjustment(Kind.ROUND_OFF, "抹零", 7), "adjustment.amount"),
        (NewAdjustment(Kind.REFUND, "退", 7), "adjustment.kind"),
        (NewAdjustment(Kind.DISCOUNT, "老客", 1, ["0" * 36]), "item.unknown"),
    ],
)
def test_what_no_adjustment_can_mean(till: Till, wanted: NewAdjustment, code: str) -> None:
    stay_id = till.check_in(ROOM_801)
    refusal = till.desk_refuses(lambda desk: desk.adjusting.adjust(stay_id, wanted), MANAGER)
    assert refusal.code == code


# ── who may ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("actor", [PAD, COOK, WAITER])
def test_who_may_not_see_or_charge(till: Till, actor: Actor) -> None:
    stay_id = till.check_in(ROOM_801)
    charge = NewCharge("房费", 1)
    for command in (
        lambda desk: desk.bills.bill(stay_id),
        lambda desk: desk.adjusting.charge(stay_id, charge),
    ):
        assert till.desk_refuses(command, actor).code == "role.forbidden"


def test_another_shops_bill_is_unknown(till: Till) -> None:
    stay_id = till.check_in(ROOM_801)
    assert till.desk_refuses(lambda desk: desk.bills.bill(stay_id), STRANGER).code == "stay.unknown"


def test_nobody_gives_away_without_being_there(till: Till) -> None:
    stay_id = till.check_in(ROOM_801)
    till.charge(stay_id, 10_00)
    off = NewAdjustment(Kind.DISCOUNT, "老客", 100)
    refusal = till.desk_refuses(lambda desk: desk.adjusting.adjust(stay_id, off), CASHIER)
    assert refusal.code == "staff.required"


def test_many_small_discounts_are_one_large_one(till: Till) -> None:
    stay_id = till.check_in(ROOM_801)
    till.charge(stay_id, 500_00)
    most = NewAdjustment(Kind.DISCOUNT, "老客", 60_00)
    till.desk(lambda desk: desk.adjusting.adjust(stay_id, most))
    refusal = till.desk_refuses(lambda desk: desk.adjusting.adjust(stay_id, most))
    assert (refusal.code, refusal.facts) == (
        "adjustment.needs_manager",
        {"limit_fen": 100_00, "fen": 120_00},
    )
    body = till.desk(lambda d: d.adjusting.adjust(stay_id, most), CLERK, APPROVED)
    assert body.bill.adjustments[1].approved_by == MANAGER.staff_id
    assert till.desk(lambda d: d.adjusting.adjust(stay_id, most), MANAGER).discount_fen == 180_00


@pytest.mark.parametrize(("limit_fen", "off_fen"), [(0, 1), (1, 2), (200_00, 200_01)])
def test_the_shop_says_what_a_cashier_may_give_away(
    till: Till, limit_fen: int, off_fen: int
) -> None:
    stay_id = till.check_in(ROOM_801)
    till.charge(stay_id, 500_00)
    till.limit_giving(limit_fen)
    off = NewAdjustment(Kind.DISCOUNT, "老客", off_fen)
    refusal = till.desk_refuses(lambda desk: desk.adjusting.adjust(stay_id, off))
    assert refusal.facts == {"limit_fen": limit_fen, "fen": off_fen}
    if limit_fen:
        just = NewAdjustment(Kind.DISCOUNT, "老客", limit_fen)
        assert till.desk(lambda d: d.adjusting.adjust(stay_id, just)).discount_fen == limit_fen


# ── with the stay ────────────────────────────────────────────────────────────────────────────────


def test_a_balance_stands_in_the_way_of_cleaning(till: Till) -> None:
    order = till.place(PAD)
    serve(till, order)
    refusal = refused_clean(till, ROOM_801)
    assert (refusal.code, refusal.facts["balances"]) == (
        "room.unfinished",
        [{"stay_id": order.stay_id, "balance_fen": 5600}],
    )
    till.pay(order.stay_id, 5600)
    clean(till, ROOM_801)
    assert till.room(ROOM_801).state is RoomState.VACANT
    assert till.published() == {}
    in_step(till)


def test_what_only_waits_is_not_left_unsettled_by_force(till: Till) -> None:
    till.place(PAD)
    clean(till, ROOM_801, FORCED)
    left = till.books(lambda books: books.shifts.current()).unsettled
    assert [x.balance_fen for x in left] == [0], "the dish was cancelled with the clean"


def test_a_forced_clean_records_what_was_owed_until_it_is_undone(till: Till) -> None:
    order = till.place(PAD)
    serve(till, order)
    till.charge(order.stay_id, 10_00)
    clean(till, ROOM_801, FORCED)
    left = till.books(lambda books: books.shifts.current()).unsettled
    assert [(x.place, x.balance_fen, x.reason) for x in left] == [("801", 6600, "客人走了")]
    refusal = till.desk_refuses(lambda d: d.adjusting.charge(order.stay_id, NewCharge("水", 1)))
    assert refusal.code == "stay.closed"
    till.do(MANAGER, lambda kitchen: kitchen.cleaning.reopen(order.stay_id, "清错了"))
    assert till.books(lambda books: books.shifts.current()).unsettled == []
    assert till.bill(order.stay_id).balance_fen == 6600
    in_step(till)


def merge(till: Till, stay_id: str, into: str) -> None:
    wanted = MergeStays(into_stay_id=into)
    till.do(CASHIER, lambda kitchen: kitchen.moves.merge(stay_id, wanted))
    in_step(till)


def test_merged_stays_have_one_bill_and_payments_stay_with_it(till: Till) -> None:
    mine, theirs = till.place(PAD), till.place(PAD_802, cola())
    till.charge(mine.stay_id, 10_00)
    till.pay(mine.stay_id, 600)
    merge(till, mine.stay_id, theirs.stay_id)
    for stay_id in (mine.stay_id, theirs.stay_id):
        body = till.bill(stay_id)
        assert (body.total_fen, body.paid_fen, body.bill.id) == (7400, 600, theirs.stay_id)
    refusal = till.refused(CLERK, lambda k: k.moves.unmerge(mine.stay_id, "分开付"))
    assert refusal.code == "stay.paid"


def test_unmerged_everybody_has_their_own_again(till: Till) -> None:
    mine, theirs = till.place(PAD), till.place(PAD_802, cola())
    till.charge(mine.stay_id, 10_00)
    merge(till, mine.stay_id, theirs.stay_id)
    till.charge(theirs.stay_id, 20_00)
    till.do(CLERK, lambda k: k.moves.unmerge(mine.stay_id, "分开付"))
    assert till.bill(mine.stay_id).total_fen == 6600
    assert till.bill(theirs.stay_id).total_fen == 2800
    in_step(till)


def test_a_shared_bill_goes_on_when_one_of_its_rooms_is_cleaned(till: Till) -> None:
    mine, theirs = till.place(PAD), till.place(PAD_802, cola())
    serve(till, mine)
    serve(till, theirs)
    merge(till, mine.stay_id, theirs.stay_id)
    clean(till, ROOM_801)
    body = till.bill(theirs.stay_id)
    assert (body.balance_fen, [x.id for x in body.bill.carried]) == (
        6400,
        [mine.batches[0].lines[0].id],
    )
    in_step(till)
    assert refused_clean(till, ROOM_802).code == "room.unfinished"
    till.pay(theirs.stay_id, 6400)
    clean(till, ROOM_802)
    assert till.published() == {}
    till.do(MANAGER, lambda kitchen: kitchen.cleaning.reopen(mine.stay_id, "清错了"))
    assert till.bill(mine.stay_id).balance_fen == 0
    in_step(till)


def test_the_holder_of_a_shared_bill_may_go_first(till: Till) -> None:
    mine, theirs = till.place(PAD), till.place(PAD_802, cola())
    serve(till, theirs)
    merge(till, mine.stay_id, theirs.stay_id)
    till.do(CASHIER, lambda k: k.cleaning.leave_room(ROOM_802, Leave()))
    clean(till, ROOM_802)
    assert till.bill(mine.stay_id).balance_fen == 6400
    till.pay(mine.stay_id, 6400)
    in_step(till)


def test_a_waived_line_stays_waived_in_its_parts(till: Till) -> None:
    order = till.place(PAD, dumplings(3))
    line_id = order.batches[0].lines[0].id
    till.adjust(order.stay_id, Kind.WAIVE, 0, line_id)
    till.do(COOK, lambda kitchen: kitchen.lines.split(line_id, Split(quantity=1)))
    assert till.bill(order.stay_id).total_fen == 0
    in_step(till)


def test_a_paid_line_keeps_its_price_in_its_parts(till: Till) -> None:
    order = till.place(PAD, dumplings(3))
    till.adjust(order.stay_id, Kind.DISCOUNT, 10_01)
    till.pay(order.stay_id, 3 * 2800 - 10_01)
    line_id = order.batches[0].lines[0].id
    till.do(COOK, lambda kitchen: kitchen.lines.split(line_id, Split(quantity=1)))
    assert till.bill(order.stay_id).balance_fen == 0
    assert StayId(order.stay_id) in till.published()
    in_step(till)


def test_a_paid_discount_is_not_taken_back(till: Till) -> None:
    stay_id = till.check_in(ROOM_801)
    till.charge(stay_id, 10_00)
    off = till.adjust(stay_id, Kind.DISCOUNT, 100).created_id or ""
    till.pay(stay_id, 900)
    void = VoidAdjustment("算错了")
    refusal = till.desk_refuses(lambda d: d.adjusting.void_adjustment(off, void.reason))
    assert refusal.code == "adjustment.paid"
