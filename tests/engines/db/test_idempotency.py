"""Same tap, once: one effect and one answer per key, also for two at once."""

import asyncio
import threading
from datetime import timedelta

import pytest

from server.db import idempotency
from server.db.errors import IdempotencyInProgress, IdempotencyKeyReused
from server.db.idempotency import StoredAnswer
from server.db.unit import Unit
from server.db.units import Units
from tests.engines.db.brands import add_brand, brand_codes
from tests.support.clock import FakeClock
from tests.support.waiting import until

PLACED = StoredAnswer(201, b'{"number":7}', {"Content-Type": "application/json"})


class Tap:
    """A request that adds a brand per effect and answers PLACED."""

    def __init__(self, fingerprint: str = "same body", device: str = "pad") -> None:
        self.effects = 0
        self.fingerprint = fingerprint
        self.device = device

    def __call__(self, unit: Unit) -> StoredAnswer:
        stored = idempotency.begin(unit, self.device, "key-1", self.fingerprint)
        if stored is not None:
            return stored
        self.effects += 1
        add_brand(f"{self.device}-{self.effects}")(unit)
        idempotency.store(unit, self.device, "key-1", PLACED)
        return PLACED


async def test_a_repetition_gets_the_first_answer_byte_for_byte(units: Units) -> None:
    tap = Tap()
    assert await units.write(tap) == PLACED
    assert await units.write(tap) == PLACED
    assert tap.effects == 1
    assert await units.read(brand_codes) == ["pad-1"]


async def test_two_at_once_have_one_effect(units: Units) -> None:
    tap = Tap()
    answers = await asyncio.gather(*(units.write(tap) for _ in range(8)))
    assert answers == [PLACED] * 8
    assert await units.read(brand_codes) == ["pad-1"]


async def test_the_same_key_for_another_body_is_refused(units: Units) -> None:
    await units.write(Tap())
    other = Tap(fingerprint="other body")
    with pytest.raises(IdempotencyKeyReused):
        await units.write(other)
    assert other.effects == 0


async def test_another_device_may_use_the_same_key(units: Units) -> None:
    await units.write(Tap(device="pad"))
    await units.write(Tap(device="waiter"))
    assert await units.read(brand_codes) == ["pad-1", "waiter-1"]


async def test_a_unit_that_fails_leaves_its_key_free(units: Units) -> None:
    def fails(unit: Unit) -> None:
        idempotency.begin(unit, "pad", "key-1", "same body")
        raise LookupError

    with pytest.raises(LookupError):
        await units.write(fails)
    assert await units.write(Tap()) == PLACED


async def test_a_refusal_of_the_rules_is_an_answer_too(units: Units) -> None:
    refusal = StoredAnswer(409, b'{"code":"line.refused"}', {"Content-Type": "application/json"})

    def refused(unit: Unit) -> StoredAnswer:
        if (stored := idempotency.begin(unit, "pad", "key-1", "same body")) is not None:
            return stored
        try:
            with unit.savepoint():
                add_brand("refused")(unit)
                raise LookupError
        except LookupError:
            idempotency.store(unit, "pad", "key-1", refusal)
            return refusal

    assert await units.write(refused) == refusal
    assert await units.write(Tap()) == refusal
    assert await units.read(brand_codes) == []


async def test_answers_are_kept_for_fourteen_days(units: Units, clock: FakeClock) -> None:
    tap = Tap()
    await units.write(tap)
    clock.advance(timedelta(days=14))
    assert await units.write(lambda unit: idempotency.prune(unit.session, unit.now)) == 0
    clock.advance(timedelta(seconds=1))
    assert await units.write(lambda unit: idempotency.prune(unit.session, unit.now)) == 1
    await units.write(tap)
    assert tap.effects == 2


@pytest.mark.parametrize("databases", ["postgresql"], indirect=True)
async def test_who_waits_longer_than_five_seconds_for_the_first_is_told_so(units: Units) -> None:
    # On SQLite the writer is alone: the second cannot begin before the first has ended.
    holds, may_end = threading.Event(), threading.Event()

    def slow(unit: Unit) -> StoredAnswer:
        answer = Tap()(unit)
        holds.set()
        assert may_end.wait(30)
        return answer

    first = asyncio.create_task(units.write(slow))
    await until(holds.is_set)
    with pytest.raises(IdempotencyInProgress):
        await units.write(Tap())
    may_end.set()
    assert await first == PLACED
    assert await units.write(Tap()) == PLACED
