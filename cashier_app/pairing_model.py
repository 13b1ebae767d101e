"""The first start: the server's address and a pairing code of kind cashier."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app.refusals import why
from common.client.api import ApiError
from common.client.facade import Core
from common.qt.tasks import spawn


class PairingModel(QObject):
    """`problem`: code of why it did not work, `server.unreachable`, or nothing."""

    changed = Signal()

    def __init__(self, core: Core, server_url: str, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._server_url = server_url
        self._name = name
        self._code = ""
        self._problem = ""
        self._is_busy = False

    @Slot(str)
    def typeCode(self, text: str) -> None:
        self._code = text.strip()[:12]
        self._problem = ""
        self.changed.emit()

    @Slot()
    def pair(self) -> None:
        if not self._is_busy and self._code:
            spawn(self.redeem(self._code), self, "pair")

    async def redeem(self, code: str) -> None:
        """Pair with `code`; what went wrong is shown, never raised."""
        self._code, self._is_busy, self._problem = code, True, ""
        self.changed.emit()
        try:
            await self._core.pair(self._server_url, code, self._name)
            self._code = ""
        except ApiError as error:
            self._problem = error.code
        finally:
            self._is_busy = False
            self.changed.emit()

    code = Property(str, lambda self: self._code, notify=changed)
    problem = Property(
        str, lambda self: why(self._problem, {}) if self._problem else "", notify=changed
    )
    isBusy = Property(bool, lambda self: self._is_busy, notify=changed)
    serverUrl = Property(str, lambda self: self._server_url, notify=changed)
    deviceName = Property(str, lambda self: self._name, notify=changed)
