"""The order of a corner's list as a person drags it: shown at once, sent at once, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cashier_app.refusals import why
from cashier_app.words import translate
from common.client.api import ApiError, ProblemAnswered
from common.client.facade import Core
from common.domain.errors import DomainError
from common.wire.requests import Arrangement

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where an order is sent, and what is answered."""

    path: str
    answer: type[object]


class Arranging:
    """`told`: a word for the toast."""

    def __init__(self, core: Core, told: Callable[[str], None]) -> None:
        self._core = core
        self._told = told
        self._before: tuple[str, ...] = ()
        self._asked: tuple[str, ...] = ()
        self._unsent: list[tuple[str, ...]] = []
        self._is_sending = False

    def shown(self, rows: Sequence[T], key_of: Callable[[T], str]) -> Sequence[T]:
        """`rows` as they were last asked to stand, until the server's own order has changed."""
        asked = {key: at for at, key in enumerate(self._asked)}
        if tuple(key_of(x) for x in rows if key_of(x) in asked) != self._before:
            self.forget()
            return rows
        turned = iter(
            sorted((x for x in rows if key_of(x) in asked), key=lambda x: asked[key_of(x)])
        )
        return [next(turned) if key_of(x) in asked else x for x in rows]

    def ask(self, before: Sequence[str], wanted: Sequence[str]) -> None:
        """Let what stands as `before` stand as `wanted`; `send` carries it out."""
        if set(before) != set(self._before):
            self._before = tuple(before)
        self._asked = tuple(wanted)
        others = (x for x in self._unsent if set(x) != set(wanted))
        self._unsent = [*others, self._asked]

    def forget(self) -> None:
        """Show the server's order again."""
        self._before = self._asked = ()

    async def send(self, shelf: Shelf) -> None:
        """Until the newest order has been sent. One that is refused is told and taken back."""
        if self._is_sending:
            return
        self._is_sending = True
        try:
            while self._unsent:
                await self._send(shelf, Arrangement(list(self._unsent.pop(0))))
        finally:
            self._is_sending = False

    async def _send(self, shelf: Shelf, body: Arrangement) -> None:
        try:
            await self._core.call("POST", shelf.path, shelf.answer, body, self._core.new_key())
        except ProblemAnswered as error:
            self._refuse(why(error.code, error.problem.facts))
        except DomainError as error:
            self._refuse(why(error.code, error.facts))
        except ApiError:
            self._refuse(translate("Cashier", "没有连上服务器，次序没有改"))

    def _refuse(self, word: str) -> None:
        self._unsent = []
        self.forget()
        self._told(word)
