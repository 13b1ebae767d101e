"""Photos of dishes on this device's disk: fetched once, shown without the server ever after.

A photo's name is made of its bytes, so what lies here is never out of date, and one that arrived
torn is known by its name.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import httpx

from common.client import background

MOST_BYTES: Final = 2_000_000
MOST_KEPT: Final = 400
RETRY_S: Final = 30.0
_NAME: Final = re.compile(r"/v1/photos/(?P<id>[0-9a-f]{32})\.jpg")
_TIMEOUT: Final = httpx.Timeout(10.0)

_log = logging.getLogger(__name__)


class PhotoShelf:
    """On one event loop. `arrived`: called whenever another photo can be shown."""

    def __init__(
        self,
        folder: Path,
        server_url: Callable[[], str],
        transport: httpx.AsyncBaseTransport | None = None,
        retry_s: float = RETRY_S,
    ) -> None:
        """`server_url`: "" while this device is nobody's."""
        self._folder = folder
        self._server_url = server_url
        self._retry_s = retry_s
        self._client = httpx.AsyncClient(timeout=_TIMEOUT, transport=transport, trust_env=False)
        self._here: set[str] = set()
        self._wanted: list[str] = []
        self._task: asyncio.Task[None] | None = None
        self.arrived: Callable[[], None] = lambda: None

    def path_of(self, photo: str | None) -> Path | None:
        """Where the photo that a dish names lies; None: it has none, or it is on its way."""
        found = _NAME.fullmatch(photo) if photo else None
        if found is None:
            return None
        path = self._folder / f"{found['id']}.jpg"
        if path.name in self._here or path.exists():
            self._here.add(path.name)
            return path
        if photo not in self._wanted:
            self._wanted.append(found.string)
            self._fetch_soon()
        return None

    async def aclose(self) -> None:
        if self._task is not None:
            await background.end([self._task])
        await self._client.aclose()

    def _fetch_soon(self) -> None:
        if self._task is None or self._task.done():
            self._task = background.start(self._fetch_all(), "photos")

    async def _fetch_all(self) -> None:
        """One after the other: orders and pushes share this line. The latest asked for comes first."""
        while self._wanted:
            photo = self._wanted[-1]
            try:
                await self._fetch(photo)
            except (httpx.HTTPError, httpx.InvalidURL, OSError, _Torn) as error:
                _log.info("photo not fetched", extra={"photo": photo, "why": str(error)})
                await asyncio.sleep(self._retry_s)
                self._wanted.insert(0, self._wanted.pop(self._wanted.index(photo)))
            else:
                self._wanted.remove(photo)
                self.arrived()

    async def _fetch(self, photo: str) -> None:
        answer = await self._client.get(self._server_url() + photo)
        answer.raise_for_status()
        name = photo.rsplit("/", 1)[1]
        is_whole = hashlib.sha256(answer.content).hexdigest()[:32] == name.removesuffix(".jpg")
        if not is_whole or len(answer.content) > MOST_BYTES:
            raise _Torn(f"{len(answer.content)} bytes that are not {name}")
        await asyncio.to_thread(self._put, name, answer.content)
        self._here.add(name)

    def _put(self, name: str, content: bytes) -> None:
        """Under its name only when it is whole; the oldest make room."""
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f"{name}.part"
        part.write_bytes(content)
        os.replace(part, self._folder / name)
        kept = sorted(self._folder.glob("*.jpg"), key=lambda path: path.stat().st_mtime)
        for old in kept[:-MOST_KEPT]:
            old.unlink(missing_ok=True)
            self._here.discard(old.name)


class _Torn(Exception):
    """What came is not what its name says."""
