"""How far a screen may trust what it shows, border by border."""

import pytest

from common.domain.freshness import Freshness, LinkTimes, judge

F = Freshness


@pytest.mark.parametrize(
    ("age_s", "expected"),
    [
        (0, F.FRESH),
        (6.0, F.FRESH),
        (6.01, F.SLOW),
        (10.0, F.SLOW),
        (10.01, F.BLIND),
        (3600, F.BLIND),
    ],
)
def test_the_age_of_the_last_frame_decides(age_s: float, expected: Freshness) -> None:
    verdict = judge(LinkTimes(began=0, last_frame=100), now=100 + age_s)
    assert verdict.freshness is expected
    assert verdict.age_s == pytest.approx(age_s)


@pytest.mark.parametrize(
    ("since_close_s", "expected"), [(0, F.FRESH), (5.0, F.FRESH), (5.01, F.BLIND)]
)
def test_a_closed_socket_blinds_sooner_than_age(since_close_s: float, expected: Freshness) -> None:
    times = LinkTimes(began=0, last_frame=100, closed_at=100.5)
    assert judge(times, now=100.5 + since_close_s).freshness is expected


def test_a_close_never_gives_more_time_than_age() -> None:
    times = LinkTimes(began=0, last_frame=100, closed_at=109)
    assert judge(times, now=110.5).freshness is F.BLIND


@pytest.mark.parametrize(("waited_s", "expected"), [(9.9, F.CONNECTING), (10.1, F.BLIND)])
def test_before_the_first_frame_it_is_connecting_and_then_blind(
    waited_s: float, expected: Freshness
) -> None:
    assert judge(LinkTimes(began=50), now=50 + waited_s).freshness is expected


def test_blindness_counts_from_the_moment_it_began() -> None:
    verdict = judge(LinkTimes(began=0, last_frame=100, closed_at=101), now=126)
    assert (verdict.age_s, verdict.blind_s) == (26, 20)


def test_a_clock_read_before_the_frame_gives_no_negative_age() -> None:
    assert judge(LinkTimes(began=0, last_frame=100), now=99.9).age_s == 0
