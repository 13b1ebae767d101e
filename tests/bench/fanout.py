"""One event to 500 sockets, against bare `websockets.broadcast`; and 500 sockets coming back at once."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psutil
import uvloop

from common.domain import streams
from common.domain.ids import ShopId
from common.domain.roles import Role
from tests.bench.crowd import Peer, Terminal, open_peers, until
from tests.bench.figures import (
    Figure,
    at_most,
    beside,
    median,
    percentile,
    ratio_at_least,
)
from tests.bench.world import World, new_world
from tests.support.network import free_port

SOCKETS: Final = 500
BEHIND: Final = 20
PUSH: Final = "/v1/push"
_READY_S: Final = 30.0


class Server:
    """A child that sends one event for each line it reads."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self._process = process
        self.port = port

    def read(self) -> str:
        assert self._process.stdout is not None, "piped"
        return self._process.stdout.readline().strip()

    def send_event(self) -> float:
        """When it was committed (monotonic, of this machine)."""
        assert self._process.stdin is not None, "piped"
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self.read())

    @property
    def rss_mib(self) -> float:
        resident: int = psutil.Process(self._process.pid).memory_info().rss
        return resident / 1024 / 1024


def run(*, full: bool) -> list[Figure]:
    with new_world() as world:
        tokens = world.terminals(Role.WAITER, SOCKETS)
        with _ours(world) as ours, _bare() as bare:
            return uvloop.run(_measure(ours, bare, tokens, rounds=200 if full else 60))


async def _measure(ours: Server, bare: Server, tokens: list[str], rounds: int) -> list[Figure]:
    empty = ours.rss_mib
    terminals = [Terminal(token) for token in tokens]
    mine = await open_peers(ours.port, PUSH, [each.heard for each in terminals])
    await until(lambda: all(each.welcome for each in terminals), 60, "welcoming the first time")
    theirs = await open_peers(bare.port, "/", [_count] * SOCKETS)
    await asyncio.sleep(0.5)

    took: dict[str, list[float]] = {"ours": [], "bare": []}
    for _ in range(rounds):
        took["bare"].append(await _one_event(bare, theirs))
        took["ours"].append(await _one_event(ours, mine))
    lost = sum(each.seqs != list(range(1, rounds + 1)) for each in mine)
    full_house = ours.rss_mib

    back = await _come_back(ours, tokens, terminals, mine)
    for peer in theirs:
        peer.leave()
    ratio = median([b / o for o, b in zip(took["ours"], took["bare"], strict=True)])
    return [
        ratio_at_least(
            "one event to 500 sockets, to bare websockets.broadcast",
            ratio,
            0.8,
            f"commit → last socket, 2 kB, median of {rounds} events in turn",
        ),
        beside("commit → last of 500 sockets", _spread(took["ours"])),
        beside("bare broadcast → last of 500 sockets", _spread(took["bare"])),
        Figure("sockets that lost or doubled an event", str(lost), "0", lost == 0),
        at_most(
            "500 sockets reconnecting at once, all caught up",
            max(back),
            3.0,
            "s",
            f"{BEHIND} events behind; half of them after {median(back):.2f} s",
        ),
        beside(
            "server's memory with 500 sockets",
            f"{full_house:.0f} MiB",
            f"{empty:.0f} MiB before the first, "
            f"{(full_house - empty) / SOCKETS * 1024:.0f} KiB a socket",
        ),
    ]


async def _one_event(server: Server, peers: list[Peer]) -> float:
    wanted = peers[0].frames + 1
    sent_at = server.send_event()
    await until(lambda: all(each.frames >= wanted for each in peers), 20, "an event to all")
    return max(each.at for each in peers) - sent_at


async def _come_back(
    server: Server, tokens: list[str], terminals: list[Terminal], peers: list[Peer]
) -> list[float]:
    """How long each of all terminals takes, in s, that come back `BEHIND` events behind, at once."""
    for peer in peers:
        peer.leave()
    reached = {
        name: position | {"seq": position["seq"] + len(peers[0].seqs)}
        for name, position in terminals[0].positions().items()
        if name.endswith(":menu")
    }
    for _ in range(BEHIND):
        server.send_event()
    await asyncio.sleep(1.0)
    returning = [
        Terminal(token, each.positions() | reached)
        for token, each in zip(tokens, terminals, strict=True)
    ]
    began = time.monotonic()
    again = await open_peers(server.port, PUSH, [each.heard for each in returning])
    await until(lambda: all(each.caught_up_at for each in returning), 60, "catching up")
    for peer in again:
        peer.leave()
    return [each.caught_up_at - began for each in returning]


def _count(peer: Peer, _: bytes) -> None:
    peer.frames += 1


def _spread(seconds: list[float]) -> str:
    return f"p50 {median(seconds) * 1000:.1f} ms, p95 {percentile(seconds, 0.95) * 1000:.1f} ms"


@contextmanager
def _child(port: int, *arguments: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "tests.bench.fanout_server", *arguments]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    )
    server = Server(process, port)
    try:
        while (line := server.read()) != "ready":
            assert line or process.poll() is None, "it ended before it was ready"
        yield server
    finally:
        process.kill()
        process.wait()


@contextmanager
def _ours(world: World) -> Iterator[Server]:
    port = free_port()
    with _child(port, "ours", world.url, str(port), streams.menu(ShopId(world.shop_id))) as server:
        yield server


@contextmanager
def _bare() -> Iterator[Server]:
    port = free_port()
    with _child(port, "bare", str(port)) as server:
        yield server
