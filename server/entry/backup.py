"""A copy of everything in one file, the same for both engines, made while the server runs.

The file is gzip of msgpack values: a header, then for each table its name and its rows, then an
end mark. A restore fills an empty, migrated database and begins a new epoch, so that every screen
fetches a snapshot.
"""

from __future__ import annotations

import gzip
import os
import struct
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Date, LargeBinary, Table, func, insert, select, update
from sqlalchemy.orm import Session

from common.domain.errors import ZaotaiError
from server.db import journal
from server.db.all_models import metadata
from server.db.unit import Unit
from server.db.units import Units

_MAGIC: Final = "zaotai-backup"
_ROWS_A_CHUNK: Final = 500
_LENGTH: Final = struct.Struct(">I")
_LEASES: Final = ("lease_until",)
"""Columns that belong to a running process, not to the shop."""


class BackupUnusable(ZaotaiError):
    """The file or the database does not fit; the text says what to do."""


class Header(msgspec.Struct):
    magic: str
    revision: str
    made_at: datetime


class Chunk(msgspec.Struct):
    """Rows of one table as lists in the order of `columns`; the last chunk of a file has no table."""

    table: str
    columns: list[str]
    rows: list[list[Any]]  # Any: each column has its own type


def back_up(units: Units, file: Path, revision: str, at: datetime) -> int:
    """Write everything to `file` from one consistent read; gives how many rows."""
    part = file.with_name(file.name + ".part")

    def write(session: Session) -> int:
        with part.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as out:
            _put(out, Header(_MAGIC, revision, at))
            count = 0
            for chunk in _chunks(session):
                _put(out, chunk)
                count += len(chunk.rows)
            _put(out, Chunk("", [], []))
        # Whole on the disk before it takes the place of an older one.
        with part.open("rb") as written:
            os.fsync(written.fileno())
        return count

    try:
        count = units.run_read(write)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return count


def restore(units: Units, file: Path, revision: str) -> int:
    """Fill an empty database from `file`, all or nothing; gives how many rows.

    Raises BackupUnusable: not a whole backup, of another version, or the database holds a shop.
    """
    return units.run_write(lambda unit: _restore(unit, file, revision))


def _restore(unit: Unit, file: Path, revision: str) -> int:
    session = unit.session
    if session.scalar(select(func.count()).select_from(metadata.tables["shop"])):
        raise BackupUnusable("the database is not empty: restore into a new one")
    for table in reversed(metadata.sorted_tables):
        session.execute(table.delete())
    count = 0
    with gzip.open(file, "rb") as source:
        values = _values(source)
        _check_header(next(values, b""), revision)
        is_whole = False
        for encoded in values:
            chunk = _decode(encoded, Chunk)
            if not chunk.table:
                is_whole = True
                break
            count += _fill(session, chunk)
    if not is_whole:
        raise BackupUnusable("the backup ends too early: it was cut off while it was written")
    journal.begin_epoch(session, str(uuid.uuid4()))
    return count


def _chunks(session: Session) -> Iterator[Chunk]:
    for table in metadata.sorted_tables:
        names = [str(column.name) for column in table.columns]
        # By key, so that a row mostly stands behind the one that it refers to.
        rows = session.execute(
            select(table).order_by(*table.primary_key.columns),
            execution_options={"yield_per": _ROWS_A_CHUNK},
        )
        for some in rows.partitions():
            yield Chunk(str(table.name), names, [list(row) for row in some])


def _fill(session: Session, chunk: Chunk) -> int:
    table = metadata.tables.get(chunk.table)
    if table is None:
        raise BackupUnusable(f"the backup holds a table {chunk.table!r} that this version lacks")
    columns = [table.columns[name] for name in chunk.columns]
    rows = [
        {column.name: _value(column, value) for column, value in zip(columns, row, strict=True)}
        for row in chunk.rows
    ]
    own = _columns_to_itself(table)
    session.execute(insert(table), [{**row, **dict.fromkeys(own)} for row in rows])
    # A row that refers to another of its table may stand before it: its reference follows.
    (key,) = tuple(table.primary_key.columns)[:1]
    for row in rows:
        references = {name: row[name] for name in own if row[name] is not None}
        if references:
            session.execute(update(table).where(key == row[key.name]).values(**references))
    return len(rows)


def _value(column: Column[Any], value: Any) -> Any:  # Any: the column's own type
    if column.name in _LEASES:
        return None
    if value is not None and isinstance(column.type, Date):
        return date.fromisoformat(value)
    if value is not None and isinstance(column.type, LargeBinary):
        return bytes(value)
    return value


def _columns_to_itself(table: Table) -> list[str]:
    return [
        column.name
        for column in table.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]


def _check_header(encoded: bytes, revision: str) -> None:
    header = _decode(encoded, Header)
    if header.magic != _MAGIC:
        raise BackupUnusable("not a backup of Zaotai")
    if header.revision != revision:
        raise BackupUnusable(
            f"the backup is of schema {header.revision}, this program of {revision}: "
            "restore it with the version that made it, then migrate"
        )


def _decode(encoded: bytes, kind: type[Any]) -> Any:  # Any: the Struct `kind`
    try:
        return msgspec.msgpack.decode(encoded, type=kind)
    except msgspec.DecodeError as error:
        raise BackupUnusable("not a backup of Zaotai") from error


def _put(out: gzip.GzipFile, value: msgspec.Struct) -> None:
    encoded = msgspec.msgpack.encode(value)
    out.write(_LENGTH.pack(len(encoded)) + encoded)


def _values(source: gzip.GzipFile) -> Iterator[bytes]:
    try:
        while head := source.read(_LENGTH.size):
            (length,) = _LENGTH.unpack(head)
            encoded = source.read(length)
            if len(encoded) < length:
                return
            yield encoded
    except (OSError, EOFError, struct.error) as error:
        raise BackupUnusable("not a whole backup of Zaotai") from error
