"""Real processes under test: started in a group of their own, their words kept, gone afterwards."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.support.network import free_port
from tests.support.waiting import wait_until

REPOSITORY = Path(__file__).resolve().parents[2]


class Running:
    """One started program. Its output (both streams, in order) is kept in a file."""

    def __init__(self, name: str, popen: subprocess.Popen[bytes], log: Path) -> None:
        self.name = name
        self._popen = popen
        self._log = log

    @property
    def pid(self) -> int:
        return self._popen.pid

    @property
    def output(self) -> str:
        """All that it has written so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    @property
    def is_running(self) -> bool:
        return self._popen.poll() is None

    def wait_for_output(self, text: str, timeout_s: float = 20.0) -> None:
        """Until it has written `text`; a program that ends first fails the test with its last words."""
        wait_until(
            lambda: text in self.output or not self.is_running,
            timeout_s,
            f"{self.name} writing {text!r}",
        )
        assert text in self.output, f"{self.name} ended without {text!r}:\n{self.output}"

    def wait(self, timeout_s: float = 30.0) -> int:
        """Until it ends by itself; returns its exit code."""
        return self._popen.wait(timeout_s)

    def stop(self, timeout_s: float = 20.0) -> int:
        """Ask it to end (SIGTERM) and wait; returns its exit code."""
        self._popen.terminate()
        return self._popen.wait(timeout_s)

    def kill(self) -> None:
        """`kill -9` of it and of everything it started: what a power cut looks like to a program."""
        try:
            os.killpg(self._popen.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # the whole group had ended by itself
        finally:
            self._popen.wait()


@dataclass(frozen=True, slots=True)
class RunningServer:
    process: Running
    url: str
    port: int


class Processes:
    """Starts programs of this repository with the Python of the tests."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: list[Running] = []

    def start(
        self, module: str, *arguments: str, environment: Mapping[str, str] | None = None
    ) -> Running:
        """`python -m <module> <arguments>`, returning at once."""
        name = " ".join((module, *arguments))
        log = self._folder / f"process-{len(self._started) + 1}.log"
        with log.open("wb") as sink:
            popen = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                cwd=REPOSITORY,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        running = Running(name, popen, log)
        self._started.append(running)
        return running

    def run(
        self,
        module: str,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        timeout_s: float = 60.0,
    ) -> str:
        """`python -m <module> <arguments>` to its end; its output. Any exit code but 0 fails the test."""
        running = self.start(module, *arguments, environment=environment)
        code = running.wait(timeout_s)
        assert code == 0, f"{running.name} ended with {code}:\n{running.output}"
        return running.output

    def serve(
        self, database_url: str, *, port: int = 0, environment: Mapping[str, str] | None = None
    ) -> RunningServer:
        """`python -m server serve` on a database that is already migrated, once it answers.

        `port` lets a server come back where it was; 0 takes a free one.
        """
        chosen = port or free_port()
        environment = {**server_environment(database_url, self._folder), **(environment or {})}
        running = self.start("server", "serve", "--port", str(chosen), environment=environment)
        server = RunningServer(running, f"http://127.0.0.1:{chosen}", chosen)

        def answers() -> bool:
            assert running.is_running, f"the server ended:\n{running.output}"
            return is_ready(server.url)

        wait_until(answers, 30.0, f"the server at {server.url} answering")
        return server

    def kill_all(self) -> None:
        for running in reversed(self._started):
            running.kill()

    def report(self) -> str:
        """What everybody said, for the report of a failed test."""
        return "\n".join(f"── {each.name}\n{each.output}" for each in self._started)


def server_environment(database_url: str, data: Path) -> dict[str, str]:
    """The settings under which a test runs the server's command line."""
    return {"ZAOTAI_DATABASE_URL": database_url, "ZAOTAI_DATA_DIR": str(data)}


def is_ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/health/ready", timeout=2.0).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False


@pytest.fixture
def processes(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Processes]:
    """A starter of programs; what it started is killed with all its children after the test."""
    started = Processes(tmp_path)
    yield started
    started.kill_all()
    said = started.report()
    if said:
        request.node.add_report_section("teardown", "processes", said)
