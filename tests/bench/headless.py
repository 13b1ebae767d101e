"""Terminals without a screen, in a process of their own: they follow, acknowledge and beat.

python -m tests.bench.headless PORT TOKEN…
"""

from __future__ import annotations

import asyncio
import sys

import uvloop

from tests.bench.crowd import Terminal, open_peers, until


async def follow(port: int, tokens: list[str]) -> None:
    terminals = [Terminal(token, answers=True) for token in tokens]
    peers = await open_peers(port, "/v1/push", [each.heard for each in terminals])
    await until(lambda: all(each.welcome for each in terminals), 30, "welcoming")
    print("following", flush=True)
    lost = asyncio.Event()
    while not any(each.is_lost for each in peers):
        try:
            async with asyncio.timeout(1.0):
                await lost.wait()
        except TimeoutError:
            continue
    print("a terminal was sent away", flush=True)


if __name__ == "__main__":
    uvloop.run(follow(int(sys.argv[1]), sys.argv[2:]))
