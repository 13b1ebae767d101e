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
