"""Backup and restore, the same file for both engines: a SQLite database of the newest schema.

A backup is consistent and taken while the server runs. It can be restored into either engine,
which is also how a shop moves from the embedded form to the scaled one.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from server.db import journal
from server.db.all_models import metadata
from server.db.engines import LOCK_WAIT_S, Engines, open_engines
from server.db.errors import BackupRefused
from server.db.migrate import migrate
from server.db.schema_version import newest, version

_ROWS_AT_ONCE: Final = 500


def backup(database_url: str, file: Path) -> None:
    """Write one consistent state of the database to `file`, which must not exist yet.

    The file appears under its name when it is whole and on the disk. Raises BackupRefused.
    """
    if file.exists():
        raise BackupRefused(f"{file} exists: a backup replaces nothing")
    _require_newest(database_url)
    with _scratch(file.parent) as folder:
        part = folder / "backup.db"
        with _engines(database_url) as engines:
            if engines.is_sqlite:
                _vacuum_into(engines, part)
            else:
                _copy_out(engines, part)
        _flush(part)
        part.rename(file)
        _flush(file.parent)


def restore(database_url: str, file: Path, *, replace: bool = False) -> None:
    """Fill the database with what `file` holds, in one transaction; the server must be stopped.

    A database that holds a shop is refused unless it may be replaced. An older backup is migrated
    on the way. Afterwards a new epoch begins, so that every device takes a snapshot. Raises
    BackupRefused; then nothing has changed.
    """
    if not file.is_file():
        raise BackupRefused(f"{file} is not there")
    with _scratch(None) as folder:
        copy = Path(shutil.copyfile(file, folder / "backup.db"))
        url = f"sqlite:///{copy}"
        _require_ours(copy, url)
        migrate(url)
        migrate(database_url)
        with _engines(url) as source, _engines(database_url) as target:
            _fill(source, target, replace)


def _fill(source: Engines, target: Engines, replace: bool) -> None:
    with source.read.connect() as rows, target.write.connect() as into, into.begin():
        if not replace and into.scalar(select(func.count()).select_from(metadata.tables["shop"])):
            raise BackupRefused("the database is not empty: restore into a new one")
        for table in reversed(metadata.sorted_tables):
            for column in _columns_to_itself(table):
                into.execute(update(table).values({column: None}))
            into.execute(delete(table))
        _copy_rows(rows, into)
        with Session(into, join_transaction_mode="rollback_only") as session:
            journal.begin_epoch(session, str(uuid.uuid4()))


def _copy_out(engines: Engines, part: Path) -> None:
    url = f"sqlite:///{part}"
    migrate(url)
    with (
        _engines(url) as copy,
        engines.read.connect() as rows,
        copy.write.connect() as into,
        into.begin(),
    ):
        into.execute(delete(metadata.tables["journal_base"]))
        _copy_rows(rows, into)


def _copy_rows(rows: Connection, into: Connection) -> None:
    for table in metadata.sorted_tables:
        own = _columns_to_itself(table)
        found = rows.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
        for lot in found.mappings().partitions():
            values = [dict(row) for row in lot]
            into.execute(insert(table), [row | dict.fromkeys(own) for row in values])
        for column in own:
            _refer_to_itself(rows, into, table, column)


def _refer_to_itself(rows: Connection, into: Connection, table: Table, column: str) -> None:
    """Rows that refer to rows of their own table: only when all are there."""
    [key] = table.primary_key.columns
    referring = select(key, table.c[column]).where(table.c[column].is_not(None))
    for row in rows.execute(referring):
        into.execute(update(table).where(key == row[0]).values({column: row[1]}))


def _columns_to_itself(table: Table) -> list[str]:
    columns: list[Column[Any]] = list(table.columns)  # Any: whatever the columns hold
    return [
        column.name
        for column in columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]


def _vacuum_into(engines: Engines, part: Path) -> None:
    # A connection of its own: VACUUM begins its own transaction and counts as a write.
    with closing(sqlite3.connect(str(engines.read.url.database), isolation_level=None)) as source:
        source.execute(f"PRAGMA busy_timeout = {LOCK_WAIT_S * 1000}")
        source.execute("VACUUM INTO ?", (str(part),))


def _require_newest(database_url: str) -> None:
    if (found := version(database_url)) != newest():
        raise BackupRefused(f"the database stands at {found}, not at {newest()}: migrate it first")


def _require_ours(copy: Path, url: str) -> None:
    try:
        with closing(sqlite3.connect(copy)) as opened:
            [finding] = opened.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupRefused("not a backup of this server, or a damaged one") from error
    if finding != "ok":
        raise BackupRefused(f"the backup is damaged: {finding}")
    if version(url) is None:
        raise BackupRefused("not a backup of this server")


@contextmanager
def _engines(url: str) -> Iterator[Engines]:
    engines = open_engines(url)
    try:
        yield engines
    finally:
        engines.dispose()


@contextmanager
def _scratch(beside: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=".zaotai-", dir=beside) as folder:
        yield Path(folder)


def _flush(path: Path) -> None:
    """To the disk: a file's bytes, or a folder's names."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
