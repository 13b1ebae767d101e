"""Several senders at the same credits in the same instant: no unit is spent twice."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest

from common.domain.errors import DomainError
from common.domain.ids import BrandId
from common.domain.sms_audit import findings
from common.domain.sms_rows import HoldState
from server.db.units import Units
from server.sms.ledger import HOLD_LASTS
from server.sms.purchases import PaymentStatus
from tests.support.clock import FakeClock
from tests.support.sms_till import Counter

BRAND, OTHER = BrandId("one"), BrandId("two")
SENDERS = 6


@pytest.fixture
def counter(units: Units, clock: FakeClock) -> Counter:
    return Counter(units, clock, BRAND, OTHER)


def at_once(deeds: Sequence[Callable[[], object]]) -> list[str]:
    """Do all deeds in the same instant; gives the codes of those refused."""
    start = Barrier(len(deeds))

    def one(deed: Callable[[], object]) -> str:
        start.wait()
        try:
            deed()
        except DomainError as refusal:
            return refusal.code
        return ""

    with ThreadPoolExecutor(len(deeds)) as threads:
        return [code for code in threads.map(one, deeds) if code]


def sender(counter: Counter, ref: str, units: int) -> Callable[[], None]:
    at = counter.clock.now()
    return lambda: counter.freeze(BRAND, ref, units, at)


def test_one_of_many_senders_gets_the_last_credit(counter: Counter) -> None:
    counter.buy(BRAND, "p", 1, counter.clock.now(), days=30)
    refused = at_once([sender(counter, f"m{number}", 1) for number in range(SENDERS)])
    assert refused == ["sms.insufficient"] * (SENDERS - 1)
    book = counter.book(BRAND)
    assert (book.account.held, len(book.holds), findings(book)) == (1, 1, [])


def test_many_senders_of_one_message_freeze_it_once(counter: Counter) -> None:
    counter.buy(BRAND, "p", 9, counter.clock.now(), days=30)
    assert at_once([sender(counter, "m", 3)] * SENDERS) == []
    assert counter.book(BRAND).account.held == 3


def test_a_payment_heard_many_times_at_once_is_granted_once(counter: Counter) -> None:
    counter.order(BRAND, "p", 50)
    assert at_once([lambda: counter.hear("p", PaymentStatus.PAID)] * SENDERS) == []
    assert counter.book(BRAND).account.granted == 50


def test_the_first_purchases_of_a_brand_open_one_account(counter: Counter) -> None:
    for number in range(SENDERS):
        counter.order(BRAND, f"p{number}", 10)
    hear = [partial(counter.hear, f"p{number}", PaymentStatus.PAID) for number in range(SENDERS)]
    assert at_once(hear) == []
    assert findings(counter.book(BRAND)) == []
    assert counter.available(BRAND) == 10 * SENDERS


@pytest.mark.parametrize("early", [timedelta(microseconds=1), timedelta()])
def test_a_deadline_and_a_payment_at_the_same_time(counter: Counter, early: timedelta) -> None:
    start = counter.clock.now()
    counter.buy(BRAND, "p", 5, start, days=30)
    counter.freeze(BRAND, "m", 5, start)
    at = start + HOLD_LASTS - early
    refused = at_once(
        [
            lambda: counter.pay(BRAND, "m", 5, at),
            lambda: counter.look(BRAND, at),
            lambda: counter.look(BRAND, at),
        ]
    )
    in_time = bool(early)
    assert refused == ([] if in_time else ["sms.hold_closed"])
    state = HoldState.CAPTURED if in_time else HoldState.TIMED_OUT
    assert counter.hold(BRAND, "m").state is state
    assert findings(counter.book(BRAND)) == []


def test_a_payment_and_a_release_at_once_end_the_hold_one_way(counter: Counter) -> None:
    now = counter.clock.now()
    counter.buy(BRAND, "p", 50, now, days=30)
    for ref in ("m1", "m2", "m3"):
        counter.freeze(BRAND, ref, 5, now)
        pay, release = (
            partial(counter.pay, BRAND, ref, 5, now),
            partial(counter.release, BRAND, ref, now),
        )
        refused = at_once([pay, release])
        assert refused == ["sms.hold_closed"]
    assert findings(counter.book(BRAND)) == []


def test_a_low_balance_is_told_once_until_there_is_more_again(counter: Counter) -> None:
    now = counter.clock.now()
    counter.buy(BRAND, "p", 105, now, days=30)
    assert counter.warned == []
    counter.freeze(BRAND, "m1", 6, now)
    counter.freeze(BRAND, "m2", 6, now)
    assert counter.warned == [BRAND]
    counter.release(BRAND, "m1", now)
    counter.release(BRAND, "m2", now)
    counter.freeze(BRAND, "m3", 50, now)
    assert counter.warned == [BRAND, BRAND]


def test_a_reversal_that_overtakes_its_payment_grants_nothing(counter: Counter) -> None:
    counter.order(BRAND, "p", 50)
    counter.hear("p", PaymentStatus.REVERSED)
    counter.hear("p", PaymentStatus.PAID)
    assert counter.book(BRAND).account.granted == 0


def test_another_amount_than_was_ordered_grants_nothing(counter: Counter) -> None:
    counter.order(BRAND, "p", 50)
    with pytest.raises(DomainError, match=r"sms\.purchase_conflict"):
        counter.hear("p", PaymentStatus.PAID, amount_fen=49)
    assert counter.book(BRAND).account.granted == 0


def test_another_brand_cannot_touch_a_hold(counter: Counter) -> None:
    now = counter.clock.now()
    counter.buy(BRAND, "p", 50, now, days=30)
    counter.freeze(BRAND, "m", 5, now)
    hold = counter.hold(BRAND, "m")
    with pytest.raises(DomainError, match=r"sms\.hold_not_found"):
        counter.do(OTHER, now, lambda ledger: ledger.pay(hold.id))
