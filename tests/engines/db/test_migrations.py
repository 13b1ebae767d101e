"""One tree of migrations brings both engines to what the models say."""

from concurrent.futures import ThreadPoolExecutor

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


def test_two_servers_that_start_at_once_both_migrate(database_url: str) -> None:
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(migrate.migrate, [database_url] * 2))
    assert version(database_url) == newest()


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
