"""The clock of the tests keeps its promises, or no other test means anything."""

import asyncio
from datetime import timedelta

from tests.support.clock import EVENING, FakeClock


def test_it_stands_still_until_it_is_moved(clock: FakeClock) -> None:
    assert clock.now() == clock.now() == EVENING
    clock.advance(timedelta(minutes=5))
    assert clock.now() - EVENING == timedelta(minutes=5)
    assert clock.monotonic() == 300


def test_a_wall_clock_set_back_leaves_monotonic_time_alone(clock: FakeClock) -> None:
    clock.advance(timedelta(seconds=10))
    clock.set(EVENING - timedelta(days=1))
    assert clock.now() == EVENING - timedelta(days=1)
    assert clock.monotonic() == 10


async def test_who_sleeps_again_wakes_again_within_one_run(clock: FakeClock) -> None:
    woken_at: list[float] = []

    async def beat() -> None:
        while True:
            await clock.sleep(3)
            woken_at.append(clock.monotonic())

    task = asyncio.create_task(beat())
    await clock.run(10)
    assert woken_at == [3, 6, 9]
    assert clock.monotonic() == 10
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_cancelled_sleeper_disturbs_nobody(clock: FakeClock) -> None:
    gone = asyncio.create_task(clock.sleep(1))
    stays = asyncio.create_task(clock.sleep(1))
    await clock.run(0)
    gone.cancel()
    await clock.run(2)
    assert gone.cancelled()
    assert stays.done()
