"""The one sheet in which the desk asks: shows a `Form`, sends it once, says what went wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app.fields_model import FieldsModel
from cashier_app.form import CODE, MANAGER, FieldKind, Form
from cashier_app.shift_forms import code_field
from cashier_app.shown import LIST, MAP
from cashier_app.stay_forms import manager_fields
from cashier_app.words import translate
from common.client.facade import Core
from common.qt.tasks import spawn

_NEEDS_MANAGER: Final = frozenset({"adjustment.needs_manager", "manager.required"})
_PAD: Final = (FieldKind.AMOUNT, FieldKind.SECRET, FieldKind.NUMBER)


class FormModel(FieldsModel):
    """`done(word)`: carried out."""

    changed = Signal()
    done = Signal(str)

    def __init__(self, core: Core, why_not: Callable[[], str], parent: QObject) -> None:
        super().__init__(core, parent)
        self._why_not = why_not
        self._form: Form | None = None

    @property
    def is_open(self) -> bool:
        return self._form is not None

    def ask(self, form: Form) -> None:
        self._form = form
        self._begin(form.fields)
        self.changed.emit()
        self.placed.emit()

    def look(self) -> None:
        """The link may have come or gone."""
        if self._form is not None:
            self.changed.emit()

    @Slot()
    def confirm(self) -> None:
        if self._can_confirm() and self._form is not None:
            self._is_busy, self._problem = True, ""
            self.changed.emit()
            spawn(self._carry_out(self._form.send, self._carried_out), self, "send form")

    @Slot()
    def enter(self) -> None:
        """The Enter key: a scanner's belongs to its code, and no code is an amount."""
        scan = self._pace.entered(self._core.monotonic())
        if scan is None:
            self.confirm()
        elif self._field(scan.key).kind in _PAD:
            self._put(replace(self._field(scan.key), value=scan.before))
            self._problem = translate("Cashier", "扫到 {0}，这里不填编码").format(scan.code)
            self.changed.emit()

    @property
    def asking(self) -> str:
        """The key of what the open sheet sends; nothing while it is closed."""
        return self._key if self._form is not None else ""

    @Slot()
    def close(self) -> None:
        if not self._is_busy:
            self._form = None
            self.changed.emit()

    def _carried_out(self, word: str) -> None:
        self._form = None
        self.done.emit(word)

    def _after_refusal(self, code: str) -> None:
        if code in _NEEDS_MANAGER and not any(x.key == MANAGER for x in self._fields.rows):
            self._fields.replace([*self._fields.rows, *manager_fields()])
            self._focus = MANAGER
        if code == "staff.code_needed":
            self._fields.replace([x for x in self._fields.rows if x.key != CODE] + [code_field()])
            self._focus = CODE

    def _blocked(self) -> str:
        return self._why_not() if self._form is not None and self._form.needs_link else ""

    def _can_confirm(self) -> bool:
        form = self._form
        if form is None or self._is_busy or self._blocked():
            return False
        is_right = form.is_right is None or form.is_right(self._values())
        return is_right and not self._checked() and self._is_full()

    def _checked(self) -> dict[str, str]:
        form = self._form
        return dict(form.check(self._values())) if form is not None and form.check else {}

    def _wrong_now(self) -> dict[str, str]:
        return self._checked() | super()._wrong_now()

    def _summary(self) -> str:
        form = self._form
        return form.summary(self._values()) if form is not None and form.summary else ""

    def _has_number(self) -> bool:
        return any(x.kind in _PAD for x in self._fields.rows)

    def _part(self, name: str) -> str:
        return str(getattr(self._form, name)) if self._form is not None else ""

    fields = Property(QObject, lambda self: self._fields, constant=True)
    serial = Property(int, lambda self: self._serial, notify=changed)
    isBusy = Property(bool, lambda self: self._is_busy, notify=changed)
    isLocked = Property(bool, lambda self: self._is_locked, notify=changed)
    focusKey = Property(str, lambda self: self._focus, notify=changed)
    wrong = Property(MAP, lambda self: self._wrong_now(), notify=changed)
    isOpen = Property(bool, lambda self: self.is_open, notify=changed)
    name = Property(str, lambda self: self._part("name"), notify=changed)
    title = Property(str, lambda self: self._part("title"), notify=changed)
    note = Property(str, lambda self: self._part("note"), notify=changed)
    confirmWord = Property(str, lambda self: self._part("confirm"), notify=changed)
    obstacles = Property(
        LIST, lambda self: list(self._form.obstacles) if self._form else [], notify=changed
    )
    isHeld = Property(
        bool, lambda self: self._form is not None and self._form.is_held, notify=changed
    )
    hasNumber = Property(bool, _has_number, notify=changed)
    problem = Property(str, lambda self: self._problem or self._blocked(), notify=changed)
    summary = Property(str, _summary, notify=changed)
    canConfirm = Property(bool, _can_confirm, notify=changed)
