"""A list model over frozen rows that changes by keyed difference, never by reset.

A reset would lose the scroll position, the press of a finger and every animation.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

RowT = TypeVar("RowT")
_NO_PARENT = QModelIndex()
_FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class KeyedListModel(QAbstractListModel, Generic[RowT]):
    """Rows of one frozen dataclass, told apart by `key`; each field is a role in camelCase.

    Give it a `parent`, or QML may collect it. `count` is the number of rows, for QML bindings.
    Enums reach QML as their value, tuples as arrays, nested dataclasses as objects.
    """

    count_changed = Signal()

    def __init__(
        self, row_type: type[RowT], key: Callable[[RowT], Hashable], parent: QObject
    ) -> None:
        super().__init__(parent)
        if not is_dataclass(row_type):
            raise TypeError(f"{row_type.__name__} is not a dataclass")
        self._key = key
        self._names = tuple(field.name for field in fields(row_type))
        self._rows: list[RowT] = []
        self._keys: list[Hashable] = []

    # -- what QML reads ------------------------------------------------------------------
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        return {
            _FIRST_ROLE + at: QByteArray(camel_case(name).encode())
            for at, name in enumerate(self._names)
        }

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # Any: whatever the field holds, in a form that QML reads
        at = role - _FIRST_ROLE
        if not index.isValid() or not 0 <= at < len(self._names):
            return None
        return for_qml(getattr(self._rows[index.row()], self._names[at]))

    def _count(self) -> int:
        return len(self._rows)

    count = Property(int, _count, notify=count_changed)

    # -- what the view-model writes --------------------------------------------------------
    @property
    def rows(self) -> Sequence[RowT]:
        """The rows as shown, in order."""
        return tuple(self._rows)

    def row_of(self, key: Hashable) -> int:
        """The place of `key`, or -1."""
        return self._keys.index(key) if key in self._keys else -1

    def replace(self, rows: Iterable[RowT]) -> None:
        """Show exactly `rows`, by the fewest removals, moves, insertions and changes.

        Raises ValueError when two rows have one key; nothing is changed then.
        """
        target = list(rows)
        keys = [self._key(row) for row in target]
        if len(set(keys)) != len(keys):
            raise ValueError("two rows with one key")
        before = len(self._rows)
        self._remove_all_but(set(keys))
        kept = set(self._keys)
        self._reorder([key for key in keys if key in kept])
        self._insert_missing(target, keys)
        self._update(target)
        if len(self._rows) != before:
            self.count_changed.emit()

    def _remove_all_but(self, wanted: set[Hashable]) -> None:
        gone = [at for at, key in enumerate(self._keys) if key not in wanted]
        for first, last in reversed(list(_runs(gone))):
            self.beginRemoveRows(_NO_PARENT, first, last)
            del self._rows[first : last + 1], self._keys[first : last + 1]
            self.endRemoveRows()

    def _reorder(self, order: list[Hashable]) -> None:
        place = {key: at for at, key in enumerate(self._keys)}
        staying = _longest_rising([place[key] for key in order])
        for at, key in enumerate(order):
            if place[key] in staying:
                continue
            after = self._keys.index(order[at - 1]) + 1 if at else 0
            self._move(self._keys.index(key), after)

    def _move(self, source: int, before: int) -> None:
        """Move one row so that it stands in front of what is now at `before`."""
        if before in (source, source + 1):
            return
        self.beginMoveRows(_NO_PARENT, source, source, _NO_PARENT, before)
        to = before - 1 if before > source else before
        self._rows.insert(to, self._rows.pop(source))
        self._keys.insert(to, self._keys.pop(source))
        self.endMoveRows()

    def _insert_missing(self, target: list[RowT], keys: list[Hashable]) -> None:
        known = set(self._keys)
        for first, last in _runs([at for at, key in enumerate(keys) if key not in known]):
            self.beginInsertRows(_NO_PARENT, first, last)
            self._rows[first:first] = target[first : last + 1]
            self._keys[first:first] = keys[first : last + 1]
            self.endInsertRows()

    def _update(self, target: list[RowT]) -> None:
        for first, last in _runs([i for i, row in enumerate(target) if row != self._rows[i]]):
            roles = self._changed_roles(target, first, last)
            self._rows[first : last + 1] = target[first : last + 1]
            self.dataChanged.emit(self.index(first), self.index(last), roles)

    def _changed_roles(self, target: list[RowT], first: int, last: int) -> list[int]:
        return [
            _FIRST_ROLE + at
            for at, name in enumerate(self._names)
            if any(
                getattr(target[i], name) != getattr(self._rows[i], name)
                for i in range(first, last + 1)
            )
        ]


def camel_case(name: str) -> str:
    """`room_name` → `roomName`."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def for_qml(value: Any) -> Any:
    """`value` in a form that QML reads: enums by value, tuples as arrays, dataclasses as objects."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, list)):
        return [for_qml(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {camel_case(f.name): for_qml(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**31 - 1:
        return float(value)  # QML int is 32 bits; a double holds every fen and millisecond
    return value


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Rising `places` as runs (first, last) of neighbours."""
    first = last = -1
    for place in places:
        if first >= 0 and place == last + 1:
            last = place
            continue
        if first >= 0:
            yield first, last
        first = last = place
    if first >= 0:
        yield first, last


def _longest_rising(places: list[int]) -> set[int]:
    """The values of a longest rising subsequence of `places`: the rows that need not move."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(places)
    for at, place in enumerate(places):
        slot = bisect_left(tails, place)
        before[at] = ends[slot - 1] if slot else -1
        tails[slot : slot + 1] = [place]
        ends[slot : slot + 1] = [at]
    chosen: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        chosen.add(places[at])
        at = before[at]
    return chosen
