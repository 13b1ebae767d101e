"""The first start: the server's address and the code, typed on the screen itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, Signal, Slot

from common.client.api import ApiError
from common.client.facade import Core
from common.qt.tasks import spawn
from kds_app import words
from kds_app.painted_object import PaintedObject, shown

ERASE: Final = "<"
_LONGEST_CODE: Final = 12
_LONGEST_URL: Final = 200


@dataclass(frozen=True, slots=True)
class Form:
    """`field`: code or url, where the keypad writes."""

    url: str
    name: str
    code: str = ""
    field: str = "code"
    problem: str = ""
    is_busy: bool = False


class Pairing(PaintedObject[Form]):
    """Signals: `paired` when the server accepted this screen."""

    changed = Signal()
    paired = Signal()
    url = shown(str, "url", changed)
    name = shown(str, "name", changed)
    code = shown(str, "code", changed)
    field = shown(str, "field", changed)
    problem = shown(str, "problem", changed)
    isBusy = shown(bool, "is_busy", changed)

    def __init__(self, core: Core, url: str, name: str, parent: QObject) -> None:
        super().__init__(Form(url, name), parent)
        self._core = core

    @Slot(str)
    def choose(self, field: str) -> None:
        self.paint(replace(self.now_shown, field=field, problem=""))

    @Slot(str)
    def type(self, key: str) -> None:
        """One key of the keypad; `<` takes the last one back."""
        form = self.now_shown
        if not key.isprintable():
            return
        if form.field == "url":
            url = form.url[:-1] if key == ERASE else (form.url + key)[:_LONGEST_URL]
            self.paint(replace(form, url=url, problem=""))
        else:
            code = form.code[:-1] if key == ERASE else (form.code + key)[:_LONGEST_CODE]
            self.paint(replace(form, code=code, problem=""))

    @Slot()
    def pair(self) -> None:
        if not self.now_shown.is_busy and self.now_shown.code:
            spawn(self.redeem(self.now_shown.code), self, "pair")

    async def redeem(self, code: str) -> bool:
        """Pair with `code`; what went wrong is shown, never raised."""
        self.paint(replace(self.now_shown, code=code, is_busy=True, problem=""))
        problem = await self._try(self.now_shown.url, code)
        self.paint(replace(self.now_shown, is_busy=False, problem=problem))
        if not problem:
            self.paired.emit()
        return not problem

    async def _try(self, url: str, code: str) -> str:
        """What went wrong, in words; "" when it did not."""
        if not _is_address(url):
            return words.translate("Kds", "这不是一个地址，要像 http://192.168.1.10:8000")
        try:
            await self._core.pair(url, code, self.now_shown.name)
        except ApiError as error:
            return _problem_text(error.code)
        return ""


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _problem_text(code: str) -> str:
    if code.startswith("pairing."):
        return words.translate("Kds", "配对码不对，或者已经过期")
    match code:
        case "server.unreachable" | "answer.not_ours":
            return words.translate("Kds", "连不上服务器，请检查地址和网络")
        case _:
            return words.translate("Kds", "没有配对成功：{0}").format(code)
