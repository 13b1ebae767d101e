"""The two engines that every repository test runs on are real, separate and empty."""

import psycopg
import sqlalchemy as sa

from tests.support.databases import Databases
from tests.support.processes import Processes
from tests.support.waiting import wait_until


def engine_for(url: str) -> sa.Engine:
    return sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))


def fill(url: str) -> None:
    engine = engine_for(url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE dish (name VARCHAR(20))"))
        connection.execute(sa.text("INSERT INTO dish VALUES ('水饺')"))
    engine.dispose()


def dishes(url: str) -> list[str]:
    engine = engine_for(url)
    with engine.connect() as connection:
        names = list(connection.scalars(sa.text("SELECT name FROM dish ORDER BY name")))
    engine.dispose()
    return names


def test_a_fresh_database_has_no_tables(database_url: str) -> None:
    engine = engine_for(database_url)
    assert sa.inspect(engine).get_table_names() == []
    engine.dispose()


def test_a_prepared_database_is_filled_once_and_copied(databases: Databases) -> None:
    prepared: list[str] = []

    def prepare(url: str) -> None:
        prepared.append(url)
        fill(url)

    first = databases.prepared("menu", prepare)
    second = databases.prepared("menu", prepare)
    assert len(prepared) == 1
    assert dishes(first) == dishes(second) == ["水饺"]


def test_what_one_test_writes_no_other_database_sees(databases: Databases) -> None:
    mine, theirs = databases.empty(), databases.empty()
    fill(mine)
    fill(theirs)
    engine = engine_for(mine)
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM dish"))
    engine.dispose()
    assert dishes(mine) == []
    assert dishes(theirs) == ["水饺"]


def test_a_migrated_database_has_every_table(migrated_url: str) -> None:
    engine = engine_for(migrated_url)
    assert {"catering_order", "catering_order_goods"} <= set(sa.inspect(engine).get_table_names())
    engine.dispose()


def test_a_cluster_ends_with_its_test_run_however_that_ends(processes: Processes) -> None:
    run = processes.start("tests.support.postgres")
    run.wait_for_output("@127.0.0.1:")
    url = run.output.strip()
    assert accepts(url)
    run.kill()
    wait_until(lambda: not accepts(url), what="the cluster ending")


def accepts(url: str) -> bool:
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True
