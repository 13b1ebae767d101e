"""The room grid: floors of tiles, filtered by what a room waits for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app import words
from cashier_app.sight import Sight
from cashier_app.words import translate
from common.domain.kitchen import OFF_THE_STOVE
from common.domain.rows import RoomRow, RoomState, StayRow
from common.qt.keyed_list_model import KeyedListModel

COLUMNS: Final = 7
TILE: Final = 116
GAP: Final = 10
_HEAD: Final = 56
"""px of a floor's heading above its tiles."""
_LARGE_FEN: Final = 10_000_00
"""From here on a tile shows whole yuan: it has room for seven figures."""
_AROUND: Final = 2 * (TILE + GAP)
"""px above and below what is in sight where tiles are kept ready."""


class TileState(StrEnum):
    """How a tile looks; also the filters."""

    FREE = "free"
    IN_USE = "inUse"
    FOOD = "food"
    CLEAN = "clean"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Tile:
    """`x`, `y`: place on the sheet (px). `late`: minutes over the promise, -1 in time.

    `is_unsent`: a leave or clean waits for the server (待确认).
    """

    key: str
    name: str
    x: int
    y: int
    look: str
    word: str
    detail: str
    late: int
    has_call: bool
    is_selected: bool
    is_unsent: bool


@dataclass(frozen=True, slots=True)
class Floor:
    key: str
    title: str
    y: int


@dataclass(frozen=True, slots=True)
class Filter:
    key: str
    text: str
    icon: str
    count: int
    is_chosen: bool


class RoomsModel(QObject):
    """`tiles` holds those in sight and around it: a tile is a dozen items, and there may be 200.

    `chosen(room id)`: somebody wants to see that room. `revealed(y)`: its tile has to be in sight.
    """

    changed = Signal()
    chosen = Signal(str)
    revealed = Signal(int)
    refiltered = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tiles = KeyedListModel(Tile, lambda row: row.key, self)
        self._floors = KeyedListModel(Floor, lambda row: row.key, self)
        self._filters = KeyedListModel(Filter, lambda row: row.key, self)
        self._all: list[Tile] = []
        self._filter = self._selected = ""
        self._height = 0
        self._top, self._tall = 0, 1080

    def show(self, sight: Sight, selected: str) -> None:
        calling = {call.room_id for call in sight.calls}
        states = {room.id: _state(sight, room) for room in sight.rooms}
        kinds = _kinds(sight.rooms)
        tiles: list[Tile] = []
        floors: list[Floor] = []
        column, y = 0, -GAP
        for room in sight.rooms:
            if self._filter and states[room.id] != self._filter:
                continue
            title = " · ".join(x for x in (room.floor, kinds[room.floor]) if x)
            if not floors or floors[-1].title != title:
                y += (TILE + GAP) * (column > 0)
                floors.append(Floor(f"{title}-{len(floors)}", title, y + GAP))
                column, y = 0, y + GAP + _HEAD - 22
            tiles.append(
                _tile(sight, room, states[room.id], column * (TILE + GAP), y,
                      room.id in calling, room.id == selected)
            )  # fmt: skip
            column += 1
            if column == COLUMNS:
                column, y = 0, y + TILE + GAP
        self._height = y + (TILE + GAP) * (column > 0)
        self._all = tiles
        self._put_in_sight()
        self._floors.replace(floors)
        self._filters.replace(_filters(list(states.values()), self._filter))
        self.changed.emit()
        self._reveal(selected)

    def select(self, selected: str) -> None:
        """Another room is looked at; nothing else has changed."""
        self._all = [
            tile if tile.is_selected == (tile.key == selected)
            else replace(tile, is_selected=tile.key == selected)
            for tile in self._all
        ]  # fmt: skip
        self._put_in_sight()
        self._reveal(selected)

    def _reveal(self, selected: str) -> None:
        """Once: who has scrolled away from it since is left alone."""
        if selected == self._selected:
            return
        self._selected = selected
        for tile in self._all:
            if tile.key == selected:
                self.revealed.emit(tile.y)

    @Slot(int, int)
    def lookAt(self, top: int, height: int) -> None:
        """So many px of the sheet are in sight."""
        self._top, self._tall = top, height
        self._put_in_sight()

    def _put_in_sight(self) -> None:
        first, last = self._top - _AROUND - TILE, self._top + self._tall + _AROUND
        self._tiles.replace(tile for tile in self._all if first <= tile.y <= last)

    @Slot(str)
    def choose(self, room_id: str) -> None:
        self.chosen.emit(room_id)

    @Slot(str)
    def filterBy(self, key: str) -> None:
        """A second tap on the same filter shows all rooms again."""
        self._filter = "" if key == self._filter else key
        self.refiltered.emit()

    def beside(self, room_id: str, columns: int, rows: int) -> str:
        """The room so many tiles to the right and below; the first where nothing is selected."""
        tiles = self._all
        here = next((tile for tile in tiles if tile.key == room_id), None)
        if here is None:
            return tiles[0].key if tiles else ""
        if columns:
            at = tiles.index(here) + columns
            return tiles[at].key if 0 <= at < len(tiles) else room_id
        lines = sorted({tile.y for tile in tiles})
        at = lines.index(here.y) + rows
        if not 0 <= at < len(lines):
            return room_id
        there = [tile for tile in tiles if tile.y == lines[at]]
        return min(there, key=lambda tile: abs(tile.x - here.x)).key

    tiles = Property(QObject, lambda self: self._tiles, constant=True)
    floors = Property(QObject, lambda self: self._floors, constant=True)
    filters = Property(QObject, lambda self: self._filters, constant=True)
    isSifted = Property(bool, lambda self: bool(self._filter), notify=changed)
    count = Property(int, lambda self: len(self._all), notify=changed)
    height = Property(int, lambda self: self._height, notify=changed)


def _kinds(rooms: Iterable[RoomRow]) -> dict[str, str]:
    """The kind of all rooms of a floor, where it is one; else a heading a kind would tear it apart."""
    found: dict[str, set[str]] = defaultdict(set)
    for room in rooms:
        found[room.floor].add(room.kind)
    return {floor: next(iter(held)) if len(held) == 1 else "" for floor, held in found.items()}


def _state(sight: Sight, room: RoomRow) -> TileState:
    if room.state is RoomState.VACANT:
        return TileState.FREE
    if room.state is RoomState.TO_CLEAN:
        return TileState.CLEAN
    if room.state is RoomState.OUT_OF_USE:
        return TileState.OUT
    waits = any(sight.open_lines_of(stay.id) for stay in sight.stays_in(room.id))
    return TileState.FOOD if waits else TileState.IN_USE


def _tile(
    sight: Sight, room: RoomRow, state: TileState, x: int, y: int, calls: bool, selected: bool
) -> Tile:
    stays = sight.stays_in(room.id)
    waiting = [line for stay in stays for line in sight.open_lines_of(stay.id)]
    word, detail = _words(sight, room, state, stays, len(waiting))
    return Tile(
        key=room.id,
        name=room.name,
        x=x,
        y=y,
        look=state.value,
        word=word,
        detail=detail,
        late=max((_late(sight, line.promised_at) for line in waiting
                  if line.state not in OFF_THE_STOVE), default=-1),
        has_call=calls,
        is_selected=selected,
        is_unsent=room.id in sight.unsent,
    )  # fmt: skip


def _late(sight: Sight, promised_at: datetime) -> int:
    return words.minutes(sight.now - promised_at) if promised_at <= sight.now else -1


def _words(
    sight: Sight, room: RoomRow, state: TileState, stays: list[StayRow], waiting: int
) -> tuple[str, str]:
    if state is TileState.FREE:
        return translate("Cashier", "空闲"), ""
    if state is TileState.OUT:
        return translate("Cashier", "停用"), ""
    if state is TileState.CLEAN:
        waited = words.minutes(sight.now - room.state_since)
        return translate("Cashier", "待清洁"), translate("Cashier", "已等 {0} 分").format(waited)
    since = stays[0].opened_at if stays else room.state_since
    bills = {sight.bill_id(stay.id): stay.id for stay in stays}
    owed = sum(sight.totals_of(stay_id).balance_fen for stay_id in bills.values())
    glance = owed if abs(owed) < _LARGE_FEN else owed // 100 * 100  # to the fen on its bill
    detail = f"{words.hours(sight.now - since)} · {words.short(glance)}"
    if state is TileState.FOOD:
        return translate("Cashier", "餐品 {0} 道").format(waiting), detail
    return translate("Cashier", "使用中"), detail


def _filters(states: list[TileState], chosen: str) -> list[Filter]:
    named = (
        ("", translate("Cashier", "全部房间"), ""),
        (TileState.FOOD, translate("Cashier", "有未完成餐品"), "bowl"),
        (TileState.IN_USE, translate("Cashier", "使用中"), "person"),
        (TileState.CLEAN, translate("Cashier", "待清洁"), "broom"),
        (TileState.FREE, translate("Cashier", "空闲"), "ring"),
    )
    return [
        Filter(key, text, icon, states.count(TileState(key)) if key else len(states), key == chosen)
        for key, text, icon in named
    ]
