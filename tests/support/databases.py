"""Fresh databases on both engines.

`migrated_url`   the newest schema without a row, once per engine: every test runs twice.
`database_url`   an empty database, once per engine, for tests of the migrations themselves.
`databases`      the same engine as a factory, for tests that need several or prepared ones.

URLs have the form of the setting `ZAOTAI_DATABASE_URL`: `sqlite:///file`, `postgresql://…`.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from server.db.migrate import migrate
from tests.support.postgres import EphemeralPostgres

ENGINES = ("sqlite", "postgresql")

Prepare = Callable[[str], None]


class Databases(Protocol):
    """Makes databases that nobody else sees and that are gone after the test."""

    def empty(self) -> str:
        """The URL of a database without a single table."""
        ...

    def prepared(self, template: str, prepare: Prepare) -> str:
        """The URL of a copy of `template`, which `prepare(url)` fills once per test session.

        `prepare` must leave no connection open: PostgreSQL copies only a database at rest.
        """
        ...


class SqliteDatabases:
    def __init__(self, folder: Path, templates: Path) -> None:
        self._folder = folder
        self._templates = templates
        self._count = 0

    def empty(self) -> str:
        return f"sqlite:///{self._next_file()}"

    def prepared(self, template: str, prepare: Prepare) -> str:
        source = self._templates / f"{template}.sqlite"
        if not source.exists():
            prepare(f"sqlite:///{source}")
        copy = self._next_file()
        for part in source.parent.glob(source.name + "*"):  # the file, and a WAL left beside it
            shutil.copyfile(part, copy.with_name(part.name.replace(source.name, copy.name, 1)))
        return f"sqlite:///{copy}"

    def _next_file(self) -> Path:
        self._count += 1
        return self._folder / f"shop{self._count}.sqlite"


class PostgresDatabases:
    def __init__(self, cluster: EphemeralPostgres) -> None:
        self._cluster = cluster
        self._made: list[str] = []

    def empty(self) -> str:
        return self._keep(self._cluster.create())

    def prepared(self, template: str, prepare: Prepare) -> str:
        return self._keep(self._cluster.create_prepared(template, prepare))

    def drop_all(self) -> None:
        for url in self._made:
            self._cluster.drop(url)
        self._made.clear()

    def _keep(self, url: str) -> str:
        self._made.append(url)
        return url


@pytest.fixture(scope="session")
def postgres() -> Iterator[EphemeralPostgres]:
    """The cluster of this test process (of each worker under xdist); started when first asked for."""
    cluster = EphemeralPostgres().start()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("templates")


@pytest.fixture
def sqlite_databases(tmp_path: Path, sqlite_templates: Path) -> Databases:
    return SqliteDatabases(tmp_path, sqlite_templates)


@pytest.fixture
def postgres_databases(postgres: EphemeralPostgres) -> Iterator[Databases]:
    made = PostgresDatabases(postgres)
    yield made
    made.drop_all()


@pytest.fixture(params=ENGINES)
def databases(request: pytest.FixtureRequest) -> Databases:
    """A factory of databases, once per engine."""
    # Asked for by name, so that a run of the SQLite half alone never starts a PostgreSQL.
    factory: Databases = request.getfixturevalue(
        "sqlite_databases" if request.param == "sqlite" else "postgres_databases"
    )
    return factory


@pytest.fixture
def database_url(databases: Databases) -> str:
    """The URL of an empty database, once per engine."""
    return databases.empty()


@pytest.fixture
def migrated_url(databases: Databases) -> str:
    """The URL of a database with the newest schema, once per engine.

    All are copies of one: they share the journal's epoch, as a restored backup would.
    """
    return databases.prepared("migrated", migrate)
