"""Commands that this device accepted, in the order of the taps, until the journal shows them.

Rules only, and the rows on the disk: who sends them is `common.client.sender`. Every method that
takes a `Tx` is one transaction's part; memory follows at its commit. Source: spec 20, "Outbox".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from common.client import outbox_rows
from common.client.outbox_rows import OutboxRow, RowState, ids_made_by, line_ids_of, needs
from common.client.routes import route_of
from common.client.store import Tx
from common.client.verdicts import TOO_LATE, Done, FinalNo
from common.domain.commands import (
    ActOnLine,
    ActOnLines,
    CancelBatch,
    CancelOrder,
    Command,
    Pending,
    PlaceOrder,
    RecallLines,
)
from common.domain.errors import Refused
from common.domain.kitchen import LineAction
from common.wire.events import StreamPosition
from common.wire.problems import Problem

TOO_OLD_AFTER: Final = timedelta(days=7)
"""Half of what the server keeps keys for (14 days): a row sent is never carried out twice."""
ORDER_VALID_FOR: Final = timedelta(minutes=10)
TOO_OLD: Final = "outbox.too_old"
DEVICE_CHANGED: Final = "device.changed"

Cursors = Mapping[str, StreamPosition]


class Outbox:
    """`rows` are on the disk, oldest first."""

    def __init__(self) -> None:
        self._rows: dict[int, OutboxRow] = {}

    # ── reading ──────────────────────────────────────────────────────────────────────────────────
    @property
    def rows(self) -> tuple[OutboxRow, ...]:
        return tuple(self._rows[seq] for seq in sorted(self._rows))

    def in_state(self, state: RowState) -> tuple[OutboxRow, ...]:
        return tuple(row for row in self.rows if row.state is state)

    def pending(self) -> tuple[Pending, ...]:
        """What the screen lays over its tables; a late order still stands there, as not sent."""
        return tuple(row.pending() for row in self.rows if row.state is not RowState.REFUSED)

    @property
    def unsent(self) -> int:
        return sum(row.is_unanswered for row in self._rows.values())

    def next_to_send(self) -> OutboxRow | None:
        """The oldest that waits for nobody: what depends on a late order waits for the person."""
        asked = {row.key for row in self._rows.values() if row.state is RowState.LATE}
        for row in self.in_state(RowState.WAITING):
            if asked.isdisjoint(row.depends_on):
                return row
            asked.add(row.key)
        return None

    def next_deadline(self) -> datetime | None:
        """When the next order becomes late by itself."""
        return min(
            (
                row.valid_until
                for row in self._rows.values()
                if row.state is RowState.WAITING and row.valid_until and row.attempts == 0
            ),
            default=None,
        )

    # ── taps ─────────────────────────────────────────────────────────────────────────────────────
    async def load(self, tx: Tx) -> None:
        self._rows = {row.seq: row for row in await outbox_rows.load(tx)}

    async def accept(
        self,
        tx: Tx,
        command: Command,
        key: str,
        at: datetime,
        device_id: str,
        staff_id: str | None,
    ) -> None:
        """Keep `command` (ids filled in) for sending. Cancelling what was never sent just forgets it."""
        command = self._addressable(command)
        if await self._withdraw(tx, command):
            return
        route = route_of(command, at)
        wanted = needs(command)
        row = OutboxRow(
            seq=0,
            key=key,
            command=command,
            at=at,
            method=route.method,
            path=route.path,
            body=route.body,
            device_id=device_id,
            stay_id=getattr(command, "stay_id", None),
            staff_id=staff_id,
            valid_until=command.valid_until if isinstance(command, PlaceOrder) else None,
            depends_on=tuple(
                held.key
                for held in self.rows
                if held.is_unanswered
                and (held.key in wanted or not wanted.isdisjoint(ids_made_by(held.command)))
            ),
        )
        self._adopt(tx, put=[await outbox_rows.add(tx, row)])

    def _addressable(self, command: Command) -> Command:
        """An order without a number has no address yet; its batch has, this device named it.

        Raises Refused `order.not_sent` for what can only be asked of the order itself.
        """
        if not isinstance(command, CancelOrder | ActOnLines | RecallLines):
            return command
        placed = self._placement(command.order_id)
        if placed is None or placed.batch_id is None:
            return command
        match command:
            case CancelOrder():
                return CancelBatch(placed.batch_id, command.reason)
            case ActOnLines(action=LineAction.CANCEL) if _covers(command, placed):
                return CancelBatch(placed.batch_id, command.reason)
        raise Refused("order.not_sent")

    def _placement(self, batch_id: str) -> PlaceOrder | None:
        for row in self._rows.values():
            if isinstance(row.command, PlaceOrder) and row.command.batch_id == batch_id:
                return row.command
        return None

    async def _withdraw(self, tx: Tx, command: Command) -> bool:
        """Take lines out of a placement of which no byte has left this device."""
        for row in self.rows:
            placed = row.command
            if not (row.was_never_sent and isinstance(placed, PlaceOrder)):
                continue
            gone = _cancelled_lines(command, placed)
            if gone:
                await self._take_out(tx, row, placed, gone)
                return True
        return False

    async def _take_out(
        self, tx: Tx, row: OutboxRow, placed: PlaceOrder, gone: frozenset[str]
    ) -> None:
        left = tuple(line for line in placed.lines if line.line_id not in gone)
        if not left:
            await self._remove(tx, [row, *self._dependants(row.key)])
            return
        smaller = replace(placed, lines=left)
        route = route_of(smaller, row.at)
        await self._save(tx, replace(row, command=smaller, body=route.body))
        about = [r for r in self._dependants(row.key) if line_ids_of(r.command) & gone]
        await self._remove(tx, about)

    # ── sending ──────────────────────────────────────────────────────────────────────────────────
    async def attempt(self, tx: Tx, seq: int) -> OutboxRow | None:
        """Count an attempt before the first byte leaves; None: the row was withdrawn meanwhile."""
        row = self._rows.get(seq)
        if row is None or row.state is not RowState.WAITING:
            return None
        counted = replace(row, attempts=row.attempts + 1)
        await self._save(tx, counted)
        return counted

    async def confirm(self, tx: Tx, seq: int, done: Done, cursors: Cursors) -> None:
        row = replace(
            self._rows[seq],
            state=RowState.CONFIRMED,
            positions=done.positions,
            problem=done.partly,
        )
        if row.has_arrived(cursors):
            await self._arrive(tx, row)
        else:
            await self._save(tx, row)

    async def refuse(self, tx: Tx, seq: int, no: FinalNo) -> None:
        row = self._rows[seq]
        if no.is_silent:
            await self._remove(tx, [row])
        elif no.problem.code == TOO_LATE and isinstance(row.command, PlaceOrder):
            await self._save(tx, replace(row, state=RowState.LATE))
        else:
            await self._close(tx, row, no.problem)

    async def arrived(
        self,
        tx: Tx,
        cursors: Cursors,
        *,
        is_snapshot: bool = False,
        is_new_epoch: bool = False,
    ) -> bool:
        """Let go of confirmed rows that the tables show now; whether there were any.

        After a restore of the server (`is_new_epoch`) positions mean nothing any more.
        """
        confirmed = self.in_state(RowState.CONFIRMED)
        here = [
            row
            for row in confirmed
            if is_new_epoch or row.has_arrived(cursors, is_snapshot=is_snapshot)
        ]
        for row in here:
            await self._arrive(tx, row)
        return bool(here)

    async def expire(self, tx: Tx, now: datetime) -> bool:
        """Mark orders that are late and rows that are too old; whether there were any.

        An order of which a byte has left is not asked about: sent again it tells what became of it,
        and never places anything after its time.
        """
        old, late = self._overdue(now)
        closed = await self._close_all(tx, old, TOO_OLD)
        for row in late:
            if row.seq not in closed:
                await self._save(tx, replace(row, state=RowState.LATE))
        return bool(old or late)

    def has_overdue(self, now: datetime) -> bool:
        """Whether `expire` would find any."""
        return any(self._overdue(now))

    def _overdue(self, now: datetime) -> tuple[list[OutboxRow], list[OutboxRow]]:
        """Rows that are too old, and orders that are late."""
        waiting = self.in_state(RowState.WAITING)
        return (
            [row for row in waiting if now - row.at > TOO_OLD_AFTER],
            [
                row
                for row in waiting
                if row.attempts == 0 and row.valid_until and row.valid_until < now
            ],
        )

    # ── what the person answers ──────────────────────────────────────────────────────────────────
    async def settle(self, tx: Tx, key: str) -> None:
        await self._remove(tx, [r for r in self.in_state(RowState.REFUSED) if r.key == key])

    async def send_again(self, tx: Tx, key: str, new_key: str, now: datetime) -> Command | None:
        """A late order as if tapped `now`; what depended on it still does. None: it is not late."""
        row = self._of(key, RowState.LATE)
        if row is None or not isinstance(row.command, PlaceOrder):
            return None
        command = replace(row.command, valid_until=now + ORDER_VALID_FOR)
        again = replace(
            row,
            key=new_key,
            command=command,
            at=now,
            body=route_of(command, now).body,
            valid_until=command.valid_until,
            attempts=0,
            state=RowState.WAITING,
        )
        await self._save(tx, again)
        for other in self.rows:
            if key in other.depends_on:
                renamed = tuple(new_key if each == key else each for each in other.depends_on)
                await self._save(tx, replace(other, depends_on=renamed))
        return command

    async def drop(self, tx: Tx, key: str) -> None:
        row = self._of(key, RowState.LATE)
        if row is not None:
            await self._remove(tx, [row, *self._dependants(key)])

    async def close_others(self, tx: Tx, device_id: str) -> None:
        """This file speaks for `device_id` now: what another one was asked for is shown, not sent."""
        others = [r for r in self.rows if r.is_unanswered and r.device_id != device_id]
        await self._close_all(tx, others, DEVICE_CHANGED)

    # ── inside ───────────────────────────────────────────────────────────────────────────────────
    def _of(self, key: str, state: RowState) -> OutboxRow | None:
        return next((row for row in self.in_state(state) if row.key == key), None)

    def _dependants(self, key: str) -> list[OutboxRow]:
        """Rows that wait for `key`, and those that wait for them."""
        keys, found = {key}, []
        for row in self.rows:
            if row.is_unanswered and not keys.isdisjoint(row.depends_on):
                keys.add(row.key)
                found.append(row)
        return found

    async def _arrive(self, tx: Tx, row: OutboxRow) -> None:
        if row.problem is None:
            await self._remove(tx, [row])
        else:
            await self._save(tx, replace(row, state=RowState.REFUSED))

    async def _close_all(self, tx: Tx, rows: Iterable[OutboxRow], code: str) -> set[int]:
        """Close rows (oldest first) that will not be sent; the seqs of all that ended thereby."""
        ended: set[int] = set()
        for row in rows:
            if row.seq not in ended:
                ended |= await self._close(tx, row, Problem(code=code, status=0))
        return ended

    async def _close(self, tx: Tx, row: OutboxRow, problem: Problem) -> set[int]:
        """Tell the person, and end what depended on it; the seqs of all that ended."""
        dependants = self._dependants(row.key)
        await self._remove(tx, dependants)
        closed_with = len(dependants)
        refused = replace(row, state=RowState.REFUSED, problem=problem, closed_with=closed_with)
        await self._save(tx, refused)
        return {row.seq, *(each.seq for each in dependants)}

    async def _save(self, tx: Tx, row: OutboxRow) -> None:
        await outbox_rows.save(tx, row)
        self._adopt(tx, put=[row])

    async def _remove(self, tx: Tx, rows: Iterable[OutboxRow]) -> None:
        gone = list(rows)
        await outbox_rows.remove(tx, gone)
        self._adopt(tx, gone=gone)

    def _adopt(self, tx: Tx, put: Iterable[OutboxRow] = (), gone: Iterable[OutboxRow] = ()) -> None:
        put, gone = list(put), list(gone)

        def adopt() -> None:
            for row in gone:
                self._rows.pop(row.seq, None)
            for row in put:
                self._rows[row.seq] = row

        tx.then(adopt)


def _covers(command: ActOnLines, placed: PlaceOrder) -> bool:
    return set(command.line_ids) >= {line.line_id for line in placed.lines}


def _cancelled_lines(command: Command, placed: PlaceOrder) -> frozenset[str]:
    """Which lines of `placed` this command takes off."""
    mine = frozenset(line.line_id for line in placed.lines if line.line_id is not None)
    match command:
        case ActOnLine(action=LineAction.CANCEL):
            return mine & {command.line_id}
        case ActOnLines(action=LineAction.CANCEL):
            return mine & set(command.line_ids)
        case CancelBatch() if command.batch_id == placed.batch_id:
            return mine
        case _:
            return frozenset()
