"""A Redis of our own on a free loopback port: real, with nothing on disk, stopped and started at will."""

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisAway

from tests.support.network import free_port
from tests.support.waiting import wait_until


class RedisMissing(RuntimeError):
    """No `redis-server` on this machine: install the Debian package `redis-server`."""


class EphemeralRedis:
    def __init__(self, folder: Path) -> None:
        found = shutil.which("redis-server")
        if found is None:
            raise RedisMissing(
                "these tests need redis-server (Debian: apt-get install redis-server)"
            )
        self._program = found
        self._folder = folder
        self._running: subprocess.Popen[bytes] | None = None
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self._folder)]
        options += ["--save", "", "--appendonly", "no"]
        self._running = subprocess.Popen(
            [self._program, *options], stdout=subprocess.DEVNULL, start_new_session=True
        )
        wait_until(self._answers, 10.0, "redis answering")

    def stop(self) -> None:
        """At once, as a crash would."""
        if self._running is not None:
            self.thaw()
            self._running.kill()
            self._running.wait()
            self._running = None

    def freeze(self) -> None:
        """It answers nobody, and its connections stay open: what a cable that was pulled looks like."""
        assert self._running is not None, "only a running one can be frozen"
        self._running.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        if self._running is not None:
            self._running.send_signal(signal.SIGCONT)

    def listeners(self, pattern: str = "zaotai:*") -> int:
        """How many connections are subscribed."""
        with Redis.from_url(self.url) as client:
            channels = client.pubsub_channels(pattern)
            return sum(count for _, count in client.pubsub_numsub(*channels)) if channels else 0

    def _answers(self) -> bool:
        try:
            with Redis.from_url(self.url, socket_connect_timeout=1, socket_timeout=1) as client:
                return bool(client.ping())
        except RedisAway:
            return False


@pytest.fixture
def redis_server() -> Iterator[EphemeralRedis]:
    with tempfile.TemporaryDirectory(prefix="zaotai-redis-") as folder:
        server = EphemeralRedis(Path(folder))
        server.start()
        yield server
        server.stop()
