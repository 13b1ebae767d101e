"""A whole venue on this machine: a server on a database of its own, and paired apps."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final

import httpx
from sqlalchemy import select

from common.domain.roles import Role
from server.db.migrate import migrate
from server.db.units import Units, open_units
from server.entry.demo.headless import Headless
from server.entry.demo.screens import Screen
from server.entry.pairing_codes import new_pairing_code
from server.entry.seeding import Plan, read_plan, seed
from server.messaging.models import ImMessage

READY_WITHIN_S: Final = 30.0
ENDS_WITHIN_S: Final = 60.0
SHOP: Final = "demo"


class VenueFailed(Exception):
    """A program of the venue did not do what it should; the text holds its last words."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence for one account, as the message centre keeps it."""

    announcement_id: str
    repeat: int
    event: str
    account: str
    shown: str
    spoken: str
    status: str
    why: str


@dataclass
class Venue:
    """`folder` keeps the database, the device files, the logs. A context manager.

    `has_display`: windows are shown; else the apps draw into memory. `arguments` go to every app.
    `server`: the module and arguments that serve, without the port; `now`: its clock.
    """

    folder: Path
    has_display: bool = False
    arguments: tuple[str, ...] = ()
    port: int = 0
    server: tuple[str, ...] = ("server", "serve")
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _units: Units | None = None
    _server: subprocess.Popen[bytes] | None = None
    _screens: list[Screen] = field(default_factory=list)
    _headless: list[Headless] = field(default_factory=list)

    # ---- opening

    def open(self, plans: Sequence[Plan] = ()) -> None:
        """Migrate, load the demo brand (or `plans`), serve. Raises VenueFailed."""
        if self._units is not None:
            raise VenueFailed("the venue is open already")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = self.port or _free_port()
        migrate(self.database_url)
        self._units = units = open_units(self.database_url, self.now)
        wanted = plans or (read_plan(),)
        units.run_write(lambda unit: [seed(unit, plan) for plan in wanted])
        self.serve()

    def serve(self) -> None:
        """Start the server (again) on the same database and port, and wait until it is ready."""
        with (self.folder / "server.log").open("ab") as log:
            self._server = subprocess.Popen(
                [sys.executable, "-m", *self.server, "--port", str(self.port)],
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

    def code(self, kind: str, room: str = "", shop: str = SHOP) -> str:
        """A pairing code for one new terminal."""
        return new_pairing_code(self.units, shop, Role(kind), room)[0]

    def pair(
        self,
        kind: str,
        module: str,
        name: str,
        *arguments: str,
        room: str = "",
        shop: str = SHOP,
        url: str = "",
    ) -> Screen:
        """Start an app as a new terminal of `kind` that people call `name`."""
        code = self.code(kind, room, shop)
        return self.start(name, module, "--pair", code, "--name", name, *arguments, url=url)

    def start(self, name: str, module: str, *arguments: str, url: str = "") -> Screen:
        """Start (again) the app of the device file `name`; `url`: over this line to the server."""
        screen = Screen(
            module,
            (
                "--server",
                url or self.url,
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

    def headless(
        self, name: str, kind: str, room: str = "", shop: str = SHOP, url: str = ""
    ) -> Headless:
        """Pair a terminal without a screen."""
        code = self.code(kind, room, shop)
        terminal = self.start_headless(name)
        terminal.do("pair", "--server", url or self.url, "--code", code, "--name", name)
        return terminal

    def start_headless(self, name: str) -> Headless:
        """Start (again) the program without a screen of the device file `name`."""
        terminal = Headless(name, self.folder / f"{name}.db", self._environment())
        self._headless.append(terminal)
        return terminal

    # ---- using

    def staff_pin(self, login: str) -> str:
        """A fresh PIN of somebody of the shop."""
        return self.command_line("staff-pin", "--shop", SHOP, "--login", login).strip()

    def command_line(self, *arguments: str) -> str:
        """`python -m server …` on this venue's database; what it printed."""
        return self.run("server", *arguments)

    def sentences(self) -> list[Sentence]:
        """All that was announced, in the order in which it came up."""
        columns = (
            ImMessage.announcement_id,
            ImMessage.repeat,
            ImMessage.event,
            ImMessage.account,
            ImMessage.shown,
            ImMessage.spoken,
            ImMessage.status,
            ImMessage.why,
        )
        asked = select(*columns).order_by(ImMessage.due_at, ImMessage.id)
        rows = self.units.run_read(lambda session: session.execute(asked).all())
        return [Sentence(*row) for row in rows]

    @property
    def units(self) -> Units:
        if self._units is None:
            raise VenueFailed("the venue is not open")
        return self._units

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / 'zaotai.db'}"

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
        for terminal in self._headless:
            terminal.close()
        self._headless.clear()
        self.stop_server()
        if self._units is not None:
            asyncio.run(self._units.close())
            self._units = None

    def __enter__(self) -> Venue:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def run(self, module: str, *arguments: str) -> str:
        """A program of this repository to its end; what it printed. Raises VenueFailed."""
        asked = " ".join((module, *arguments))
        try:
            done = subprocess.run(
                [sys.executable, "-m", module, *arguments],
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=ENDS_WITHIN_S,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise VenueFailed(f"{asked} did not end within {ENDS_WITHIN_S:.0f} s") from error
        if done.returncode:
            raise VenueFailed(f"{asked} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    # ---- inside

    def _environment(self) -> Mapping[str, str]:
        return {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "ZAOTAI_DATA_DIR": str(self.folder),
            "ZAOTAI_DATABASE_URL": self.database_url,
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
