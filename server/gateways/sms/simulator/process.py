"""The simulator's process: from its first line to the end of whoever started it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from server.gateways.sms.simulator import http
from server.gateways.sms.simulator.carrier import Carrier
from server.gateways.sms.simulator.conduct import Conduct
from server.gateways.sms.simulator.ledger import Ledger
from server.gateways.sms.simulator.routes import Simulator

PORT: Final = 8253
ACCOUNT: Final = "simulator"
PASSWORD: Final = "simulator"  # opens nothing but a simulation


@dataclass(frozen=True, slots=True)
class Options:
    host: str = "127.0.0.1"
    port: int = PORT  # 0: any that is free
    file: Path | None = None  # what was accepted; None: in memory
    conduct: Conduct = field(default_factory=Conduct)
    ends_with_stdin: bool = False  # a child ends when its parent does, however that ended


def run(options: Options, on_ready: Callable[[str], None]) -> None:
    """Simulate until a signal; `on_ready` is told the address."""
    asyncio.run(_run(options, on_ready))


async def _run(options: Options, on_ready: Callable[[str], None]) -> None:
    is_over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, is_over.set)
    if options.ends_with_stdin:
        stdin = sys.stdin.fileno()
        loop.add_reader(stdin, lambda: None if os.read(stdin, 4096) else is_over.set())
    ledger = Ledger(options.file)
    carrier = Carrier(ledger, options.conduct)
    simulator = Simulator(ledger, carrier, ACCOUNT, PASSWORD)
    listening = await http.serve(simulator.handle, options.host, options.port)
    port = listening.sockets[0].getsockname()[1]
    pushing = asyncio.create_task(carrier.run())
    try:
        on_ready(f"http://{options.host}:{port}")
        await is_over.wait()
    finally:
        pushing.cancel()
        listening.close()
        await asyncio.gather(pushing, return_exceptions=True)
        ledger.close()
