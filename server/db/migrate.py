"""Brings a database to the newest schema; one tree of migrations serves both engines."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, insert, select, text

from server.db.all_models import metadata
from server.db.engines import open_engines
from server.db.errors import SchemaBroken
from server.db.journal import JournalBase
from server.db.schema_version import MIGRATIONS

_MIGRATION_LOCK: Final = 0x7A616F74  # any number, the same in every process


def migrate(database_url: str) -> None:
    """Upgrade to the newest schema in one transaction; safe to repeat and to run twice at once.

    Raises DatabaseUrlInvalid, and SchemaBroken when a row refers to nothing afterwards.
    """
    with _transaction(database_url) as connection:
        command.upgrade(_config(connection), "head")
        if connection.scalar(select(JournalBase.epoch)) is None:
            # Two fresh databases must not look alike to a device that knew the other one.
            connection.execute(insert(JournalBase).values(id=1, epoch=str(uuid.uuid4())))


def differences(database_url: str) -> list[object]:
    """How the database's schema differs from the models; empty when it does not."""
    with _transaction(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def draft(database_url: str, revision: str, message: str) -> None:
    """Write a migration from the schema of `database_url` to the models, for a developer to read."""
    with _transaction(database_url) as connection:
        command.revision(_config(connection), message=message, autogenerate=True, rev_id=revision)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


@contextmanager
def _transaction(database_url: str) -> Iterator[Connection]:
    engines = open_engines(database_url)
    try:
        with engines.write.connect() as connection:
            if engines.is_sqlite:
                # Copying a table drops it for a moment; only possible outside a transaction.
                driver = connection.connection.driver_connection
                assert isinstance(driver, sqlite3.Connection)
                driver.execute("PRAGMA foreign_keys = OFF")
            with connection.begin():
                if not engines.is_sqlite:
                    connection.execute(
                        text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK}
                    )
                yield connection
                if engines.is_sqlite and (lost := _rows_without_parent(connection)):
                    raise SchemaBroken(f"rows refer to nothing: {lost}")
    finally:
        engines.dispose()


def _rows_without_parent(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return sorted({f"{row[0]} → {row[2]}" for row in rows})
