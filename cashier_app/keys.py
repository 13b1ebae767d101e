"""The desk's keys, as a table; F12 shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Sheet(StrEnum):
    """What lies over the desk beside a form."""

    NONE = ""
    MORE = "more"
    KEYS = "keys"
    SHIFT = "shift"
    REPORT = "report"
    ORDER = "order"
    RECEIPT = "receipt"
    PRINT = "print"
    VOICE = "voice"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`moves`: tiles to the right and down. `action`: a name of `actions.Actions` or of the desk."""

    action: str = ""
    sheet: Sheet | None = None
    moves: tuple[int, int] | None = None


KEYS: Final[Mapping[str, Meaning]] = {
    "F1": Meaning("search"),
    "F2": Meaning("order"),
    "F3": Meaning("leave"),
    "F4": Meaning("clean"),
    "F5": Meaning("pay-wechat"),
    "F6": Meaning("pay-alipay"),
    "F7": Meaning("pay-cash"),
    "F8": Meaning("pay-card"),
    "F9": Meaning("answerCall"),
    "F10": Meaning(sheet=Sheet.MORE),
    "F11": Meaning(sheet=Sheet.SHIFT),
    "F12": Meaning(sheet=Sheet.KEYS),
    "Ctrl+,": Meaning("corner"),
    "Ctrl+T": Meaning("tags"),
    "Ctrl+P": Meaning("printReceipt"),
    "Ctrl+Shift+P": Meaning(sheet=Sheet.PRINT),
    "Ctrl+J": Meaning(sheet=Sheet.VOICE),
    "Esc": Meaning(),
    "Ctrl+Left": Meaning(moves=(-1, 0)),
    "Ctrl+Right": Meaning(moves=(1, 0)),
    "Ctrl+Up": Meaning(moves=(0, -1)),
    "Ctrl+Down": Meaning(moves=(0, 1)),
}
