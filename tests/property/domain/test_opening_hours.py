"""Whatever the hours, closings and hands: the announced change is the very next one."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from common.domain.opening_hours import ByHand, ClosedFor, Hours, Span, judge, state_at

# With summer time (also the odd half hour of Lord Howe and a southern one), and without.
ZONES = [
    ZoneInfo(name)
    for name in (
        "Asia/Shanghai",
        "Asia/Kolkata",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Santiago",
    )
]
YEAR = datetime(2026, 1, 1, tzinfo=UTC)
LOOK_EVERY = timedelta(minutes=7)

moments = st.integers(0, 365 * 24 * 60).map(lambda minutes: YEAR + timedelta(minutes=minutes))
walls = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
spans = st.builds(Span, st.integers(0, 6), walls, walls)
lengths = st.integers(1, 60 * 24 * 20).map(lambda minutes: timedelta(minutes=minutes))
closings = st.builds(lambda start, length: ClosedFor(start, start + length, "x"), moments, lengths)
hands = st.builds(ByHand, st.booleans(), st.just("x"), st.none() | moments)
hours = st.builds(
    Hours,
    st.sampled_from(ZONES),
    st.lists(spans, max_size=6).map(tuple),
    st.lists(closings, max_size=3).map(tuple),
    st.none() | hands,
)


@given(hours, moments)
def test_the_state_flips_exactly_when_it_was_said_to(venue: Hours, at: datetime) -> None:
    opening = judge(venue, at)
    if opening.next_change_at is None:
        return
    assert opening.next_change_at > at
    assert state_at(venue, opening.next_change_at)[0] is not opening.is_open
    just_before = opening.next_change_at - timedelta(microseconds=1)
    assert state_at(venue, just_before)[0] is opening.is_open


@given(hours, moments)
def test_no_change_comes_before_the_announced_one(venue: Hours, at: datetime) -> None:
    opening = judge(venue, at)
    until = opening.next_change_at or at + timedelta(days=9)
    moment = at
    while moment < min(until, at + timedelta(days=2)):
        assert state_at(venue, moment)[0] is opening.is_open
        moment += LOOK_EVERY


@given(hours, moments)
def test_the_zone_of_the_question_does_not_matter(venue: Hours, at: datetime) -> None:
    assert judge(venue, at) == judge(venue, at.astimezone(ZoneInfo("Pacific/Auckland")))
