"""Text widths of this screen's fonts, remembered: the same dishes come all evening."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

_TALL = 10_000


class FontMeasure:
    """Measures in the theme's family; fulfils `ticket_parts.Measure`."""

    def __init__(self, family: str) -> None:
        self._family = family
        self._counted = lru_cache(maxsize=4096)(self._count)

    def lines(self, text: str, px: int, *, bold: bool, width: int) -> int:
        return self._counted(text, px, bold, width) if text else 0

    def _count(self, text: str, px: int, bold: bool, width: int) -> int:
        font = QFont(self._family)
        font.setPixelSize(px)
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        metrics = QFontMetrics(font)
        # As Text.Wrap does it: between words where it can, anywhere where it must.
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        box = metrics.boundingRect(QRect(0, 0, width, _TALL), flags.value, text)
        return max(1, round(box.height() / metrics.lineSpacing()))
