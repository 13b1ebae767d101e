"""The design tokens as QML sees them: `Tokens` (raw, from here) behind `Theme` (typed, Theme.qml).

One engine shows one theme, so a calling screen beside a kitchen screen has its own engine.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, Final, cast

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication
from PySide6.QtQml import QQmlEngine, qmlRegisterSingletonType

from common.qt.assets import asset

_MAP: Final = cast("type", "QVariantMap")  # Property takes C++ names; its stub does not say so
_TOKENS_OF_ENGINE: Final = "zaotaiTokens"
_MOVEMENTS: Final = frozenset({"tap", "state", "reorder", "sheet", "newTicketPulse"})
UNKNOWN_ROLE: Final = "magenta"  # a role that no theme of this window names: seen at once


class ThemeName(StrEnum):
    KITCHEN = "kitchen"
    CALLING = "calling"
    PAD = "pad"
    CASHIER = "cashier"


@dataclass(frozen=True, slots=True)
class ThemeValues:
    """The values of one theme: colours by role; sizes, space and strokes in px; durations in ms."""

    name: ThemeName
    color: Mapping[str, str]
    size: Mapping[str, int]
    kit: Mapping[str, int]
    layout: Mapping[str, Any]  # Any: numbers and one pair, as in tokens.json
    space: Mapping[str, int]
    radius: Mapping[str, int]
    stroke: Mapping[str, int]
    duration: Mapping[str, int]
    touch: int
    touch_gap: int


@cache
def raw_tokens() -> Mapping[str, Any]:  # Any: the JSON as it stands
    """assets/tokens.json, read once."""
    return MappingProxyType(json.loads(asset("tokens.json").read_text(encoding="utf-8")))


def all_roles() -> tuple[str, ...]:
    """Every colour role that some theme names, itself or through an alias."""
    raw = raw_tokens()
    names = [role for theme in ThemeName for role in (*raw["themes"][theme], *_aliases(theme))]
    return tuple(dict.fromkeys(names))


def theme_values(name: ThemeName) -> ThemeValues:
    """The theme `name`, every role of `all_roles()` filled (UNKNOWN_ROLE where it has none)."""
    raw = raw_tokens()
    own = raw["themes"][name]
    named = own | {alias: own[role] for alias, role in _aliases(name).items()}
    kit = dict(raw["kit"][name])
    kit["buttonRadius"] = raw["radius"][kit["buttonRadius"]]
    kinds = ("heading", "title", "body", "button", "label", "caption", "key")
    sizes = {kind: kit.pop(kind) for kind in kinds}
    sizes |= {kind: px for kind, px in raw["type"][name].items() if isinstance(px, int)}
    return ThemeValues(
        name=name,
        color={role: named.get(role, UNKNOWN_ROLE) for role in all_roles()},
        size=sizes,
        kit=kit,
        layout=raw["layout"][name],
        space=raw["space"],
        radius=raw["radius"],
        stroke=raw["stroke"],
        duration=raw["duration"],
        touch=raw["touch"].get(name.value, raw["touch"]["kitchen"]),
        touch_gap=raw["touch"]["gap"],
    )


def _aliases(name: ThemeName) -> dict[str, str]:
    return {
        alias: role for alias, role in raw_tokens()["aliases"][name].items() if alias != "comment"
    }


class Tokens(QObject):
    """The theme of one engine. Read by Theme.qml alone; screens read `Theme`."""

    changed = Signal()

    def __init__(self, name: ThemeName, *, reduce_motion: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._values = theme_values(name)
        self._reduce_motion = reduce_motion

    def show(self, name: ThemeName) -> None:
        """Change the theme of the running window."""
        self._values = theme_values(name)
        self.changed.emit()

    def set_reduce_motion(self, reduce: bool) -> None:
        """Movements take 0 ms from now on; waits (undo, hold, toast) keep their time."""
        self._reduce_motion = reduce
        self.changed.emit()

    def colour(self, role: str) -> QColor:
        """The colour of `role`, for what is painted outside QML."""
        return QColor(self._values.color[role])

    def _colours(self) -> dict[str, QColor]:
        return {role: QColor(value) for role, value in self._values.color.items()}

    def _duration(self) -> dict[str, int]:
        still = _MOVEMENTS if self._reduce_motion else frozenset()
        return {kind: 0 if kind in still else ms for kind, ms in self._values.duration.items()}

    def _font(self) -> Mapping[str, Any]:
        return cast("Mapping[str, Any]", raw_tokens()["font"])

    name = Property(str, lambda self: self._values.name.value, notify=changed)
    reduceMotion = Property(bool, lambda self: self._reduce_motion, notify=changed)  # noqa: N815
    color = Property(_MAP, _colours, notify=changed)
    size = Property(_MAP, lambda self: dict(self._values.size), notify=changed)
    kit = Property(_MAP, lambda self: dict(self._values.kit), notify=changed)
    layout = Property(_MAP, lambda self: dict(self._values.layout), notify=changed)
    space = Property(_MAP, lambda self: dict(self._values.space), notify=changed)
    radius = Property(_MAP, lambda self: dict(self._values.radius), notify=changed)
    stroke = Property(_MAP, lambda self: dict(self._values.stroke), notify=changed)
    duration = Property(_MAP, _duration, notify=changed)
    touch = Property(int, lambda self: self._values.touch, notify=changed)
    touchGap = Property(int, lambda self: self._values.touch_gap, notify=changed)  # noqa: N815
    family = Property(str, lambda self: self._font()["family"], notify=changed)
    serif = Property(str, lambda self: self._font()["serif"], notify=changed)
    lineHeight = Property(float, lambda self: self._font()["lineHeight"], notify=changed)  # noqa: N815


def give_theme(engine: QQmlEngine, name: ThemeName, *, reduce_motion: bool) -> Tokens:
    """Let `engine` show the theme `name`; call before any QML is loaded into it."""
    tokens = Tokens(name, reduce_motion=reduce_motion, parent=engine)
    engine.setProperty(_TOKENS_OF_ENGINE, tokens)
    return tokens


def use_fonts(app: QGuiApplication) -> None:
    """Noto Sans CJK SC as the default font, with what stands in where it is not installed."""
    font = raw_tokens()["font"]
    QFont.insertSubstitutions(font["family"], font["fallback"])
    QFont.insertSubstitutions(font["serif"], font["serifFallback"])
    default = QFont()
    default.setFamilies([font["family"], *font["fallback"]])
    app.setFont(default)


@cache
def register_tokens() -> int:
    """Make `Tokens` known to QML; safe to repeat.

    Before the first engine is made: PySide6 6.11 otherwise loses QObject for the loader
    ("Cannot assign object of type QQmlTimer to list property data").
    """
    register = cast("Callable[..., int]", qmlRegisterSingletonType)  # its stub wants a bytes name
    return register(Tokens, "Zaotai.Tokens", 1, 0, "Tokens", _of_engine)


def _of_engine(engine: QQmlEngine) -> Tokens:
    return cast("Tokens", engine.property(_TOKENS_OF_ENGINE))
