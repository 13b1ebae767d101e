"""The bare drivers, committing the rows of a message in the transactions that its life has.

Accept · pay · answer · receipts kept · receipts applied: what the pipeline writes for the newest
message of the database is read from it and written again under other ids, by sqlite3 and psycopg
alone, one message after the other, with no rule, no lane and no lock.
"""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import psycopg

# Any: columns of several types.
Row = tuple[Any, ...]
Run = Callable[[str, Sequence[Row]], None]

_TABLES: Final = (  # what accepting writes, in the order of their references
    ("sms_hold", "id = %s"),
    ("sms_allocation", "hold_id = %s"),
    ("sms_message", "hold_id = %s"),
    ("sms_phone", "message_id = (SELECT id FROM sms_message WHERE hold_id = %s)"),
    ("sms_movement", "hold_id = %s AND kind = 'freeze'"),
)
_PAYING: Final = (
    ("sms_payment", "hold_id = %s"),
    ("sms_movement", "hold_id = %s AND kind = 'capture'"),
)
_RECEIPTS: Final = (("sms_receipt_inbox", "ref = (SELECT id FROM sms_message WHERE hold_id = %s)"),)


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows of one message: (table, rows) of each of three transactions, and its ids."""

    accept: list[tuple[str, list[Row]]]
    pay: list[tuple[str, list[Row]]]
    receipts: list[tuple[str, list[Row]]]
    message_id: str
    phones: list[int]
    kept: dict[str, str]
    """Ids that stay: those of the lots."""


class _Raw:
    mark: str

    def batches(self, url: str, messages: int, phones: int) -> float:
        """Phones a second: the newest message to so many phones, `messages` times."""
        raise AssertionError("one of the two below")

    def _play(
        self,
        ask: Callable[[str, Row], list[Row]],
        run: Run,
        commit: Callable[[], None],
        *,
        messages: int,
        phones: int,
    ) -> float:
        sample = self._sample(ask, phones)
        began = time.perf_counter()
        for _ in range(messages):
            self._one(sample, run, commit)
        return messages * phones / (time.perf_counter() - began)

    def _sample(self, ask: Callable[[str, Row], list[Row]], phones: int) -> Sample:
        [(hold_id, message_id)] = ask(
            "SELECT hold_id, id FROM sms_message WHERE phones = %s AND state = 'settled'"
            " ORDER BY id DESC LIMIT 1",
            (phones,),
        )

        def rows(tables: Sequence[tuple[str, str]]) -> list[tuple[str, list[Row]]]:
            return [
                (table, ask(f"SELECT * FROM {table} WHERE {where}", (hold_id,)))
                for table, where in tables
            ]

        accept = rows(_TABLES)
        kept = {lot: lot for (lot,) in ask("SELECT id FROM sms_lot", ())}
        return Sample(accept, rows(_PAYING), rows(_RECEIPTS), message_id, list(range(phones)), kept)

    def _one(self, sample: Sample, run: Run, commit: Callable[[], None]) -> None:
        fresh = dict(sample.kept)
        message_id = _anew(sample.message_id, fresh)
        self._insert(sample.accept, fresh, run)
        commit()
        self._insert(sample.pay, fresh, run)
        places = [(message_id, 0, len(sample.phones))]
        run(
            "UPDATE sms_phone SET charged = units WHERE message_id = %s AND place BETWEEN %s AND %s",
            places,
        )
        run("UPDATE sms_phone SET state = 'submitting' WHERE message_id = %s", [(message_id,)])
        run("UPDATE sms_message SET tries = 1 WHERE id = %s", [(message_id,)])
        commit()
        run("UPDATE sms_phone SET state = 'submitted' WHERE message_id = %s", [(message_id,)])
        run("UPDATE sms_message SET tries = 1 WHERE id = %s", [(message_id,)])
        commit()
        self._insert(sample.receipts, fresh, run)
        commit()
        run(
            "UPDATE sms_phone SET state = 'delivered', why = 'DELIVRD'"
            " WHERE message_id = %s AND place = %s",
            [(message_id, place) for place in sample.phones],
        )
        run("UPDATE sms_receipt_inbox SET effect = 'deliver' WHERE ref = %s", [(message_id,)])
        run("UPDATE sms_message SET tries = 1 WHERE id = %s", [(message_id,)])
        commit()

    def _insert(self, tables: list[tuple[str, list[Row]]], fresh: dict[str, str], run: Run) -> None:
        for table, rows in tables:
            if rows:
                marks = ", ".join(["%s"] * len(rows[0]))
                new = [tuple(_renamed(value, fresh) for value in row) for row in rows]
                run(f"INSERT INTO {table} VALUES ({marks})", new)


_ID: Final = 36


def _anew(value: str, fresh: dict[str, str]) -> str:
    return fresh.setdefault(value, str(uuid.uuid4()))


def _renamed(value: Any, fresh: dict[str, str]) -> Any:
    """Ids of the message, of its hold and of what hangs on them anew; keys made of ids likewise."""
    if not isinstance(value, str):
        return value
    if len(value) == _ID and value.count("-") == 4:
        return _anew(value, fresh)
    if value.startswith(("b-", "sms/", "freeze:", "capture:")):
        return str(uuid.uuid4())
    if len(value) == 32 and value.isalnum():
        return _anew(value, fresh)[:32]
    return value


class RawSqlite(_Raw):
    def batches(self, url: str, messages: int, phones: int) -> float:
        connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA busy_timeout = 5000")

        def ask(sql: str, values: Row) -> list[Row]:
            return connection.execute(sql.replace("%s", "?"), values).fetchall()

        def run(sql: str, rows: Sequence[Row]) -> None:
            if not connection.in_transaction:
                connection.execute("BEGIN IMMEDIATE")
            connection.executemany(sql.replace("%s", "?"), rows)

        rate = self._play(ask, run, connection.commit, messages=messages, phones=phones)
        connection.close()
        return rate


class RawPostgres(_Raw):
    def batches(self, url: str, messages: int, phones: int) -> float:
        with psycopg.connect(url) as connection:
            cursor = connection.cursor()

            def ask(sql: str, values: Row) -> list[Row]:
                return connection.execute(sql.encode(), values).fetchall()

            def run(sql: str, rows: Sequence[Row]) -> None:
                cursor.executemany(sql.encode(), rows)

            return self._play(ask, run, connection.commit, messages=messages, phones=phones)
