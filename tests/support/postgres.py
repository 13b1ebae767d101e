"""A PostgreSQL of our own: made in a temporary folder, on a free loopback port, gone afterwards."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

import psycopg
from psycopg import sql

from tests.support.network import free_port

SUPERUSER = "postgres"
MINIMUM_MAJOR = 15

# A cluster that dies with the test may lose its last commits; tests about durability ask for `durable`.
CARELESS = ("-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off")
SMALL = ("-c max_connections=60", "-c shared_buffers=64MB", "-c autovacuum=off", "-c jit=off")


# A database is some 300 small files: in memory a copy takes 10 ms, on a disk up to 300.
MEMORY = Path("/dev/shm")
MEMORY_NEEDED = 2 * 1024**3
PREFIX = "zaotai-pg-"
# Ends the cluster ($2…) and removes its files ($1) when its input ends: also when a test run is killed.
GUARD = 'home=$1; shift; cat >/dev/null; "$@" >/dev/null 2>&1; rm -rf "$home"'


class PostgresMissing(RuntimeError):
    """No server binaries of PostgreSQL on this machine: install the Debian package `postgresql`."""


def binaries() -> Path:
    """The folder that holds `initdb` and `pg_ctl`, newest version first (Debian keeps it off PATH)."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    installed = sorted(
        (int(folder.name), folder / "bin")
        for folder in Path("/usr/lib/postgresql").glob("[0-9]*")
        if folder.name.isdigit() and (folder / "bin" / "initdb").exists()
    )
    if not installed or installed[-1][0] < MINIMUM_MAJOR:
        raise PostgresMissing(
            f"PostgreSQL {MINIMUM_MAJOR} or newer is needed by these tests "
            "(Debian: apt-get install postgresql)"
        )
    return installed[-1][1]


def _fastest_folder() -> Path | None:
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and _free(MEMORY) > MEMORY_NEEDED:
        return MEMORY
    return None  # where temporary files go


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free


class EphemeralPostgres:
    """One running cluster: `start` before use, `stop` once. A `durable` one keeps its word on a disk."""

    def __init__(self, *, durable: bool = False) -> None:
        self._bin = binaries()
        self._options = SMALL if durable else SMALL + CARELESS
        folder = None if durable else _fastest_folder()
        self._home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
        self._templates: set[str] = set()
        self._count = 0
        self.port = free_port()

    def start(self) -> Self:
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self._home, SUPERUSER, SUPERUSER)
        stop = self._command("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self._data)
        self._guard = subprocess.Popen(
            ["sh", "-c", GUARD, "guard", str(self._home), *stop],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self._run("initdb", "-D", self._data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8")
        # No socket file (-k ''): its path could be longer than a socket's name may be.
        options = [*self._options, f"-p {self.port}", "-h 127.0.0.1", "-k ''"]
        log = str(self._home / "log")
        self._run("pg_ctl", "start", "-w", "-D", self._data, "-l", log, "-o", " ".join(options))
        return self

    def stop(self) -> None:
        """End every session at once and remove the files."""
        self._guard.communicate()

    def restart(self) -> None:
        """A crash and a recovery, on the same port: sessions break, committed rows stay."""
        self._run("pg_ctl", "restart", "-w", "-m", "immediate", "-D", self._data)

    def url(self, name: str) -> str:
        return f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/{name}"

    def create(self, template: str = "template1") -> str:
        """A new database copied from `template`; returns its URL."""
        self._count += 1
        name = f"t{self._count}"
        self._admin("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)
        return self.url(name)

    def create_prepared(self, template: str, prepare: Callable[[str], None]) -> str:
        """A copy of the database `template`, which `prepare(url)` fills the first time it is asked for."""
        if template not in self._templates:
            self._admin("CREATE DATABASE {}", template)
            prepare(self.url(template))
            self._templates.add(template)
        return self.create(template)

    def drop(self, url: str) -> None:
        """Remove a database, cutting whoever is still connected."""
        self._admin("DROP DATABASE {} WITH (FORCE)", url.rsplit("/", 1)[1])

    @property
    def _data(self) -> str:
        return str(self._home / "data")

    def _admin(self, statement: str, *names: str) -> None:
        command = sql.SQL(statement).format(*map(sql.Identifier, names))
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(command)

    def _command(self, program: str, *arguments: str) -> Sequence[str]:
        command = (str(self._bin / program), *arguments)
        return ("runuser", "-u", SUPERUSER, "--", *command) if os.geteuid() == 0 else command

    def _run(self, program: str, *arguments: str) -> None:
        command = self._command(program, *arguments)
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        # Output goes to a file: the server inherits it, and a pipe would never close.
        output = self._home.with_suffix(".out")
        with output.open("wb") as sink:
            done = subprocess.run(
                command, stdout=sink, stderr=sink, cwd="/", env=environment, check=False
            )
        said = output.read_text(errors="replace")
        output.unlink()
        if done.returncode:
            raise RuntimeError(f"{program} failed ({done.returncode}): {said}")


if __name__ == "__main__":  # a cluster to look around in, until it is interrupted
    sys.stdout.write(EphemeralPostgres().start().url("postgres") + "\n")
    sys.stdout.flush()
    signal.pause()
