"""What the speech child and its parent say to each other: one JSON object a line, over pipes.

Parent → child: `Job`. Child → parent: `{"t": "ready"}` once, then per job `sound` (its length is
known), `voice` (the first sample of the sentence left for the loudspeaker), and `done` or `failed`.
`broken` instead of `ready`: the child cannot speak at all, and ends.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class Tell(StrEnum):
    READY = "ready"
    BROKEN = "broken"
    SOUND = "sound"
    VOICE = "voice"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One utterance. `file`: render there instead of playing; "" = play."""

    text: str
    chime: str
    volume: float
    rate: int
    file: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`ms` is the whole sound's length; `reason` a SpeechFailure."""

    t: Tell
    ms: int = 0
    reason: str = ""
    detail: str = ""


def encode(message: Job | Answer) -> bytes:
    """ASCII, so that no locale of either process matters."""
    return json.dumps(asdict(message)).encode("ascii") + b"\n"


def decode_job(line: bytes) -> Job:
    return Job(**json.loads(line))


def decode_answer(line: bytes) -> Answer:
    fields = json.loads(line)
    return Answer(**{**fields, "t": Tell(fields["t"])})
