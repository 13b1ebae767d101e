"""Fields that a person fills in and that are sent once; the sheet and the editor show them.

After no answer the fields are locked and the same request goes out again with the same key, so
that nothing is done twice; only a definite answer opens the fields.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from cashier_app.form import (
    Field,
    FieldKind,
    Values,
    date_of,
    is_full,
    number_of,
    time_of,
)
from cashier_app.pace import Pace
from cashier_app.refusals import why
from cashier_app.words import translate
from common.client.api import ApiError, ProblemAnswered
from common.client.facade import Core
from common.client.verdicts import is_definite
from common.domain.errors import DomainError
from common.qt.keyed_list_model import KeyedListModel

_TYPED: Final = frozenset(FieldKind) - {FieldKind.CHOICE, FieldKind.SWITCH, FieldKind.IMAGE}
_TIME_STEP: Final = timedelta(minutes=30)
_WIRE: Final = re.compile(r"(?:\$\.)?(\w+)")


class FieldsModel(QObject):
    """What a screen with fields does; its own class has the signal `changed` and the properties.

    (PySide6 6.11: a property cannot be notified by a signal of the base class.)
    `browsed(key)`: a picture is wanted for this field. `placed`: the cursor belongs into the field
    `focusKey` now (else it stays where the person has put it).
    """

    changed: SignalInstance
    browsed = Signal(str)
    placed = Signal()

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._fields = KeyedListModel(Field, lambda row: row.key, self)
        self._key = ""
        self._problem = ""
        self._wrong: Mapping[str, str] = {}
        self._focus = ""
        self._pace = Pace()
        self._is_busy = self._is_unsure = False
        self._serial = 0

    def _begin(self, fields: Iterable[Field]) -> None:
        fields = tuple(fields)
        self._problem, self._wrong = "", {}
        self._is_busy = self._is_unsure = False
        self._serial += 1
        self._key = self._core.new_key()
        self._focus = next((x.key for x in fields if x.kind in _TYPED), "")
        self._fields.replace([])  # fields of one name are not the same field: no cursor stays
        self._fields.replace(fields)

    # ── filling in ──────────────────────────────────────────────────────────────────────────────

    @Slot(str, str)
    def fill(self, key: str, value: str) -> None:
        field = self._field(key)
        if not self._is_locked and field.value != value:
            self._pace.typed(key, field.value, value, self._core.monotonic())
            self._put(replace(field, value=value))

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

    @Slot(str)
    def toggle(self, key: str) -> None:
        self.fill(key, "" if self._field(key).value else "1")

    @Slot(str, int)
    def step(self, key: str, by: int) -> None:
        """One more or less: a unit, half an hour, a day."""
        field = self._field(key)
        match field.kind:
            case FieldKind.TIME:
                at = datetime.combine(date(2000, 1, 2), time_of(field.value) or datetime.min.time())
                self.fill(key, f"{at + by * _TIME_STEP:%H:%M}")
            case FieldKind.DATE:
                day = date_of(field.value) or self._core.now().date()
                self.fill(key, (day + timedelta(days=by)).isoformat())
            case _:
                value = (number_of(field.value) or 0) + by
                if field.at_least <= value <= field.at_most:
                    self.fill(key, str(value))

    @Slot(str)
    def browse(self, key: str) -> None:
        if not self._is_locked:
            self.browsed.emit(key)

    @Slot(str)
    def focusOn(self, key: str) -> None:
        self._focus = key
        self.changed.emit()

    @Slot(str)
    def typeKey(self, text: str) -> None:
        """A key of the number pad, into the field that has the cursor; `<` takes one back."""
        if not self._focus:
            return
        field = self._field(self._focus)
        if not self._is_locked:
            value = field.value[:-1] if text == "<" else field.value + text
            self._put(replace(field, value=value))

    @Slot()
    def submit(self) -> None:
        """Enter in a field."""

    # ── sending ─────────────────────────────────────────────────────────────────────────────────

    async def _carry_out(
        self, send: Callable[[Values, str], Awaitable[str]], done: Callable[[str], None]
    ) -> None:
        try:
            word = await send(self._values(), self._key)
        except ProblemAnswered as error:
            if is_definite(error.problem):
                self._refused(error.code, error.problem.facts)
            else:
                self._not_answered()
        except DomainError as error:
            self._refused(error.code, error.facts)
        except ApiError:
            self._not_answered()
        else:
            self._is_unsure = False
            self._key = self._core.new_key()  # what comes next is another request
            done(word)
        finally:
            self._is_busy = False
            self.changed.emit()

    def _not_answered(self) -> None:
        self._is_unsure = True
        self._problem = translate("Cashier", "没有收到回答。再按一次会接着问同一笔，不会重复")

    def _refused(self, code: str, facts: Mapping[str, object]) -> None:
        self._is_unsure = False
        self._key = self._core.new_key()
        self._problem = why(code, facts)
        field = self._named(facts.get("field"))
        if field is not None:
            self._problem = translate("Cashier", "{0}：{1}").format(field.label, self._problem)
            self._wrong = {field.key: self._problem}
            self._focus = field.key if field.kind in _TYPED else self._focus
        self._after_refusal(code)
        self.changed.emit()  # so that each field knows whether the cursor is meant for it
        self.placed.emit()

    def _named(self, path: object) -> Field | None:
        """The field that a problem's JSON path `$.name[3]` speaks of."""
        found = _WIRE.match(path) if isinstance(path, str) else None
        name = found[1] if found else ""
        return next((x for x in self._fields.rows if name and (x.wire or x.key) == name), None)

    def _after_refusal(self, code: str) -> None:
        """For what a screen asks more of after some refusal."""

    def _field(self, key: str) -> Field:
        return next(x for x in self._fields.rows if x.key == key)

    def _put(self, field: Field) -> None:
        self._fields.replace(field if x.key == field.key else x for x in self._fields.rows)
        self._problem = ""
        self._wrong = {key: word for key, word in self._wrong.items() if key != field.key}
        self.changed.emit()

    def _values(self) -> Values:
        return Values({x.key: x.value for x in self._fields.rows})

    @property
    def _is_locked(self) -> bool:
        return self._is_busy or self._is_unsure

    def _is_full(self) -> bool:
        return all(is_full(x) for x in self._fields.rows)

    def _wrong_now(self) -> dict[str, str]:
        """What is wrong with which field, in words: as the server said, or as can be seen here."""
        return dict(self._wrong)
