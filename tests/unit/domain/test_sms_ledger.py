"""The book of prepaid messages, case by case."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from common.domain.errors import NotEnoughCredit, Refused
from common.domain.sms_audit import findings
from common.domain.sms_ledger import MOVES, SAME, decide, expiry_of, shares
from common.domain.sms_rows import Allocation, Buckets, HoldAction, HoldState, LedgerBroken
from tests.support.sms_book import HOLD_LASTS, PaperBook

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
MONTH = NOON + timedelta(days=30)
YEAR = NOON + timedelta(days=365)


def a_book(*lots: tuple[str, int, datetime]) -> PaperBook:
    """A book with lots (reference, units, expiry), bought at noon."""
    book = PaperBook()
    for reference, units, expires_at in lots:
        book.buy(reference, units, NOON, expires_at)
    return book


def buckets(book: PaperBook, reference: str) -> Buckets:
    return book.lots[book.bought[reference]].buckets


@pytest.mark.parametrize("action", HoldAction)
@pytest.mark.parametrize("state", HoldState)
def test_every_action_on_every_state_is_decided(state: HoldState, action: HoldAction) -> None:
    book = a_book(("a", 5, YEAR))
    hold = book.freeze("m", 5, NOON)
    at = NOON + HOLD_LASTS
    match state:
        case HoldState.CAPTURED:
            hold = book.pay("m", 5, NOON)
        case HoldState.RELEASED:
            hold = book.release("m", NOON)
        case HoldState.TIMED_OUT:
            book.time_out(at)
            hold = book.holds["m"]
        case HoldState.HELD:
            at = at if action is HoldAction.TIME_OUT else NOON
    if (state, action) in SAME:
        assert decide(hold, action, at) is state
    elif (state, action) in MOVES:
        assert decide(hold, action, at) is MOVES[state, action]
    else:
        with pytest.raises(Refused, match=r"sms\.hold_closed"):
            decide(hold, action, at)


def test_the_earliest_expiry_is_used_first() -> None:
    book = a_book(("long", 10, YEAR), ("short", 10, MONTH))
    book.freeze("m", 12, NOON)
    assert buckets(book, "short").held == 10
    assert buckets(book, "long").held == 2


def test_more_than_is_there_freezes_nothing() -> None:
    book = a_book(("a", 10, YEAR))
    book.freeze("m1", 4, NOON)
    with pytest.raises(NotEnoughCredit) as refused:
        book.freeze("m2", 7, NOON)
    assert refused.value.facts == {"available": 6, "units": 7}
    assert "m2" not in book.holds


def test_what_was_frozen_can_be_paid_although_its_lot_ran_out() -> None:
    book = a_book(("a", 10, NOON + timedelta(hours=1)))
    book.freeze("m", 4, NOON)
    book.pay("m", 4, NOON + timedelta(hours=1))
    assert buckets(book, "a") == Buckets(granted=10, consumed=4, expired=6)


def test_what_comes_back_to_a_lot_that_ran_out_is_expired() -> None:
    book = a_book(("a", 10, NOON + timedelta(hours=1)))
    book.freeze("m1", 4, NOON)
    book.freeze("m2", 3, NOON)
    book.pay("m2", 3, NOON)
    book.release("m1", NOON + timedelta(hours=1))
    lot_id = book.bought["a"]
    book.refund("m2", [Allocation(lot_id, 1)], "phone-1", NOON + timedelta(hours=2))
    assert buckets(book, "a") == Buckets(granted=10, consumed=2, expired=8)


def test_a_freeze_takes_nothing_from_a_lot_whose_time_is_up_this_very_moment() -> None:
    book = a_book(("a", 10, MONTH))
    book.freeze("m", 1, MONTH - timedelta(microseconds=1))
    with pytest.raises(NotEnoughCredit):
        book.freeze("n", 1, MONTH)


def test_a_payment_of_fewer_gives_the_rest_back() -> None:
    book = a_book(("short", 5, MONTH), ("long", 5, YEAR))
    book.freeze("m", 8, NOON)
    book.pay("m", 6, NOON)
    assert buckets(book, "short") == Buckets(granted=5, consumed=5)
    assert buckets(book, "long") == Buckets(granted=5, consumed=1, available=4)


def test_more_than_was_frozen_cannot_be_paid() -> None:
    book = a_book(("a", 10, YEAR))
    book.freeze("m", 4, NOON)
    with pytest.raises(Refused, match=r"sms\.hold_short"):
        book.pay("m", 5, NOON)


def test_paying_again_changes_nothing() -> None:
    book = a_book(("a", 10, YEAR))
    book.freeze("m", 4, NOON)
    first = book.pay("m", 4, NOON)
    assert book.pay("m", 2, NOON + timedelta(days=2)) == first


def test_at_its_deadline_a_hold_is_over_even_if_the_job_is_late() -> None:
    book = a_book(("a", 10, YEAR))
    book.freeze("m", 4, NOON)
    with pytest.raises(Refused) as refused:
        book.pay("m", 4, NOON + HOLD_LASTS)
    assert refused.value.facts["state"] == HoldState.TIMED_OUT
    book.time_out(NOON + HOLD_LASTS)
    assert book.available == 10


def test_a_refund_is_given_once_and_never_beyond_what_was_paid() -> None:
    book = a_book(("a", 10, YEAR))
    book.freeze("m", 4, NOON)
    book.pay("m", 4, NOON)
    part = [Allocation(book.bought["a"], 3)]
    book.refund("m", part, "phone-1", NOON)
    book.refund("m", part, "phone-1", NOON)
    assert book.available == 9
    with pytest.raises(LedgerBroken):
        book.refund("m", part, "phone-2", NOON)


def test_a_claw_back_takes_what_is_there_and_the_rest_is_owed() -> None:
    book = a_book(("a", 10, MONTH), ("b", 5, YEAR))
    book.freeze("m", 8, NOON)
    book.pay("m", 8, NOON)
    book.claw_back("a", NOON)
    book.claw_back("a", NOON)
    assert buckets(book, "a") == Buckets(granted=10, consumed=8, clawed_back=2)
    assert buckets(book, "b") == Buckets(granted=5, clawed_back=5)
    assert book.book().debt == 3


def test_the_next_purchase_settles_the_debt_first() -> None:
    book = a_book(("a", 10, YEAR))
    book.freeze("m", 10, NOON)
    book.pay("m", 10, NOON)
    book.claw_back("a", NOON)
    book.buy("b", 4, NOON, YEAR)
    assert book.available == 0
    book.buy("c", 10, NOON, YEAR)
    assert (book.available, book.book().debt) == (4, 0)
    assert findings(book.book()) == []


def test_what_expired_unused_is_not_clawed_back() -> None:
    book = a_book(("a", 10, MONTH))
    book.claw_back("a", MONTH)
    assert buckets(book, "a") == Buckets(granted=10, expired=10)
    assert book.book().debt == 0


def test_a_phone_knows_which_lots_paid_it() -> None:
    book = a_book(("short", 3, MONTH), ("long", 9, YEAR))
    book.freeze("m", 8, NOON)
    paid = book.pay("m", 6, NOON)
    short, long = book.bought["short"], book.bought["long"]
    assert [
        [(part.lot_id, part.units) for part in phone]
        for phone in shares(paid.allocations, [2, 2, 2])
    ] == [[(short, 2)], [(short, 1), (long, 1)], [(long, 2)]]


@pytest.mark.parametrize(
    ("bought", "days", "expires"),
    [
        ("2026-11-22T23:59:59+08:00", 1, "2026-11-24T00:00:00+08:00"),
        ("2026-11-23T00:00:00+08:00", 1, "2026-11-25T00:00:00+08:00"),
        ("2026-11-22T12:00:00+08:00", 365, "2027-11-23T00:00:00+08:00"),
    ],
)
def test_a_lot_ends_with_a_day_of_its_brand(bought: str, days: int, expires: str) -> None:
    at = datetime.fromisoformat(bought).astimezone(UTC)
    assert expiry_of(at, days, ZoneInfo("Asia/Shanghai")) == datetime.fromisoformat(expires)


def test_the_audit_finds_a_unit_that_was_lost() -> None:
    book = a_book(("a", 10, YEAR))
    book.freeze("m", 4, NOON)
    book.movements.pop()
    assert findings(book.book()) == [f"lot {book.bought['a']}: not what its movements tell"]
