"""What an ack makes true: "the kitchen really has it", "the message arrived". Many acks, one unit."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, TypeVar

import msgspec

from common.domain import streams
from common.domain.ids import DeviceId, LineId, MessageId, ShopId, StationId
from common.wire.events import EventKind
from server.db.errors import UnitsUnavailable
from server.db.journal import JournalEvent
from server.entry.push.house import House, Standing, Welcomed

REMEMBERED: Final = 10_000
"""Unseen lines or messages a stream; older ones are found again when a terminal is welcomed."""
_AGAIN_AFTER_S: Final = 1.0

K = TypeVar("K")
V = TypeVar("V")

_log = logging.getLogger(__name__)


class _Line(msgspec.Struct):
    id: LineId
    station_ids: frozenset[StationId]
    seen_at: datetime | None


class _Message(msgspec.Struct):
    id: MessageId


class _Put(msgspec.Struct):
    lines: tuple[_Line, ...] = ()
    announcements: tuple[_Message, ...] = ()


class _Body(msgspec.Struct):
    """Of an event's body only what is owed an ack."""

    put: _Put = msgspec.field(default_factory=_Put)


_BODY: Final = msgspec.json.Decoder(_Body)


@dataclass(slots=True)
class _Owed:
    """Per stream: from which seq on an ack covers the thing."""

    lines: dict[LineId, tuple[int, frozenset[StationId]]] = field(default_factory=dict)
    messages: dict[MessageId, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Due:
    """Per shop: what was acknowledged and is not written yet."""

    lines: dict[DeviceId, set[LineId]] = field(default_factory=dict)
    messages: set[MessageId] = field(default_factory=set)


class Receipts:
    """`read` and `owe` note what waits for an ack, `acked` collects, `run` writes."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._owed: dict[str, _Owed] = {}
        self._due: dict[ShopId, _Due] = {}
        self._is_due = asyncio.Event()

    def read(self, stream: str, events: Iterable[JournalEvent]) -> None:
        """Note what new rows of `stream` bring; called before they are handed out."""
        is_kitchen = stream.endswith(":kitchen")
        for event in events:
            if is_kitchen or event.kind == EventKind.ANNOUNCE:
                try:
                    put = _BODY.decode(event.body).put
                except msgspec.MsgspecError:
                    # Who does not know that it was seen has still to send it.
                    _log.exception(
                        "event not understood", extra={"stream": stream, "seq": event.seq}
                    )
                else:
                    self._note(stream, event.seq, put)

    def owe(self, welcomed: Welcomed) -> None:
        """Note what was unseen when a terminal was welcomed: its ack of the top covers it."""
        standing = welcomed.standing
        if standing.is_kitchen:
            stream = streams.kitchen(standing.shop_id)
            owed = self._of(stream)
            for line in welcomed.unseen:
                owed.lines.setdefault(line.id, (welcomed.positions[stream].top, line.station_ids))
        for account, ids in welcomed.undelivered.items():
            owed = self._of(account)
            for id_ in ids:
                owed.messages.setdefault(id_, welcomed.positions[account].top)

    def acked(self, standing: Standing, stream: str, seq: int) -> None:
        """A terminal holds `stream` up to `seq`."""
        owed = self._owed.get(stream)
        if owed is None:
            return
        messages = [id_ for id_, at in owed.messages.items() if at <= seq]
        lines = [
            id_
            for id_, (at, stations) in owed.lines.items()
            if at <= seq and standing.is_kitchen and _cooks(standing, stations)
        ]
        if not messages and not lines:
            return
        due = self._due.setdefault(standing.shop_id, _Due())
        due.messages.update(messages)
        if lines:
            due.lines.setdefault(standing.device_id, set()).update(lines)
        for message in messages:
            del owed.messages[message]
        for line in lines:
            del owed.lines[line]
        self._is_due.set()

    def forget(self, stream: str) -> None:
        """Nobody here follows `stream` any more."""
        self._owed.pop(stream, None)

    async def run(self) -> None:
        """Write what is due, one unit a shop; what comes meanwhile shares the next one."""
        while True:
            await self._is_due.wait()
            self._is_due.clear()
            due, self._due = self._due, {}
            for shop_id, receipts in due.items():
                await self._write(shop_id, receipts)

    async def _write(self, shop_id: ShopId, due: _Due) -> None:
        try:
            await self._house.receipts(
                shop_id,
                {device: sorted(lines) for device, lines in due.lines.items()},
                sorted(due.messages),
            )
        except UnitsUnavailable:
            _log.warning("receipts wait", extra={"shop_id": shop_id})
            await asyncio.sleep(_AGAIN_AFTER_S)
            self._put_back(shop_id, due)
        except Exception:  # noqa: BLE001  # must not die; unseen until the next welcome
            _log.exception("receipts lost", extra={"shop_id": shop_id})

    def _put_back(self, shop_id: ShopId, due: _Due) -> None:
        held = self._due.setdefault(shop_id, _Due())
        held.messages |= due.messages
        for device, lines in due.lines.items():
            held.lines.setdefault(device, set()).update(lines)
        self._is_due.set()

    def _note(self, stream: str, seq: int, put: _Put) -> None:
        owed = self._of(stream)
        for line in put.lines:
            if line.seen_at is None:
                owed.lines.setdefault(line.id, (seq, line.station_ids))
            else:
                owed.lines.pop(line.id, None)
        for message in put.announcements:
            owed.messages[message.id] = seq
        _keep(owed.lines)
        _keep(owed.messages)

    def _of(self, stream: str) -> _Owed:
        return self._owed.setdefault(stream, _Owed())


def _cooks(standing: Standing, stations: frozenset[StationId]) -> bool:
    """A screen without stations shows all; a line without stations is shown by all."""
    return not standing.station_ids or not stations or bool(standing.station_ids & stations)


def _keep(remembered: dict[K, V]) -> None:
    while len(remembered) > REMEMBERED:
        remembered.pop(next(iter(remembered)))
