"""The short sounds of the house, by what they mean; `common.speech.tones` gives them their notes."""

from enum import StrEnum


class Chime(StrEnum):
    """Sent and stored by value. What is not here is silent: a cancelled line, a dish that is due."""

    NEW = "new"
    ADDED = "added"
    RUSH = "rush"
    CALL = "call"
    LATE = "late"
    OFFLINE = "offline"
    BACK = "back"


def chime_named(name: str) -> Chime | None:
    """The chime of an announcement row; "" is none, and so is one that only a newer server knows."""
    return next((chime for chime in Chime if chime == name), None)
