"""What holds on every page: targets for fingers, names for tests and screen readers, a calm screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject
from PySide6.QtQuick import QQuickItem

from tests.ui.pad.conftest import OpenPad, Pad
from tests.ui.pad.pictures import PICTURES

TOUCH = 56


def pressables(item: QQuickItem) -> list[QQuickItem]:
    """The visible items that a tap or a hold acts on."""
    if not item.isVisible():
        return []
    meta = item.metaObject()
    acts = meta.indexOfMethod("press()") >= 0 or meta.indexOfSignal("confirmed()") >= 0
    found = [item] if acts else []
    return found + [deeper for child in item.childItems() for deeper in pressables(child)]


@pytest.mark.parametrize("picture", sorted(PICTURES))
async def test_everything_tappable_is_big_enough_and_has_its_names(
    open_pad: OpenPad, picture: str
) -> None:
    make, play = PICTURES[picture]
    pad = open_pad(make())
    await play(pad)
    found = pressables(pad.window.root)
    assert found or picture == "pad_cleaning"
    for item in found:
        name = item.objectName()
        assert name, item
        assert item.property("label") or item.property("text"), name
        assert min(item.width(), item.height()) >= TOUCH, name


def signals_of(pad: Pad) -> list[QObject]:
    """The view-models and their list models."""
    return [pad.model, *pad.model.findChildren(QObject)]


@pytest.mark.parametrize("picture", ["pad_menu", "pad_order", "pad_unsent", "pad_service"])
async def test_looking_again_repaints_nothing(open_pad: OpenPad, picture: str) -> None:
    make, play = PICTURES[picture]
    pad = open_pad(make())
    await play(pad)
    pad.model.look()
    told: list[str] = []
    for each in signals_of(pad):
        for name in ("changed", "dataChanged", "rowsInserted", "rowsRemoved", "menu_changed"):
            signal = getattr(each, name, None)
            if signal is not None:
                signal.connect(lambda *_, each=each, name=name: told.append(f"{each} {name}"))
    for _ in range(3):
        pad.model.look()
    assert told == []
