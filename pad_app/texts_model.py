"""餐好发短信: the guest leaves a phone number, once something is ordered.

Nothing of an order waits for this. Whether it is offered the server says (the shop lets guests ask,
and there is credit); without a word from it the pad offers nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.client.api import ApiError
from common.client.facade import Core
from common.domain.errors import Refused
from common.domain.ids import StayId
from common.domain.rows import StayRow
from common.qt.tasks import spawn
from common.wire.answers import StayBody, TextsOffer
from common.wire.requests import AskForTexts
from pad_app.shown import MAP, as_map
from pad_app.sight import Sight

DIGITS: Final = 11
"""Of a mobile number of mainland China."""
_Asked = tuple[StayId, int]


@dataclass(frozen=True, slots=True)
class TextsFacts:
    """`texts_to`: the number that was left, masked. `typed`: grouped as people read it; `problem`:
    code of why it was not taken, or nothing."""

    is_offered: bool = False
    texts_to: str = ""
    typed: str = ""
    is_full: bool = False
    is_busy: bool = False
    problem: str = ""


class TextsModel(QObject):
    """Signals: `changed`; `saved` when a number was taken or taken back."""

    changed = Signal()
    saved = Signal()

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._stay: StayRow | None = None
        self._asked: _Asked | None = None
        self._is_offered = False
        self._digits = ""
        self._is_busy = False
        self._problem = ""
        self._facts = TextsFacts()

    def show(self, sight: Sight) -> None:
        """Asks the server anew for each guest, after each placement and when the link is back."""
        self._see(sight.stay)
        asked = self._question(sight)
        if asked != self._asked:
            self._asked, self._is_offered = asked, asked is not None and self._is_offered
            if asked is not None:
                spawn(self._ask(asked), self, "texts offer")
        self._tell()

    @Slot(name="forgetTyped")
    def forget_typed(self) -> None:
        """Nobody finds the half of a number that another guest typed."""
        self._digits, self._problem = "", ""
        self._tell()

    forgetTyped = forget_typed

    @Slot(str, name="typeDigit")
    def type_digit(self, text: str) -> None:
        """One key of the keypad; `<` takes the last one back."""
        self._digits = self._digits[:-1] if text == "<" else (self._digits + text)[:DIGITS]
        self._problem = ""
        self._tell()

    typeDigit = type_digit

    @Slot()
    def save(self) -> None:
        if self._stay is not None and len(self._digits) == DIGITS and not self._is_busy:
            spawn(self._change("PUT", self._stay.id, AskForTexts(self._digits)), self, "ask texts")

    @Slot()
    def stop(self) -> None:
        """不用了: the number is forgotten."""
        if self._stay is not None and not self._is_busy:
            spawn(self._change("DELETE", self._stay.id, None), self, "stop texts")

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _see(self, stay: StayRow | None) -> None:
        """The newer of what the journal and the last answer say of the same guest."""
        held = self._stay
        if held is None or stay is None or held.id != stay.id:
            self._stay, self._digits, self._problem = stay, "", ""
        elif stay.version >= held.version:
            self._stay = stay

    def _question(self, sight: Sight) -> _Asked | None:
        """None: there is nobody to ask about, nothing is ordered, or nobody to ask."""
        if sight.stay is None or not sight.is_linked:
            return None
        placed = sum(batch.id not in sight.unsent for batch in sight.batches)
        return (sight.stay.id, placed) if placed else None

    async def _ask(self, asked: _Asked) -> None:
        try:
            offer = await self._core.call("GET", _path(asked[0]), TextsOffer)
        except (ApiError, Refused):
            is_offered = False
        else:
            is_offered = offer.is_offered
        if asked == self._asked:
            self._is_offered = is_offered
            self._tell()

    async def _change(self, method: str, stay_id: StayId, body: AskForTexts | None) -> None:
        self._is_busy, self._problem = True, ""
        self._tell()
        try:
            told = await self._core.call(method, _path(stay_id), StayBody, body)
        except (ApiError, Refused) as error:
            if self._is_of(stay_id):
                self._problem = error.code
        else:
            if self._is_of(stay_id):
                self._see(told.stay)
                self._digits = ""
                self.saved.emit()
        finally:
            self._is_busy = False
            self._tell()

    def _is_of(self, stay_id: StayId) -> bool:
        """An answer that comes after the guest has gone is nobody's any more."""
        return self._stay is not None and self._stay.id == stay_id

    def _tell(self) -> None:
        facts = TextsFacts(
            is_offered=self._is_offered,
            texts_to=self._stay.texts_to if self._stay else "",
            typed=_grouped(self._digits),
            is_full=len(self._digits) == DIGITS,
            is_busy=self._is_busy,
            problem=self._problem,
        )
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    state = Property(MAP, lambda self: as_map(self._facts), notify=changed)


def _path(stay_id: StayId) -> str:
    return f"/v1/stays/{stay_id}/phone"


def _grouped(digits: str) -> str:
    """`138 1234 5678`, also while it is typed."""
    return " ".join(part for part in (digits[:3], digits[3:7], digits[7:]) if part)
