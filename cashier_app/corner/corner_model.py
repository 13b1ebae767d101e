"""The corner over the desk: who may come in, which page is shown, how one leaves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app.corner.around import Around
from cashier_app.corner.keys import KEYS
from cashier_app.corner.page import CornerPage
from cashier_app.corner.pages import PAGES, group_word, word
from cashier_app.form import Form, Values
from cashier_app.sight import Sight
from cashier_app.words import translate
from common.client.facade import Core
from common.domain.errors import Refused
from common.domain.roles import MAY, Permission
from common.qt.keyed_list_model import KeyedListModel

_BY_KEY: Final = {each.key: each for each in PAGES}


@dataclass(frozen=True, slots=True)
class PageRow:
    """A line of the list of pages."""

    key: str
    group: str
    icon: str
    text: str
    is_chosen: bool


class CornerModel(QObject):
    """`turned`: another page is shown."""

    changed = Signal()
    turned = Signal()

    def __init__(
        self,
        core: Core,
        why_offline: Callable[[], str],
        ask: Callable[[Form], None],
        told: Callable[[str], None],
        sign_in: Callable[[], Form],
        sign_out: Callable[[], None],
        files: Path,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._core = core
        self._why_offline = why_offline
        self._ask = ask
        self._told = told
        self._sign_in = sign_in
        self._sign_out = sign_out
        self._sight = Sight({}, {}, core.now())
        self._around = Around(core, self._why_not, ask, told, lambda: self._sight, files)
        self._pages: dict[str, CornerPage] = {}
        self._rows = KeyedListModel(PageRow, lambda row: row.key, self)
        self._at = PAGES[0].key
        self._is_open = self._is_guest = False

    @property
    def is_open(self) -> bool:
        return self._is_open

    # ── coming and going ────────────────────────────────────────────────────────────────────────

    @Slot()
    def open(self) -> None:
        """For a manager at once; anybody else is told why not, and a manager may sign in."""
        if self._may_manage():
            self._enter()
            return
        form = self._sign_in()
        note = translate("Cashier", "店长页要店长登录，离开时会自动退出。")
        if self._core.staff is not None:
            note = translate("Cashier", "现在登录的人不是店长。") + note

        async def send(values: Values, key: str) -> str:
            word = await form.send(values, key)
            if not self._may_manage():
                raise Refused("corner.needs_manager")
            self._is_guest = True
            self._enter()
            return word

        title = translate("Cashier", "店长登录")
        self._ask(replace(form, title=title, note=note, send=send))

    def _enter(self) -> None:
        self._is_open = True
        self._show_page(self._at)

    @Slot()
    def close(self) -> None:
        """Back to the desk, when nothing unsaved is in the way."""
        self._page.leave(self._leave)
        self.changed.emit()

    def _leave(self) -> None:
        self._is_open = False
        if self._is_guest:
            self._is_guest = False
            self._sign_out()
            self._told(translate("Cashier", "店长已退出登录"))
        self.changed.emit()

    def back(self) -> None:
        """Esc."""
        if not self._page.back():
            self.close()

    def press(self, key: str) -> None:
        """A shortcut while the corner is open: see `keys.KEYS`."""
        action = KEYS.get(key, "")
        if action in ("pageBefore", "pageAfter"):
            keys = [x.key for x in PAGES]
            by = 1 if action == "pageAfter" else -1
            self.turn(keys[(keys.index(self._at) + by) % len(keys)])
        elif action:
            self._page.press(action)

    # ── pages ───────────────────────────────────────────────────────────────────────────────────

    @Slot(str)
    def turn(self, key: str) -> None:
        if key != self._at:
            self._page.leave(lambda: self._show_page(key))
            self.changed.emit()

    def look(self, sight: Sight) -> None:
        self._sight = sight
        if self._is_open:
            self._page.look()

    def _show_page(self, key: str) -> None:
        self._at = key
        self._rows.replace(
            PageRow(x.key, group_word(x.group), x.icon, word(x.key), x.key == key) for x in PAGES
        )
        self._page.open()
        self._page.look()
        self.changed.emit()
        self.turned.emit()

    @property
    def _page(self) -> CornerPage:
        if self._at not in self._pages:
            self._pages[self._at] = _BY_KEY[self._at].make(self._around, self)
        return self._pages[self._at]

    def _may_manage(self) -> bool:
        staff = self._core.staff
        return staff is not None and staff.role in MAY[Permission.MANAGE]

    def _why_not(self) -> str:
        if not self._may_manage():
            return translate("Cashier", "店长的登录已经失效，请关闭后重新登录")
        return self._why_offline()

    pages = Property(QObject, lambda self: self._rows, constant=True)
    page = Property(QObject, lambda self: self._page, notify=changed)
    isOpen = Property(bool, lambda self: self._is_open, notify=changed)
    key = Property(str, lambda self: self._at, notify=changed)
    title = Property(str, lambda self: word(self._at), notify=changed)
    source = Property(str, lambda self: f"{_BY_KEY[self._at].qml}.qml", notify=changed)
