"""Device files as real terminals leave them: paired with the real server, everything fetched."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from common.client.core import DeviceCore
from common.client.facade import Phase
from common.speech import SilentSpeaker
from tests.bench.world import DEMO, World
from tests.support.processes import Processes, RunningServer, server_environment


def pairing_code(world: World, processes: Processes, kind: str, *more: str) -> str:
    """A fresh code for a terminal of `kind`."""
    environment = server_environment(world.url, world.folder)
    said = processes.run(
        "server", "pairing-code", "--shop", DEMO, "--kind", kind, *more, environment=environment
    )
    return next(line for line in said.splitlines() if line.isdigit())


async def pair_and_fetch(
    file: Path, server: RunningServer, code: str, is_there: Callable[[DeviceCore], bool]
) -> None:
    """A device file that knows what the server knows; its core is closed again."""
    core = DeviceCore(file, SilentSpeaker(), "bench", "0.1.0")
    await core.start()
    try:
        await core.pair(server.url, code, file.stem)
        until = time.monotonic() + 60
        while core.link.phase is not Phase.LIVE or not is_there(core):
            assert time.monotonic() < until, f"{file.stem}: {core.link}"
            await asyncio.sleep(0.02)
    finally:
        await core.aclose()
