"""One tree of migrations brings both engines to what the models say."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.orm import Session

from server.db import journal, migrate
from server.db.engines import open_engines, parse_url
from server.db.errors import DatabaseUrlInvalid, SchemaBroken
from server.db.schema_version import MIGRATIONS, newest, version
from tests.support.databases import Databases


def epoch_of(url: str) -> str:
    engines = open_engines(url)
    with Session(engines.read) as session:
        epoch = journal.positions(session, ["a stream"])["a stream"].epoch
    engines.dispose()
    return epoch


def test_the_migrated_schema_is_what_the_models_say(migrated_url: str) -> None:
    assert migrate.differences(migrated_url) == []
    assert version(migrated_url) == newest()


def test_the_newest_file_is_the_head_of_the_tree() -> None:
    assert newest() == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    assert version(database_url) is None
    migrate.migrate(database_url)
    before = epoch_of(database_url)
    migrate.migrate(database_url)
    assert epoch_of(database_url) == before


def test_servers_that_start_at_once_all_migrate(database_url: str) -> None:
    together = Barrier(4)

    def start(url: str) -> None:
        together.wait()
        migrate.migrate(url)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(start, [database_url] * 4))
    assert version(database_url) == newest()


def test_a_server_waits_while_another_makes_the_same_new_file(
    sqlite_databases: Databases,
) -> None:
    """SQLite refuses the switch to its write-ahead log at once: that must not end a server's start."""
    url = sqlite_databases.empty()
    first = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    first.execute("BEGIN IMMEDIATE")
    engines = open_engines(url)
    with ThreadPoolExecutor(1) as threads:
        second = threads.submit(lambda: engines.write.connect().close())
        with pytest.raises(TimeoutError):
            second.result(timeout=0.1)
        first.execute("COMMIT")
        second.result()
    first.close()
    engines.dispose()


def test_two_fresh_databases_do_not_look_alike_to_a_device(databases: Databases) -> None:
    urls = databases.empty(), databases.empty()
    for url in urls:
        migrate.migrate(url)
    assert epoch_of(urls[0]) != epoch_of(urls[1])


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_migration_must_not_leave_rows_that_refer_to_nothing(migrated_url: str) -> None:
    # PostgreSQL refuses the row itself; SQLite copies tables with the check switched off.
    engines = open_engines(migrated_url)
    with engines.write.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            connection.execute(
                text("INSERT INTO shop_closing VALUES ('c', 'no shop', 'then', 'now', '')")
            )
    engines.dispose()
    with pytest.raises(SchemaBroken, match="shop_closing → shop"):
        migrate.migrate(migrated_url)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "not a database URL"),
        ("kitchen.db", "not a database URL"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("mysql://root@db/zaotai", "begins with"),
    ],
)
def test_a_url_that_names_no_database_of_ours_says_why(url: str, why: str) -> None:
    with pytest.raises(DatabaseUrlInvalid, match=why):
        parse_url(url)
