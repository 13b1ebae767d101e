"""Real device cores in this process, paired with the server of `push` as people pair them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from common.client.core import DeviceCore
from common.client.facade import Phase, Update
from common.domain.kitchen import LineState
from common.domain.rows import LineRow, OrderRow
from common.speech import SilentSpeaker, Speaker
from tests.support.push import Push
from tests.support.waiting import until


class Device:
    """A core, what it was heard to say, and what it told its screen."""

    def __init__(self, path: Path | None, speaker: Speaker | None = None) -> None:
        """`speaker`: another one than the one that only remembers (`self.speaker`)."""
        self.path = path
        self.speaker = SilentSpeaker()
        self.core = DeviceCore(path, speaker or self.speaker, "test", "0.1.0")
        self.updates: list[Update] = []
        self.core.subscribe(self.updates.append)

    @property
    def lines(self) -> list[LineRow]:
        return [row for row in self.core.tables()["lines"].values() if isinstance(row, LineRow)]

    @property
    def orders(self) -> list[OrderRow]:
        return [row for row in self.core.tables()["orders"].values() if isinstance(row, OrderRow)]

    def states(self) -> list[LineState]:
        return [line.state for line in sorted(self.lines, key=lambda x: x.id)]

    async def sees(self, condition: Callable[[], object], what: str = "") -> None:
        await until(condition, 10.0, what or "the device's tables")

    async def is_live(self) -> None:
        await until(lambda: self.core.link.phase is Phase.LIVE, 15.0, "the link being live")

    async def has_nothing_to_say(self) -> None:
        await until(
            lambda: not self.core.announcements.waiting, 15.0, "the voice queue being empty"
        )

    async def has_sent_all(self) -> None:
        await until(lambda: self.core.link.unsent == 0, 15.0, "the outbox being answered")


class Devices:
    def __init__(self, push: Push, folder: Path) -> None:
        self._push = push
        self._folder = folder
        self._opened: list[Device] = []
        self.server_url = push.url.removesuffix("/v1/push").replace("ws:", "http:")

    async def kitchen(self, *, server_url: str = "") -> Device:
        return await self.paired("kitchen", server_url=server_url)

    async def pad(self, room: str = "801", *, server_url: str = "") -> Device:
        return await self.paired("pad", room=room, server_url=server_url)

    async def cashier(self) -> Device:
        return await self.paired("cashier")

    async def waiter(self) -> Device:
        return await self.paired("waiter")

    async def paired(self, kind: str, *, room: str = "", server_url: str = "") -> Device:
        """A new terminal, live."""
        code = await self.code(kind, room)
        device = await self.opened(self._folder / f"{kind}-{len(self._opened)}.sqlite")
        await device.core.pair(server_url or self.server_url, code, f"{kind} {room}".strip())
        await device.is_live()
        return device

    async def code(self, kind: str, room: str = "") -> str:
        api = self._push.api
        body = {"kind": kind} | ({"room_id": api.room(room)} if room else {})
        answer = await api.as_manager().post("/v1/devices/codes", body)
        assert answer.status_code == 201, answer.text
        code: str = answer.json()["code"]
        return code

    async def opened(self, path: Path | None) -> Device:
        """A program started on the file of a device that may have been paired before."""
        device = Device(path)
        self._opened.append(device)
        await device.core.start()
        return device

    async def restarted(self, device: Device) -> Device:
        await device.core.aclose()
        return await self.opened(device.path)

    @classmethod
    @asynccontextmanager
    async def of(cls, push: Push, folder: Path) -> AsyncIterator[Self]:
        devices = cls(push, folder)
        try:
            yield devices
        finally:
            for device in devices._opened:
                await device.core.aclose()
