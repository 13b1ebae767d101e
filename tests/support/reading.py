"""What a person can read on a window: its texts, what is cut of them, what is in another language."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQuick import QQuickItem

from common.qt.app import QmlWindow

_PLACE = re.compile(r"%n|%\d|\\\{\d\\\}")
_ROUNDING_PX = 1.5


def texts(window: QmlWindow) -> Iterator[QQuickItem]:
    """Every Text with words in it that is shown, in tree order."""
    waiting = [window.root]
    while waiting:
        item = waiting.pop(0)
        if item.isVisible() and item.opacity() > 0:
            if item.inherits("QQuickText") and item.property("text"):
                yield item
            waiting = [*item.childItems(), *waiting]


def cut(window: QmlWindow) -> list[str]:
    """Texts that are elided, or wider than the button or box that holds them."""
    return [str(item.property("text")) for item in texts(window) if _is_cut(item)]


def _is_cut(item: QQuickItem) -> bool:
    if item.property("truncated"):
        return True
    box = _holder(item)
    if box is None:
        return False  # what scrolls is cut on purpose
    words = item.mapRectToItem(
        box, QRectF(QPointF(0, 0), QPointF(float(item.property("contentWidth")), 1))
    )
    return words.right() - words.left() > box.width() + _ROUNDING_PX


def _holder(item: QQuickItem) -> QQuickItem | None:
    """The nearest named item around it; None where something that clips comes first."""
    box: QQuickItem | None = item.parentItem()
    while box is not None and not box.clip():
        if box.objectName():
            return box
        box = cast("QQuickItem | None", box.parentItem())
    return None


def still_in_chinese(window: QmlWindow, *folders: Path) -> set[str]:
    """Texts that the en.ts of `folders` translate and that stand there as in the source."""
    known = [
        re.compile(_PLACE.sub(".+", re.escape(source)))
        for folder in folders
        for source in (each.text or "" for each in ET.parse(folder / "en.ts").iter("source"))
        if re.search(r"[\u3400-\u9fff]", source)
    ]
    shown = {str(item.property("text")) for item in texts(window)}
    return {text for text in shown if any(pattern.fullmatch(text) for pattern in known)}
