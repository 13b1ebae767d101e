"""What the screens remember: cooking times, whose number is called, which delegate shows what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from common.domain.ids import GoodsId
from common.domain.rows import CallTicketRow, LineRow
from kds_app.cooking_times import KEPT, CookingTimes
from kds_app.delegate_pool import DelegatePool, PooledRow
from kds_app.hero_queue import AGAIN_AFTER, HERO_FOR, HeroQueue
from tests.support.rows import EVENING, a_batch, a_line, an_order
from tests.ui.kds.evening import a_call

DUMPLINGS = GoodsId("01890000-0000-7000-8000-00000000000a")


def cooked(seconds: int, **over: Any) -> LineRow:
    done = EVENING + timedelta(seconds=seconds)
    return a_line(a_batch(an_order()), started_at=EVENING, ready_at=done, **over)


def test_half_and_nine_tenths_of_a_dish() -> None:
    times = CookingTimes()
    times.note(cooked(60 * n) for n in range(1, 11))
    found = times.of(DUMPLINGS)
    assert found is not None
    assert (found.p50_s, found.p90_s, found.count) == (300, 540, 10)


def test_a_dish_counts_once_however_often_it_is_seen() -> None:
    times, line = CookingTimes(), cooked(60)
    times.note([line])
    times.note([line])
    found = times.of(DUMPLINGS)
    assert found is not None
    assert found.count == 1


def test_nothing_cooked_is_no_number() -> None:
    times = CookingTimes()
    times.note([a_line(a_batch(an_order()))])
    assert times.of(DUMPLINGS) is None


def test_an_evening_is_remembered_and_no_more() -> None:
    times = CookingTimes()
    times.note(cooked(60) for _ in range(KEPT + 5))
    found = times.of(DUMPLINGS)
    assert found is not None
    assert found.count == KEPT


def test_what_was_called_before_the_screen_began_is_a_card() -> None:
    old = a_call(3, "801", collect=True, calls=1, called_at=EVENING - timedelta(minutes=9))
    queue = HeroQueue()
    assert queue.look([old], EVENING, is_stale=False) is None


def test_a_number_that_nobody_collects_is_shown_again() -> None:
    ticket = a_call(3, "801", collect=True, calls=1, called_at=EVENING)
    queue = HeroQueue()
    assert queue.look([ticket], EVENING, is_stale=False) == ticket
    over = EVENING + HERO_FOR
    assert queue.look([ticket], over, is_stale=False) is None
    assert queue.look([ticket], over + AGAIN_AFTER, is_stale=False) == ticket


def test_what_was_collected_leaves_the_hero_at_once() -> None:
    ticket = a_call(3, "801", collect=True, calls=1, called_at=EVENING)
    queue = HeroQueue()
    queue.look([ticket], EVENING, is_stale=False)
    gone: list[CallTicketRow] = []
    assert queue.look(gone, EVENING + timedelta(seconds=1), is_stale=False) is None


def test_a_stale_screen_calls_nobody_and_begins_again_when_it_is_back() -> None:
    ticket = a_call(3, "801", collect=True, calls=1, called_at=EVENING)
    queue = HeroQueue()
    assert queue.look([ticket], EVENING, is_stale=True) is None
    assert queue.look([ticket], EVENING + timedelta(seconds=1), is_stale=False) == ticket


rows_of = st.lists(st.sampled_from("abcdefghij"), unique=True).map(
    lambda keys: [PooledRow(key=key) for key in keys]
)


@given(st.lists(rows_of, min_size=1, max_size=8))
def test_every_row_has_a_cell_of_its_own_and_keeps_it(pages: list[list[PooledRow]]) -> None:
    pool = DelegatePool[PooledRow]()
    before: dict[str, int] = {}
    most = 0
    for page in pages:
        arranged = pool.arrange(page)
        shown = {row.key: row.cell for row in arranged if row.is_shown}
        assert set(shown) == {row.key for row in page}
        assert [row.cell for row in arranged] == list(range(len(arranged)))
        assert all(shown[key] == cell for key, cell in before.items() if key in shown)
        assert all(row.glides is (row.key in before) for row in arranged if row.is_shown)
        most = max(most, len(page))
        assert len(arranged) == most
        before = shown
