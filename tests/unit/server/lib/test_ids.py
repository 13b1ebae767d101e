"""Ids sort by the time they were made, whatever the clock and the threads do."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from hypothesis import given, strategies

from server.lib.ids import IdSource

AT = datetime(2026, 3, 4, 12, 0, 0, 123_000, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7_that_holds_its_time() -> None:
    made = uuid.UUID(IdSource().new(AT))
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == int(AT.timestamp() * 1000)


def test_an_id_is_lower_case_with_36_characters() -> None:
    made = IdSource().new(AT)
    assert made == str(uuid.UUID(made))


@given(strategies.lists(strategies.integers(-5, 5), min_size=2, max_size=200))
def test_ids_grow_though_the_clock_stands_and_steps_back(steps_ms: list[int]) -> None:
    source, at, made = IdSource(), AT, []
    for step in steps_ms:
        at += timedelta(milliseconds=step)
        made.append(source.new(at))
    assert made == sorted(set(made))


def test_more_ids_than_a_millisecond_has_room_for_still_grow() -> None:
    source = IdSource()
    made = [source.new(AT) for _ in range(10_000)]
    assert made == sorted(set(made))


def test_threads_never_share_an_id() -> None:
    source = IdSource()
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: source.new(AT), range(8_000)))
    assert len(set(made)) == 8_000


def test_the_same_chance_gives_the_same_ids() -> None:
    def chance(length: int) -> bytes:
        return bytes(length)

    assert IdSource(chance).new(AT) == IdSource(chance).new(AT)
