"""Everything that is on this device's disk, opened together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from common.client import identity as identities
from common.client.clock import DeviceClock
from common.client.identity import Stored
from common.client.outbox import Outbox
from common.client.projected import Arrival, Projected
from common.client.session import Apply
from common.client.store import Store, Tx, read_meta, write_meta
from common.client.tenders import Tenders
from common.client.voices import Voices
from common.wire.events import Snapshot, StreamPosition

_OFFSET: Final = "clock_offset_s"
_VOLUME: Final = "volume"


@dataclass(slots=True)
class DeviceFile:
    """The parts change only inside `store.write`, and in memory only once that is committed."""

    store: Store
    clock: DeviceClock
    projected: Projected
    outbox: Outbox
    voices: Voices
    tenders: Tenders
    stored: Stored | None = None
    volume: float = 1.0

    @classmethod
    async def open(cls, path: Path | None, clock: DeviceClock) -> DeviceFile:
        """Raises StoreInUse when another program has the file."""
        store = await Store.open(path)
        opened = cls(store, clock, Projected(), Outbox(), Voices(), Tenders())
        await store.write(opened._load)
        return opened

    async def close(self) -> None:
        await self.store.write(self._note_time)
        await self.store.close()

    async def note_time(self) -> None:
        """What time it is, for the next start without a network; and forget what is long over."""

        async def work(tx: Tx) -> None:
            await self._note_time(tx)
            await self.voices.forget_old(tx, self.clock.now())

        await self.store.write(work)

    async def set_volume(self, volume: float) -> None:
        await self.store.write(lambda tx: write_meta(tx, _VOLUME, volume))
        self.volume = volume

    async def apply(self, events: Apply) -> Arrival:
        """Events, their cursor, what is to be said of them, and whose taps they show: one transaction."""

        async def work(tx: Tx) -> Arrival:
            arrival = await self.projected.apply(tx, events)
            position = StreamPosition(events.epoch, events.seq)
            await self.outbox.arrived(tx, {**self.projected.cursors, events.stream: position})
            await self.voices.take_in(tx, arrival, self.clock.now())
            return arrival

        return await self.store.write(work)

    async def replace(self, snapshot: Snapshot, moved: Stored | None) -> Arrival:
        """A snapshot in place of all tables; `moved`: where this device stands now, if elsewhere."""

        async def work(tx: Tx) -> Arrival:
            is_new_epoch = _other_epoch(self.projected.cursors, snapshot.streams)
            arrival = await self.projected.replace(tx, snapshot)
            await self.outbox.arrived(
                tx, snapshot.streams, is_snapshot=True, is_new_epoch=is_new_epoch
            )
            await self.voices.take_in(tx, arrival, self.clock.now())
            if moved is not None:
                await self._become(tx, moved)
            return arrival

        return await self.store.write(work)

    async def become(self, stored: Stored) -> Arrival | None:
        """A pairing is done. The same device goes on; for another one nothing of the old one counts.

        Returns what disappeared from the tables, None for the same device.
        """

        async def work(tx: Tx) -> Arrival | None:
            held = self.stored
            await self._become(tx, stored)
            if held is None or held.identity.device_id == stored.identity.device_id:
                return None
            await self.outbox.close_others(tx, stored.identity.device_id)
            await self.voices.forget(tx)
            await self.tenders.forget_all(tx)
            return await self.projected.forget(tx)

        return await self.store.write(work)

    async def _become(self, tx: Tx, stored: Stored) -> None:
        await identities.save(tx, stored)

        def adopt() -> None:
            self.stored = stored

        tx.then(adopt)

    async def _load(self, tx: Tx) -> None:
        self.stored = await identities.load(tx)
        self.clock.remember(timedelta(seconds=await read_meta(tx, _OFFSET, float) or 0.0))
        volume = await read_meta(tx, _VOLUME, float)
        self.volume = 1.0 if volume is None else volume
        await self.projected.load(tx)
        await self.outbox.load(tx)
        await self.voices.load(tx, self.clock.now())
        await self.tenders.load(tx)

    async def _note_time(self, tx: Tx) -> None:
        await self.projected.note_as_of(tx)
        await write_meta(tx, _OFFSET, self.clock.offset.total_seconds())

    def in_step(self, server_now: datetime) -> None:
        """The tables hold everything that the server had at `server_now`."""
        self.projected.as_of = server_now


def _other_epoch(held: Mapping[str, StreamPosition], now: Mapping[str, StreamPosition]) -> bool:
    return any(stream in held and held[stream].epoch != at.epoch for stream, at in now.items())
