"""How far a screen may trust what it shows: a judgement on the age of the last frame.

A screen that cannot know is never drawn as fine (spec 20): fresh up to 6 s since the last
frame, slow up to 10 s, then blind; and blind 5 s after the socket closed without a new welcome.
All times are seconds on one monotonic clock of the device, never wall time.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

FRESH_UP_TO_S: Final = 6.0
SLOW_UP_TO_S: Final = 10.0
BLIND_AFTER_CLOSE_S: Final = 5.0


class Freshness(StrEnum):
    """What the link chip and the offline frame show."""

    CONNECTING = "connecting"
    FRESH = "fresh"
    SLOW = "slow"
    BLIND = "blind"


@dataclass(frozen=True, slots=True)
class LinkTimes:
    """What the link has seen, in monotonic seconds.

    `began`: when this program first looked for the server. `last_frame`: None until a frame came.
    `closed_at`: since when the tables may lack something: the socket closed, or what was missed is
    still on its way; None while it is open, welcomed and caught up.
    """

    began: float
    last_frame: float | None = None
    closed_at: float | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """`age_s`: since the last frame (or since `began`), never negative. `blind_s`: 0 unless blind."""

    freshness: Freshness
    age_s: float
    blind_s: float


def judge(times: LinkTimes, now: float) -> Judgement:
    """Judge the link at `now`; the borders 6 s and 10 s still belong to the better state."""
    age = max(0.0, now - (times.began if times.last_frame is None else times.last_frame))
    blind_at = _blind_at(times)
    if now > blind_at:
        return Judgement(Freshness.BLIND, age, now - blind_at)
    if times.last_frame is None:
        return Judgement(Freshness.CONNECTING, age, 0.0)
    return Judgement(Freshness.FRESH if age <= FRESH_UP_TO_S else Freshness.SLOW, age, 0.0)


def _blind_at(times: LinkTimes) -> float:
    """The moment after which nothing on the screen may be trusted."""
    by_age = (times.began if times.last_frame is None else times.last_frame) + SLOW_UP_TO_S
    if times.closed_at is None:
        return by_age
    return min(by_age, times.closed_at + BLIND_AFTER_CLOSE_S)
