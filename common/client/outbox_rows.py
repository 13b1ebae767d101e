"""Rows of the outbox: commands that this device accepted and the journal does not show yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import msgspec
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Row

from common.client.schema import OUTBOX
from common.client.store import Tx
from common.domain import commands, streams
from common.domain.commands import Command, Pending
from common.wire.answers import Positions
from common.wire.events import StreamPosition
from common.wire.problems import Problem


class RowState(StrEnum):
    """Stored by value."""

    WAITING = "waiting"  # not answered: never sent, or sent without an answer
    CONFIRMED = "confirmed"  # answered yes, its events are on their way
    REFUSED = "refused"  # answered no for good, the person has not seen it yet
    LATE = "late"  # an order past its valid_until: the person is asked


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """`at`: the tap, corrected clock, UTC. `attempts` grows on the disk before the first byte leaves.

    `problem` on a CONFIRMED row: a part of it was refused, told once the rest has arrived.
    """

    seq: int
    key: str
    command: Command
    at: datetime
    method: str
    path: str
    body: bytes
    device_id: str
    stay_id: str | None = None
    staff_id: str | None = None
    valid_until: datetime | None = None
    depends_on: tuple[str, ...] = ()
    attempts: int = 0
    state: RowState = RowState.WAITING
    positions: Positions = field(default_factory=dict)
    problem: Problem | None = None
    closed_with: int = 0

    @property
    def was_never_sent(self) -> bool:
        return self.state in (RowState.WAITING, RowState.LATE) and self.attempts == 0

    @property
    def is_unanswered(self) -> bool:
        return self.state in (RowState.WAITING, RowState.LATE)

    def has_arrived(
        self, cursors: Mapping[str, StreamPosition], *, is_snapshot: bool = False
    ) -> bool:
        """Whether every stream of its positions that this device follows has come that far.

        A command that wrote to the device's own stream changed what the device follows: a first
        order opens a stay. Such a row is here only with the snapshot that this asks for.
        """
        followed = [stream for stream in self.positions if stream in cursors]
        if any(cursors[stream].seq < self.positions[stream] for stream in followed):
            return False
        asks_for_snapshot = any(streams.is_of_device(stream) for stream in followed)
        return is_snapshot or not asks_for_snapshot or any(map(streams.is_of_stay, followed))

    def pending(self) -> Pending:
        return Pending(self.key, self.at, self.command, self.state is RowState.CONFIRMED)


_KINDS: Final[Mapping[str, type[Any]]] = {  # Any: the union's classes have no common base
    kind.__name__: kind for kind in Command.__args__
}


def encode_command(command: Command) -> tuple[str, bytes]:
    return type(command).__name__, msgspec.json.encode(command)


def decode_command(kind: str, body: bytes) -> Command:
    """What another version kept and this one cannot read is still a row to be sent."""
    try:
        command: Command = msgspec.json.decode(body, type=_KINDS[kind])
    except (KeyError, msgspec.ValidationError):
        return commands.OfOtherVersion(kind)
    return command


async def load(tx: Tx) -> list[OutboxRow]:
    return [_row(found) for found in await tx.rows(select(OUTBOX).order_by(OUTBOX.c.seq))]


async def add(tx: Tx, row: OutboxRow) -> OutboxRow:
    """Store `row` at the end; its `seq` is given here."""
    values = _values(row)
    del values["seq"]
    return replace(row, seq=await tx.insert(insert(OUTBOX).values(**values)))


async def save(tx: Tx, row: OutboxRow) -> None:
    await tx.run(update(OUTBOX).where(OUTBOX.c.seq == row.seq).values(**_values(row)))


async def remove(tx: Tx, rows: list[OutboxRow]) -> None:
    statement = delete(OUTBOX).where(OUTBOX.c.seq == bindparam("s"))
    await tx.run(statement, [{"s": row.seq} for row in rows])


def _values(row: OutboxRow) -> dict[str, Any]:  # Any: column → value
    kind, command = encode_command(row.command)
    return {
        "seq": row.seq,
        "key": row.key,
        "kind": kind,
        "command": command,
        "at": row.at.isoformat(),
        "method": row.method,
        "path": row.path,
        "body": row.body,
        "stay_id": row.stay_id,
        "staff_id": row.staff_id,
        "device_id": row.device_id,
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "depends_on": " ".join(row.depends_on),
        "attempts": row.attempts,
        "state": row.state.value,
        "positions": msgspec.json.encode(row.positions),
        "problem": msgspec.json.encode(row.problem) if row.problem else None,
        "closed_with": row.closed_with,
    }


def _row(found: Row[Any]) -> OutboxRow:  # Any: columns of OUTBOX
    return OutboxRow(
        seq=found.seq,
        key=found.key,
        command=decode_command(found.kind, found.command),
        at=datetime.fromisoformat(found.at),
        method=found.method,
        path=found.path,
        body=found.body,
        device_id=found.device_id,
        stay_id=found.stay_id,
        staff_id=found.staff_id,
        valid_until=datetime.fromisoformat(found.valid_until) if found.valid_until else None,
        depends_on=tuple(found.depends_on.split()),
        attempts=found.attempts,
        state=RowState(found.state),
        positions=msgspec.json.decode(found.positions, type=Positions),
        problem=msgspec.json.decode(found.problem, type=Problem) if found.problem else None,
        closed_with=found.closed_with,
    )


def line_ids_of(command: Command) -> frozenset[str]:
    """The lines that a command is about (not those it makes)."""
    match command:
        case (
            commands.ActOnLine()
            | commands.RecallLine()
            | commands.RushLine()
            | commands.AcknowledgeMark()
            | commands.StopLine()
            | commands.SplitLine()
            | commands.RemakeLine()
        ):
            return frozenset({command.line_id})
        case commands.ActOnLines() | commands.RecallLines():
            return frozenset(command.line_ids)
        case _:
            return frozenset()


def ids_made_by(command: Command) -> frozenset[str]:
    """Ids that nobody knows before this command was carried out; a provisional order id among them."""
    made: tuple[str | None, ...]
    match command:
        case commands.PlaceOrder():
            made = (command.batch_id, *(line.line_id for line in command.lines))
        case commands.SplitLine() | commands.RemakeLine():
            made = (command.new_id,)
        case commands.CallService():
            made = (command.call_id,)
        case _:
            made = ()
    return frozenset(each for each in made if each is not None)


def needs(command: Command) -> frozenset[str]:
    """Ids and keys that must be known to the server before this command can be."""
    match command:
        case commands.RecallLine():
            extra: tuple[str | None, ...] = (command.undoes,)
        case commands.RecallLines():
            extra = (command.undoes, command.order_id)
        case commands.ActOnLines() | commands.CancelOrder():
            extra = (command.order_id,)
        case commands.CancelBatch():
            extra = (command.batch_id,)
        case commands.AcceptCall() | commands.FinishCall() | commands.WithdrawCall():
            extra = (command.call_id,)
        case _:
            extra = ()
    return line_ids_of(command) | {each for each in extra if each is not None}
