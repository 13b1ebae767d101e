"""A whole venue on this machine: a server on a database of its own, and paired apps."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final

import httpx

from server.entry.demo.screens import Screen

READY_WITHIN_S: Final = 30.0
SHOP: Final = "demo"


class VenueFailed(Exception):
    """A program of the venue did not do what it should; the text holds its last words."""


@dataclass
class Venue:
    """`folder` keeps the database, the device files, the logs. A context manager.

    `has_display`: windows are shown; else the apps draw into memory. `arguments` go to every app.
    """

    folder: Path
    has_display: bool = False
    arguments: tuple[str, ...] = ()
    port: int = 0
    _server: subprocess.Popen[bytes] | None = None
    _screens: list[Screen] = field(default_factory=list)

    # ---- opening

    def open(self) -> None:
        """Migrate, load the demo brand, serve. Raises VenueFailed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = self.port or _free_port()
        self.command_line("migrate")
        self.command_line("seed-demo")
        self.serve()

    def serve(self) -> None:
        """Start the server (again) on the same database and port, and wait until it is ready."""
        with (self.folder / "server.log").open("ab") as log:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "server", "serve", "--port", str(self.port)],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + READY_WITHIN_S
        while not self._is_ready():
            if self._server.poll() is not None or time.monotonic() > until:
                raise VenueFailed(f"the server is not ready:\n{self.server_log[-2000:]}")
            time.sleep(0.05)

    def pair(self, kind: str, module: str, *arguments: str, room: str | None = None) -> Screen:
        """Start an app as a new terminal of `kind`, with a pairing code of its own."""
        place = ("--room", room) if room else ()
        code = self.command_line("pairing-code", "--shop", SHOP, "--kind", kind, *place).strip()
        name = f"{kind}-{room}" if room else f"{kind}-{len(self._screens) + 1}"
        return self.start(name, module, "--pair", code, "--name", name, *arguments)

    def start(self, name: str, module: str, *arguments: str) -> Screen:
        """Start (again) the app of the device file `name`."""
        screen = Screen(
            module,
            (
                "--server",
                self.url,
                "--device-file",
                str(self.folder / f"{name}.db"),
                *self.arguments,
                *arguments,
            ),
            self.folder / f"{name}.log",
            {} if self.has_display else OFFSCREEN,
        )
        self._screens.append(screen)
        return screen

    def headless(self, name: str, kind: str) -> Path:
        """Pair a terminal without a screen; its device file, for `python -m common.client`."""
        code = self.command_line("pairing-code", "--shop", SHOP, "--kind", kind).strip()
        device_file = self.folder / f"{name}.db"
        self.client(device_file, "pair", "--server", self.url, "--pair", code, "--name", name)
        return device_file

    # ---- using

    def client(self, device_file: Path, *arguments: str) -> str:
        """`python -m common.client` as the terminal of `device_file`; what it printed."""
        return self._run("common.client", *arguments, "--device-file", str(device_file))

    def command_line(self, *arguments: str) -> str:
        """`python -m server …` on this venue's database; what it printed."""
        return self._run("server", *arguments)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def server_log(self) -> str:
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    # ---- closing

    def stop_server(self) -> None:
        """Ask the server to end, as an operator would."""
        if self._server is not None and self._server.poll() is None:
            self._server.terminate()
            try:
                self._server.wait(15.0)
            except subprocess.TimeoutExpired:
                self.kill_server()
        self._server = None

    def kill_server(self) -> None:
        """`kill -9`: a power cut, as far as the server can tell."""
        if self._server is not None:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
            self._server = None

    def close(self) -> None:
        for screen in reversed(self._screens):
            screen.close()
        self._screens.clear()
        self.stop_server()

    def __enter__(self) -> Venue:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # ---- inside

    def _run(self, module: str, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60.0,
            check=False,
        )
        if done.returncode:
            asked = " ".join((module, *arguments))
            raise VenueFailed(f"{asked} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def _environment(self) -> Mapping[str, str]:
        return {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "ZAOTAI_DATA_DIR": str(self.folder),
            "ZAOTAI_DATABASE_URL": f"sqlite:///{self.folder / 'zaotai.db'}",
        }

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.url}/health/ready", timeout=2.0).is_success
        except httpx.TransportError:
            return False


OFFSCREEN: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
