"""Values on their way to QML: a frozen dataclass goes as an object with camelCase names."""

from __future__ import annotations

from typing import Any, Final, cast

from common.qt.keyed_list_model import for_qml

MAP: Final = cast("type", "QVariantMap")
"""Types of a Property are C++ names; its stub does not say so."""
LIST: Final = cast("type", "QVariantList")


def as_map(value: object) -> dict[str, Any]:  # Any: whatever the fields hold, as QML reads it
    """`value`, a frozen dataclass, for a Property(MAP); nothing for None."""
    return {} if value is None else cast("dict[str, Any]", for_qml(value))
