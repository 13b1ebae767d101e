"""How many prepaid messages the brand has left, as the desk's chip says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from PySide6.QtCore import Property, QObject, Signal

from cashier_app.shown import MAP, as_map
from cashier_app.words import translate
from common.client.api import ApiError, ProblemAnswered
from common.client.facade import Core
from common.domain.errors import DomainError
from common.qt.tasks import spawn
from common.wire.events import EventKind
from common.wire.sms import AccountBody

ASK_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SmsFacts:
    """`is_known`: the server has told this desk. `level`: ok, warn, bad."""

    is_known: bool = False
    value: str = ""
    level: str = "ok"


class SmsModel(QObject):
    """Asks when the server comes back, each minute, and when it says that few are left."""

    changed = Signal()

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._facts = SmsFacts()
        self._asked_at: float | None = None
        self._was_live = False

    def show(self, is_live: bool) -> None:
        due = (
            self._asked_at is None
            or self._core.monotonic() - self._asked_at >= ASK_EVERY.total_seconds()
        )
        if is_live and (due or not self._was_live):
            self.refresh()
        self._was_live = is_live

    def hear(self, kinds: tuple[str, ...]) -> None:
        """Events came from the journal."""
        if EventKind.SMS_BALANCE_LOW in kinds:
            self.refresh()

    def refresh(self) -> None:
        self._asked_at = self._core.monotonic()
        spawn(self._ask(), self, "sms balance")

    async def _ask(self) -> None:
        try:
            account = await self._core.call("GET", "/v1/sms/account", AccountBody)
        except ProblemAnswered:
            self._paint(SmsFacts())  # not for this desk
        except (ApiError, DomainError):
            return  # what was told last stands; the link's own light says that it is old
        else:
            self._paint(_facts(account))

    def _paint(self, facts: SmsFacts) -> None:
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    facts = Property(MAP, lambda self: as_map(self._facts), notify=changed)


def _facts(account: AccountBody) -> SmsFacts:
    left = account.buckets.available
    if account.buckets.granted == 0:
        return SmsFacts(True, translate("Cashier", "未开通"))
    text = translate("Cashier", "{0} 条").format(left)
    if left <= 0:
        return SmsFacts(True, translate("Cashier", "{0} · 已用完").format(text), "bad")
    if account.is_low:
        return SmsFacts(True, translate("Cashier", "{0} · 偏低").format(text), "warn")
    return SmsFacts(True, text)
