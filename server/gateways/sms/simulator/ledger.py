"""What the simulator accepted and what it still has to say: a SQLite file of its own.

It outlives our server and itself: a request is committed before it is answered, and counted here
whatever becomes of the answer. Audits read it, nobody else writes it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from server.gateways.sms.simulator.rules import Message

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS accepted (
    id INTEGER PRIMARY KEY, msgid TEXT NOT NULL, uid TEXT NOT NULL, phone TEXT NOT NULL,
    units INTEGER NOT NULL, text TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS accepted_uid ON accepted (uid, phone);
CREATE TABLE IF NOT EXISTS report (
    id INTEGER PRIMARY KEY, msgid TEXT NOT NULL, uid TEXT NOT NULL, phone TEXT NOT NULL,
    status TEXT NOT NULL, length INTEGER NOT NULL, due REAL NOT NULL, tries INTEGER NOT NULL,
    is_said INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS report_due ON report (due, id) WHERE is_said = 0;
CREATE INDEX IF NOT EXISTS report_msgid ON report (msgid) WHERE is_said = 0;
CREATE TABLE IF NOT EXISTS reply (
    id INTEGER PRIMARY KEY, phone TEXT NOT NULL, text TEXT NOT NULL, due REAL NOT NULL,
    tries INTEGER NOT NULL, is_said INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS reply_due ON reply (due, id) WHERE is_said = 0;
CREATE TABLE IF NOT EXISTS tally (name TEXT PRIMARY KEY, count INTEGER NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Report:
    msgid: str
    uid: str
    phone: str
    status: str
    length: int
    due: float  # Unix seconds
    id: int = 0
    tries: int = 0


@dataclass(frozen=True, slots=True)
class MobileOriginated:
    id: int
    phone: str
    text: str
    due: float
    tries: int


class Ledger:
    def __init__(self, file: Path | None) -> None:
        """None: in memory, for tests that end with the process."""
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(
            ":memory:" if file is None else file, isolation_level=None, timeout=10
        )
        # NORMAL: what is committed survives the process, which is what gets killed here.
        self._db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + _SCHEMA)

    def close(self) -> None:
        self._db.close()

    def accept(
        self,
        msgid: str,
        uid: str,
        messages: Sequence[Message],
        at: float,
        reports: Iterable[Report],
    ) -> None:
        """One request, whole."""
        accepted = [(msgid, uid, each.phone, each.units, each.text, at) for each in messages]
        said = [(r.msgid, r.uid, r.phone, r.status, r.length, r.due) for r in reports]
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany(
            "INSERT INTO accepted (msgid, uid, phone, units, text, at) VALUES (?, ?, ?, ?, ?, ?)",
            accepted,
        )
        self._db.executemany(
            "INSERT INTO report (msgid, uid, phone, status, length, due, tries, is_said)"
            " VALUES (?, ?, ?, ?, ?, ?, 0, 0)",
            said,
        )
        self._db.execute("COMMIT")

    def count(self, name: str) -> None:
        """One more request that was answered `name`."""
        self._db.execute(
            "INSERT INTO tally VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET count = count + 1",
            (name,),
        )

    # ── what is to be said ───────────────────────────────────────────────────────────────────────

    def reports(self, at: float, limit: int, tries: range) -> list[Report]:
        """Those due at `at`, not said yet, and pushed in vain so often; in their order."""
        rows = self._db.execute(
            f"SELECT {_REPORT} FROM report WHERE is_said = 0 AND due <= ?"  # noqa: S608
            " AND tries BETWEEN ? AND ? ORDER BY due, id LIMIT ?",
            (at, tries.start, tries.stop - 1, limit),
        )
        return [Report(*row) for row in rows]

    def reports_of(self, msgid: str) -> list[Report]:
        rows = self._db.execute(
            f"SELECT {_REPORT} FROM report WHERE is_said = 0 AND msgid = ? ORDER BY due, id",  # noqa: S608
            (msgid,),
        )
        return [Report(*row) for row in rows]

    def replies(self, at: float, limit: int, tries: range) -> list[MobileOriginated]:
        """As `reports`."""
        rows = self._db.execute(
            "SELECT id, phone, text, due, tries FROM reply WHERE is_said = 0 AND due <= ?"
            " AND tries BETWEEN ? AND ? ORDER BY due, id LIMIT ?",
            (at, tries.start, tries.stop - 1, limit),
        )
        return [MobileOriginated(*row) for row in rows]

    def add_reply(self, phone: str, text: str, at: float) -> None:
        self._db.execute(
            "INSERT INTO reply (phone, text, due, tries, is_said) VALUES (?, ?, ?, 0, 0)",
            (phone, text, at),
        )

    def said(self, table: str, ids: Iterable[int]) -> None:
        """Never said again: heard, pulled, or given up."""
        self._db.execute("BEGIN IMMEDIATE")
        self._db.executemany(
            f"UPDATE {_TABLES[table]} SET is_said = 1 WHERE id = ?",  # noqa: S608
            [(each,) for each in ids],
        )
        self._db.execute("COMMIT")

    def unheard(self, table: str, id_: int, due: float) -> None:
        """Pushed in vain once more; again at `due`."""
        self._db.execute(
            f"UPDATE {_TABLES[table]} SET tries = tries + 1, due = ? WHERE id = ?",  # noqa: S608
            (due, id_),
        )

    def next_due(self, below: int) -> float | None:
        """When the next one is due that was pushed in vain fewer than `below` times."""
        row = self._db.execute(
            "SELECT min(due) FROM ("
            "SELECT min(due) AS due FROM report WHERE is_said = 0 AND tries < ?"
            " UNION ALL SELECT min(due) FROM reply WHERE is_said = 0 AND tries < ?)",
            (below, below),
        ).fetchone()
        due: float | None = row[0]
        return due

    # ── the audit ────────────────────────────────────────────────────────────────────────────────

    def units(self) -> int:
        return int(self._db.execute("SELECT coalesce(sum(units), 0) FROM accepted").fetchone()[0])

    def counts(self) -> dict[str, int]:
        one = self._db.execute(
            "SELECT count(*), count(DISTINCT msgid), coalesce(sum(units), 0) FROM accepted"
        ).fetchone()
        twice = self._db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM accepted GROUP BY uid, phone HAVING count(*) > 1)"
        ).fetchone()
        waiting = self._db.execute("SELECT count(*) FROM report WHERE is_said = 0").fetchone()
        tallied = self._db.execute("SELECT 'answered_' || name, count FROM tally").fetchall()
        names = ("phones", "requests", "units")
        found = dict(zip(names, map(int, one), strict=True))
        return found | {"twice": twice[0], "reports_waiting": waiting[0]} | dict(tallied)

    def accepted(self, after: int, limit: int, uid: str, phone: str) -> list[dict[str, Any]]:
        """Any: the columns' own types. `after`: the last id that the caller has."""
        cursor = self._db.execute(
            "SELECT id, msgid, uid, phone, units, text, at FROM accepted WHERE id > ?"
            " AND (? = '' OR uid = ?) AND (? = '' OR phone = ?) ORDER BY id LIMIT ?",
            (after, uid, uid, phone, phone, limit),
        )
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]


_REPORT: Final = "msgid, uid, phone, status, length, due, id, tries"
_TABLES: Final = {"report": "report", "reply": "reply"}
