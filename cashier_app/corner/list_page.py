"""A page that is a list with an editor beside it: rooms, people, devices, dishes …

class StationsPage(ListPage):
    word_new = …                        # of the button that adds one; "" for none
    def listed(self) -> Iterable[ListRow]: …
    def edit_of(self, key: str) -> Edit | None: …    # None: it is gone
    def edit_new(self) -> Edit | None: …
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app.corner.around import Around
from cashier_app.corner.arranging import Arranging, Shelf
from cashier_app.corner.edit import Edit
from cashier_app.corner.page import CornerPage
from cashier_app.shown import LIST
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn


@dataclass(frozen=True, slots=True)
class ListRow:
    """`status`, `icon`, `tone` (ok, warn, bad, off, info): the pill at its right. `filters`: names of
    the filters that it passes. `words`: what else it is found by. `section`: its heading."""

    key: str
    title: str
    detail: str = ""
    note: str = ""
    status: str = ""
    icon: str = ""
    tone: str = ""
    section: str = ""
    filters: tuple[str, ...] = ()
    words: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A chip above the list; `key` "" lets everything pass. `count` is filled in by the page."""

    key: str
    text: str
    icon: str = ""
    count: int = 0
    is_chosen: bool = False


class ListPage(CornerPage):
    """`sought`: put the cursor into the search."""

    changed = Signal()
    sought = Signal()

    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._rows = KeyedListModel(ListRow, lambda row: row.key, self)
        self._filters = KeyedListModel(Filter, lambda row: row.key, self)
        self._arranging = Arranging(around.core, around.told)
        self._text = ""
        self._filter = ""
        self._next_key = ""

    # ── for a page to fill in ───────────────────────────────────────────────────────────────────

    def listed(self) -> Iterable[ListRow]:
        """All rows that are known, in their order."""
        return ()

    def filters(self) -> tuple[Filter, ...]:
        return ()

    def edit_of(self, key: str) -> Edit | None:
        """What the editor shows of `key`; None: it is gone."""
        return None

    def edit_new(self) -> Edit | None:
        """What the editor shows to add one; None: nothing can be added here."""
        return None

    def word_new(self) -> str:
        return ""

    def icon_new(self) -> str:
        return "plus"

    def words_empty(self) -> tuple[str, str]:
        """What stands where no row does: a title and a line."""
        return ("", "")

    def search(self, text: str) -> None:
        """Where the server searches: ask anew. Else the rows that are known are sifted here."""

    def shelf(self) -> Shelf | None:
        """Where the order of the rows is sent, a section at a time; None: nobody arranges them."""
        return None

    @property
    def knows_all(self) -> bool:
        """Whether `listed` is all there is: only then a filter can say how many it lets pass."""
        return True

    @property
    def has_more(self) -> bool:
        return False

    @Slot()
    def more(self) -> None:
        """The end of the list is in sight."""

    def choose_next(self, key: str) -> None:
        """What was just added: to be shown once it is known."""
        self._next_key = key

    # ── showing ─────────────────────────────────────────────────────────────────────────────────

    def show(self) -> None:
        every = tuple(self._arranging.shown(tuple(self.listed()), lambda row: row.key))
        if self._next_key and any(x.key == self._next_key for x in every):
            key, self._next_key = self._next_key, ""
            self._edit(key)
        self._filters.replace(
            replace(x, count=self._count(every, x.key), is_chosen=x.key == self._filter)
            for x in self.filters()
        )
        shown = (x for x in every if _passes(x, self._filter) and self._is_found(x))
        self._rows.replace(replace(x, is_chosen=x.key == self._editor.key) for x in shown)
        if self._editor.key:
            edit = self.edit_of(self._editor.key)
            self._editor.refresh(edit) if edit is not None else self._editor.clear()

    def _count(self, every: tuple[ListRow, ...], key: str) -> int:
        return sum(_passes(row, key) for row in every) if self.knows_all else -1

    def _is_found(self, row: ListRow) -> bool:
        held = f"{row.title} {row.detail} {row.status} {row.words}".casefold()
        return all(part in held for part in self._text.casefold().split())

    # ── what a person does ──────────────────────────────────────────────────────────────────────

    @Slot(str)
    def choose(self, key: str) -> None:
        if key != self._editor.key:
            self._editor.leave(lambda: self._edit(key))

    @Slot()
    def add(self) -> None:
        self._editor.leave(self._add)

    @Slot(str)
    def type(self, text: str) -> None:
        self._text = text.strip()
        self.search(self._text)
        self.show()
        self.changed.emit()

    @Slot()
    def chooseFirst(self) -> None:
        if self._rows.rows:
            self.choose(self._rows.rows[0].key)

    @Slot(str)
    def filterBy(self, key: str) -> None:
        self._filter = key
        self.search(self._text)
        self.show()
        self.changed.emit()

    def press(self, action: str) -> None:
        match action:
            case "new":
                self.add()
            case "find":
                self.sought.emit()
            case "above":
                self._step(-1)
            case "below":
                self._step(1)
            case "up":
                self.shift(self._editor.key, -1)
            case "down":
                self.shift(self._editor.key, 1)
            case _:
                super().press(action)

    @property
    def can_arrange(self) -> bool:
        """Only with the whole list in sight: what is sifted out has a place as well."""
        return self.shelf() is not None and not self._filter and not self._text

    @Slot(str, int)
    def shift(self, key: str, by: int) -> None:
        """One up or down."""
        keys = [x.key for x in self._rows.rows]
        if key in keys:
            self.place(key, keys.index(key) + by)

    @Slot(str, int)
    def place(self, key: str, to: int) -> None:
        """Let it stand where row `to` stands, within its own section; saved at once."""
        shelf = self.shelf()
        row = next((x for x in self._rows.rows if x.key == key), None)
        if shelf is None or row is None or not self.can_arrange:
            return
        if reason := self._around.why_not():
            self._around.told(reason)
            return
        shown = [x.key for x in self._rows.rows]
        keys = [x.key for x in self._rows.rows if x.section == row.section]
        wanted = [x for x in keys if x != key]
        wanted.insert(max(0, min(to - shown.index(keys[0]), len(wanted))), key)
        if wanted != keys:
            self._arranging.ask(keys, wanted)
            spawn(self._arrange(shelf), self, "arrange")
            self.look()

    async def _arrange(self, shelf: Shelf) -> None:
        await self._arranging.send(shelf)
        self.look()

    def _step(self, by: int) -> None:
        keys = [x.key for x in self._rows.rows]
        if keys:
            at = keys.index(self._editor.key) + by if self._editor.key in keys else 0
            self.choose(keys[max(0, min(at, len(keys) - 1))])

    def _edit(self, key: str) -> None:
        edit = self.edit_of(key)
        if edit is not None:
            self._editor.edit(edit)
        self.look()
        self.changed.emit()

    def _add(self) -> None:
        edit = self.edit_new()
        if edit is not None:
            self._editor.edit(edit)
        self.look()
        self.changed.emit()

    def _empty(self, at: int) -> str:
        return self.words_empty()[at]

    rows = Property(QObject, lambda self: self._rows, constant=True)
    chips = Property(QObject, lambda self: self._filters, constant=True)
    editor = Property(QObject, lambda self: self._editor, constant=True)
    text = Property(str, lambda self: self._text, notify=changed)
    wordNew = Property(str, lambda self: self.word_new(), constant=True)
    iconNew = Property(str, lambda self: self.icon_new(), constant=True)
    problem = Property(str, lambda self: self._problem, notify=changed)
    isLoading = Property(
        bool, lambda self: self._is_loading and not self._is_loaded, notify=changed
    )
    canArrange = Property(bool, lambda self: self.can_arrange, notify=changed)
    hasMore = Property(bool, lambda self: self.has_more, notify=changed)
    emptyTitle = Property(str, lambda self: self._empty(0), notify=changed)
    emptyDetail = Property(str, lambda self: self._empty(1), notify=changed)
    chosen = Property(LIST, lambda self: [self._editor.key], notify=changed)


def _passes(row: ListRow, key: str) -> bool:
    return not key or key in row.filters
