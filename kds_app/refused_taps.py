"""A tap that this device itself had to refuse: said once, in a word that leaves by itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from kds_app.painted_object import PaintedObject, shown
from kds_app.refusals import why_text


@dataclass(frozen=True, slots=True)
class Said:
    """`serial` grows with each, so that the same word can be said again."""

    text: str = ""
    serial: int = 0


class RefusedTaps(PaintedObject[Said]):
    changed = Signal()
    text = shown(str, "text", changed)
    serial = shown(int, "serial", changed)

    def __init__(self, parent: QObject) -> None:
        super().__init__(Said(), parent)

    def say(self, code: str) -> None:
        """`code` of the rule that refused."""
        self.paint(Said(why_text(code, {}), self.now_shown.serial + 1))
