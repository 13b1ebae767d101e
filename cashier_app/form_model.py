"""The one sheet in which the desk asks: shows a `Form`, sends it once, says what went wrong.

After no answer the fields are locked and the same request goes out again with the same key, so
that nothing is paid twice; only a definite answer opens the fields.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app.form import MANAGER, MANAGER_PIN, Field, FieldKind, Form, Values, is_full
from cashier_app.refusals import why
from cashier_app.shown import LIST
from cashier_app.words import translate
from common.client.api import ApiError, ProblemAnswered
from common.client.facade import Core
from common.domain.errors import DomainError
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn

_NEEDS_MANAGER: Final = frozenset({"adjustment.needs_manager", "manager.required"})


class FormModel(QObject):
    """`done(word)`: carried out."""

    changed = Signal()
    done = Signal(str)

    def __init__(self, core: Core, why_not: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._why_not = why_not
        self._form: Form | None = None
        self._fields = KeyedListModel(Field, lambda row: row.key, self)
        self._key = ""
        self._problem = ""
        self._focus = ""
        self._is_busy = self._is_unsure = False
        self._serial = 0

    @property
    def is_open(self) -> bool:
        return self._form is not None

    def ask(self, form: Form) -> None:
        self._form, self._problem = form, ""
        self._is_busy = self._is_unsure = False
        self._serial += 1
        self._key = self._core.new_key()
        self._focus = next((x.key for x in form.fields if x.kind is not FieldKind.CHOICE), "")
        self._fields.replace(
            []
        )  # fields of one name are not the same field: no cursor, no text stays
        self._fields.replace(form.fields)
        self.changed.emit()

    def look(self) -> None:
        """The link may have come or gone."""
        if self._form is not None:
            self.changed.emit()

    @Slot(str, str)
    def fill(self, key: str, value: str) -> None:
        if not self._is_locked and self._field(key).value != value:
            self._put(replace(self._field(key), value=value))

    @Slot(str, str)
    def choose(self, key: str, option: str) -> None:
        """Tap on an option: chosen, or no longer where several may be."""
        field = self._field(key)
        chosen = [part for part in field.value.split(",") if part]
        if field.kind is not FieldKind.CHOICE:
            self.fill(key, option)
        elif not field.many:
            self.fill(key, "" if option in chosen and field.optional else option)
        else:
            left = [x for x in chosen if x != option]
            self.fill(key, ",".join(left if option in chosen else [*chosen, option]))

    @Slot(str, int)
    def step(self, key: str, by: int) -> None:
        value = int(self._field(key).value or 0) + by
        if 1 <= value <= 99:
            self.fill(key, str(value))

    @Slot(str)
    def focusOn(self, key: str) -> None:
        self._focus = key
        self.changed.emit()

    @Slot(str)
    def typeKey(self, text: str) -> None:
        """A key of the number pad, into the field that has the cursor; `<` takes one back."""
        if not self._focus:
            return
        value = self._field(self._focus).value
        self.fill(self._focus, value[:-1] if text == "<" else value + text)

    @Slot()
    def confirm(self) -> None:
        if self._can_confirm() and self._form is not None:
            self._is_busy, self._problem = True, ""
            self.changed.emit()
            spawn(self._send(self._form), self, "send form")

    @Slot()
    def close(self) -> None:
        if not self._is_busy:
            self._form = None
            self.changed.emit()

    async def _send(self, form: Form) -> None:
        try:
            word = await form.send(self._values(), self._key)
        except ProblemAnswered as error:
            self._refused(error.code, error.problem.facts)
        except DomainError as error:
            self._refused(error.code, error.facts)
        except ApiError:
            self._is_unsure = True
            self._problem = translate("Cashier", "没有收到回答。再按一次会接着问同一笔，不会重复")
        else:
            self._form = None
            self.done.emit(word)
        finally:
            self._is_busy = False
            self.changed.emit()

    def _refused(self, code: str, facts: object) -> None:
        self._is_unsure = False
        self._key = self._core.new_key()
        self._problem = why(code, facts if isinstance(facts, dict) else {})
        if code in _NEEDS_MANAGER and not any(x.key == MANAGER for x in self._fields.rows):
            login = Field(MANAGER, FieldKind.TEXT, translate("Cashier", "经理账号"))
            pin = Field(MANAGER_PIN, FieldKind.SECRET, translate("Cashier", "经理 PIN"))
            self._fields.replace([*self._fields.rows, login, pin])
            self._focus = MANAGER

    def _field(self, key: str) -> Field:
        return next(x for x in self._fields.rows if x.key == key)

    def _put(self, field: Field) -> None:
        self._fields.replace(field if x.key == field.key else x for x in self._fields.rows)
        self._problem = ""
        self.changed.emit()

    def _values(self) -> Values:
        return Values({x.key: x.value for x in self._fields.rows})

    @property
    def _is_locked(self) -> bool:
        return self._is_busy or self._is_unsure

    def _blocked(self) -> str:
        return self._why_not() if self._form is not None and self._form.needs_link else ""

    def _can_confirm(self) -> bool:
        form = self._form
        if form is None or self._is_busy or self._blocked():
            return False
        is_right = form.is_right is None or form.is_right(self._values())
        return is_right and all(is_full(x) for x in self._fields.rows)

    def _summary(self) -> str:
        form = self._form
        return form.summary(self._values()) if form is not None and form.summary else ""

    def _has_number(self) -> bool:
        return any(x.kind in (FieldKind.AMOUNT, FieldKind.SECRET) for x in self._fields.rows)

    def _part(self, name: str) -> str:
        return str(getattr(self._form, name)) if self._form is not None else ""

    fields = Property(QObject, lambda self: self._fields, constant=True)
    isOpen = Property(bool, lambda self: self.is_open, notify=changed)
    serial = Property(int, lambda self: self._serial, notify=changed)
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
    isBusy = Property(bool, lambda self: self._is_busy, notify=changed)
    isLocked = Property(bool, lambda self: self._is_locked, notify=changed)
    hasNumber = Property(bool, _has_number, notify=changed)
    focusKey = Property(str, lambda self: self._focus, notify=changed)
    problem = Property(str, lambda self: self._problem or self._blocked(), notify=changed)
    summary = Property(str, _summary, notify=changed)
    canConfirm = Property(bool, _can_confirm, notify=changed)
