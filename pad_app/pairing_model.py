"""The first start: the server's address and the code that the desk shows for this room."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot

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

    @Slot(str, name="typeCode")
    def type_code(self, text: str) -> None:
        """One key of the keypad; `<` takes the last one back."""
        self._code = self._code[:-1] if text == "<" else (self._code + text)[:12]
        self._problem = ""
        self.changed.emit()

    typeCode = type_code

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
    problem = Property(str, lambda self: self._problem, notify=changed)
    isBusy = Property(bool, lambda self: self._is_busy, notify=changed)
    serverUrl = Property(str, lambda self: self._server_url, notify=changed)
    deviceName = Property(str, lambda self: self._name, notify=changed)
