"""The two servers of `fanout`, each a process of its own: ours, and bare `websockets.broadcast`.

A line on stdin sends one event to all; the answer on stdout is when it was committed (ours) or
handed to the loop (bare), on the machine's monotonic clock.

    python -m tests.bench.fanout_server ours URL PORT STREAM
    python -m tests.bench.fanout_server bare PORT
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from typing import Final

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

from server.db.units import open_units
from server.entry.app import create_app
from server.entry.serving import serve as serve_app
from server.lib import logs
from server.lib.settings import Settings

BODY: Final = {"put": {"orders": [{"id": "0" * 36, "note": "x" * 2000}]}}
"""About as long as the event of an order with three lines."""
FRAME: Final = '{"t":"ev","s":"shop:' + "0" * 36 + ':menu","seq":%d,"d":"' + "x" * 2300 + '"}'


def ours(url: str, port: int, stream: str) -> None:
    logs.configure("warning")
    units = open_units(url)
    committed: list[float] = []
    units.on_commit(
        lambda touched: committed.append(time.monotonic()) if stream in touched else None
    )

    def obey() -> None:
        for _ in sys.stdin:
            units.run_write(lambda unit: unit.emit(stream, "goods.changed", BODY))
            print(committed[-1], flush=True)

    def ready() -> None:
        print("ready", flush=True)
        threading.Thread(target=obey, daemon=True).start()

    serve_app(create_app(Settings(database_url=url), units=units), "127.0.0.1", port, ready)


async def bare(port: int) -> None:
    loop = asyncio.get_running_loop()
    joined: set[ServerConnection] = set()
    seq = 0

    async def follow(connection: ServerConnection) -> None:
        joined.add(connection)
        await connection.wait_closed()

    def tell(number: int) -> None:
        broadcast(joined, FRAME % number)

    def obey() -> None:
        nonlocal seq
        for _ in sys.stdin:
            seq += 1
            at = time.monotonic()
            loop.call_soon_threadsafe(tell, seq)
            print(at, flush=True)

    async with serve(follow, "127.0.0.1", port, compression=None, ping_interval=None, backlog=2048):
        print("ready", flush=True)
        threading.Thread(target=obey, daemon=True).start()
        await loop.create_future()


if __name__ == "__main__":
    if sys.argv[1] == "ours":
        ours(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        uvloop.run(bare(int(sys.argv[2])))
