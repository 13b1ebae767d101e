"""What time it is on a device whose own clock is wrong."""

from datetime import timedelta

from common.client.clock import DeviceClock
from tests.support.clock import EVENING, FakeClock


def a_device(its_clock_is_off_by: timedelta) -> tuple[DeviceClock, FakeClock]:
    own = FakeClock(EVENING + its_clock_is_off_by)
    return DeviceClock(own.now, own.monotonic), own


def test_an_hour_off_is_put_right_by_the_first_frame() -> None:
    clock, own = a_device(timedelta(hours=1))
    clock.sample(EVENING)
    own.advance(timedelta(seconds=5))
    assert clock.now() == EVENING + timedelta(seconds=5)
    assert clock.offset == -timedelta(hours=1)


def test_the_frame_that_travelled_least_counts() -> None:
    clock, own = a_device(timedelta(0))
    for delay_s in (0.4, 0.05, 0.3):
        own.advance(timedelta(seconds=1))
        clock.sample(own.now() - timedelta(seconds=delay_s))
    assert own.now() - clock.now() == timedelta(seconds=0.05)


def test_setting_the_devices_clock_moves_nothing() -> None:
    clock, own = a_device(timedelta(0))
    clock.sample(EVENING)
    own.set(EVENING + timedelta(days=3))
    assert clock.now() == EVENING


def test_without_a_network_the_last_known_correction_holds() -> None:
    clock, _ = a_device(timedelta(minutes=7))
    clock.remember(-timedelta(minutes=7))
    assert clock.now() == EVENING


def test_a_machine_that_slept_is_put_right_by_the_next_frame() -> None:
    clock, own = a_device(timedelta(0))
    clock.sample(EVENING)
    clock.sample(EVENING + timedelta(hours=8))  # the monotonic clock stood still
    own.advance(timedelta(seconds=2))
    assert clock.now() == EVENING + timedelta(hours=8, seconds=2)
