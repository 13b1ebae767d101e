"""The corner's own keys, as a table; F12 shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

KEYS: Final[Mapping[str, str]] = {
    "Ctrl+S": "save",
    "Ctrl+N": "new",
    "Ctrl+Up": "above",
    "Ctrl+Down": "below",
    "Ctrl+Shift+Up": "up",
    "Ctrl+Shift+Down": "down",
    "F1": "find",
    "Ctrl+PgUp": "pageBefore",
    "Ctrl+PgDown": "pageAfter",
}
