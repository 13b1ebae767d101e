"""Commands from standard input, one a line, while the device stays connected."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Awaitable, Callable


async def shell(carry_out: Callable[[str], Awaitable[int]]) -> int:
    """Carry out each line and print `= <exit code>` behind it, until the end of the input; the code
    of the last one."""
    lines: asyncio.Queue[str | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    threading.Thread(target=_read_lines, args=(loop, lines.put_nowait), daemon=True).start()
    code = 0
    while (line := await lines.get()) is not None:
        if line.strip():
            code = await carry_out(line)
            print(f"= {code}", flush=True)
    return code


def _read_lines(loop: asyncio.AbstractEventLoop, take: Callable[[str | None], None]) -> None:
    # Our own descriptor: the interpreter waits for the lock of sys.stdin when it ends.
    with open(os.dup(sys.stdin.fileno()), encoding="utf-8") as typed:
        for line in typed:
            loop.call_soon_threadsafe(take, line)
    loop.call_soon_threadsafe(take, None)
