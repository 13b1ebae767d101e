"""The windows of this program: which QML, which theme, with which view-model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from common.qt.app import Screen
from common.qt.theme import ThemeName, raw_tokens
from kds_app.calling import Calling
from kds_app.kitchen import Kitchen
from kds_app.pairing import Pairing
from kds_app.text_measure import FontMeasure
from kds_app.words import translate

QML: Final = Path(__file__).resolve().parent / "qml"
MODULE: Final = "Zaotai.Kds"
SIZE: Final = (1920, 1080)


def font_measure() -> FontMeasure:
    """The measure of what the theme draws with; needs the application."""
    return FontMeasure(raw_tokens()["font"]["family"])


@dataclass(frozen=True, slots=True)
class Look:
    """How windows are shown: full screen without cursor, and whether anything moves."""

    kiosk: bool = False
    reduce_motion: bool = False


def kitchen_screen(kitchen: Kitchen, look: Look) -> Screen:
    return _screen(
        "Kitchen", ThemeName.KITCHEN, translate("Kds", "灶台 · 厨房"), {"kitchen": kitchen}, look
    )


def calling_screen(calling: Calling, look: Look) -> Screen:
    return _screen(
        "CallingScreen",
        ThemeName.CALLING,
        translate("Kds", "灶台 · 叫号屏"),
        {"calling": calling},
        look,
    )


def pairing_screen(pairing: Pairing, look: Look) -> Screen:
    return _screen(
        "PairingScreen",
        ThemeName.KITCHEN,
        translate("Kds", "灶台 · 配对"),
        {"pairing": pairing},
        look,
    )


def _screen(
    component: str, theme: ThemeName, title: str, properties: Mapping[str, object], look: Look
) -> Screen:
    return Screen(
        module=MODULE,
        component=component,
        theme=theme,
        title=title,
        size=SIZE,
        import_paths=[QML],
        properties=properties,
        kiosk=look.kiosk,
        reduce_motion=look.reduce_motion,
    )
