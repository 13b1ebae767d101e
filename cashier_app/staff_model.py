"""Who works at the desk and how the shift stands, as the server last told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app import words
from cashier_app.form import Form
from cashier_app.refusals import why
from cashier_app.saving import saved
from cashier_app.shift_forms import ShiftForms
from cashier_app.shown import LIST
from cashier_app.words import translate
from common.client.api import ApiError, ProblemAnswered
from common.client.facade import Core
from common.domain.business_day import business_day
from common.domain.errors import DomainError
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn
from common.wire.cashier import MethodSum, ShiftBody, UnsettledBody


@dataclass(frozen=True, slots=True)
class MethodRow:
    """One way of paying in this shift: taken, given back, what should be there."""

    key: str
    name: str
    payments: str
    taken: str
    refunded: str
    expected: str


class StaffModel(QObject):
    """`asked(form)`: the desk should ask it."""

    changed = Signal()
    asked = Signal(object)

    def __init__(self, core: Core, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._forms = ShiftForms(core, self._learn)
        self._methods = KeyedListModel(MethodRow, lambda row: row.key, self)
        self._shift: ShiftBody | None = None
        self._folder = folder
        self._last = self._saved = ""
        self._problem = ""
        self._was_live = self._was_old = False
        self._zone: tzinfo | None = None

    def show(self, is_live: bool, zone: tzinfo) -> None:
        """Ask for the shift whenever the server has come back."""
        self._zone = zone
        if self._is_old() != self._was_old:
            self._was_old = not self._was_old
            self.changed.emit()
        if is_live and not self._was_live:
            self.refresh()
        self._was_live = is_live

    @Slot()
    def refresh(self) -> None:
        if self._core.identity is not None:
            spawn(self._ask(), self, "current shift")

    @Slot()
    def signIn(self) -> None:
        self.asked.emit(self.sign_in_form())

    def sign_in_form(self) -> Form:
        """The question who is here."""
        return self._forms.sign_in(self._signed_in)

    @Slot()
    def signOut(self) -> None:
        spawn(self._sign_out(), self, "sign out")

    @Slot(str)
    def save(self, kind: str) -> None:
        """The open shift, or the one that was closed here, as a file: csv or xlsx."""
        if self._last:
            spawn(self._save(f"/v1/reports/shift.{kind}?shift_id={self._last}"), self, "save shift")

    async def _save(self, path: str) -> None:
        self._saved, self._problem = await saved(self._core, self._folder, path)
        self.changed.emit()

    @Slot()
    def openShift(self) -> None:
        self.asked.emit(self._forms.open())

    @Slot()
    def closeShift(self) -> None:
        if self._shift is not None:
            self.asked.emit(self._forms.close(self._shift, self._sign_out))

    async def _ask(self) -> None:
        try:
            self._learn(await self._core.call("GET", "/v1/shifts/current", ShiftBody))
        except ProblemAnswered as error:
            self._learn(None)
            self._problem = "" if error.code == "shift.not_open" else why(error.code, {})
        except (ApiError, DomainError):
            self._problem = ""  # without the server the last known shift stands
        self.changed.emit()

    async def _sign_out(self) -> None:
        await self._core.sign_out()
        self.changed.emit()

    def _signed_in(self) -> None:
        self.changed.emit()
        self.refresh()

    def _learn(self, shift: ShiftBody | None) -> None:
        self._shift, self._problem = shift, ""
        if shift is not None and shift.id != self._last:
            self._last, self._saved = shift.id, ""
        self._methods.replace(_method(x) for x in (shift.methods if shift else []))
        self.changed.emit()

    def _who(self) -> str:
        staff = self._core.staff
        return staff.name if staff is not None else ""

    def _since(self) -> str:
        if self._shift is None or self._zone is None:
            return ""
        at = self._shift.opened_at
        return (words.day_and_clock if self._is_old() else words.clock)(at, self._zone)

    def _is_old(self) -> bool:
        """Whether it was opened on an earlier business day, and left open."""
        if self._shift is None or self._zone is None:
            return False
        opened = business_day(self._shift.opened_at, self._zone)
        return opened < business_day(self._core.now(), self._zone)

    def _unsettled(self) -> list[str]:
        return [_unsettled(x) for x in (self._shift.unsettled if self._shift else [])]

    methods = Property(QObject, lambda self: self._methods, constant=True)
    who = Property(str, _who, notify=changed)
    isSignedIn = Property(bool, lambda self: self._core.staff is not None, notify=changed)
    hasShift = Property(bool, lambda self: self._shift is not None, notify=changed)
    isOldShift = Property(bool, lambda self: self._is_old(), notify=changed)
    since = Property(str, _since, notify=changed)
    floatText = Property(
        str, lambda self: words.amount(self._shift.float_fen) if self._shift else "", notify=changed
    )
    saved = Property(str, lambda self: self._saved, notify=changed)
    canSave = Property(bool, lambda self: bool(self._last), notify=changed)
    unsettled = Property(LIST, _unsettled, notify=changed)
    problem = Property(str, lambda self: self._problem, notify=changed)


def _method(held: MethodSum) -> MethodRow:
    return MethodRow(
        key=held.method.value,
        name=words.method(held.method),
        payments=translate("Cashier", "{0} 笔").format(held.payments),
        taken=words.amount(held.taken_fen),
        refunded=words.amount(-held.refunded_fen) if held.refunded_fen else "",
        expected=words.amount(held.expected_fen),
    )


def _unsettled(held: UnsettledBody) -> str:
    return translate("Cashier", "{0} 未结 ¥{1} · {2}").format(
        held.place, words.amount(held.balance_fen), held.reason
    )
