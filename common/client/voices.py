"""What this device still has to say, on its disk. Source: spec 30, "Speaking".

A sentence enters in the transaction that moves the cursor, `STARTED` is on the disk before the
first sound, so that after a crash nothing is said twice and nothing is lost in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

import msgspec
from sqlalchemy import and_, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import Row

from common.client.projected import Arrival
from common.client.schema import VOICES
from common.client.store import Tx
from common.domain.rows import AnnouncementRow
from common.wire.frames import SpokenReport, SpokenResult

KEPT_FOR: Final = timedelta(hours=24)
"""Longer than any announcement lives: the server may send a due one again with a snapshot."""
RECENT: Final = 20
INTERRUPTED: Final = "interrupted"

Key = tuple[str, int]
"""(announcement id, repeat): what is claimed, and said at most once."""


class VoiceState(StrEnum):
    """Stored by value."""

    QUEUED = "queued"
    STARTED = "started"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Voice:
    """`result` None on an ended one: another device had it, or the server took it back."""

    row: AnnouncementRow
    state: VoiceState
    at: datetime  # of the last change; corrected clock
    result: SpokenResult | None = None
    reason: str = ""
    is_reported: bool = False

    @property
    def key(self) -> Key:
        return (self.row.announcement_id, self.row.repeat)

    def report(self) -> SpokenReport | None:
        if self.result is None:
            return None
        return SpokenReport(*self.key, self.result, self.at, self.reason)


_PUT = insert(VOICES)
_PUT = _PUT.on_conflict_do_update(
    ["announcement_id", "repeat"],
    set_={name: _PUT.excluded[name] for name in ("state", "result", "reason", "at", "is_reported")},
)
_REPORTED = (
    update(VOICES)
    .where(and_(VOICES.c.announcement_id == bindparam("a"), VOICES.c.repeat == bindparam("r")))
    .values(is_reported=1)
)

_FORGET = delete(VOICES).where(
    and_(VOICES.c.announcement_id == bindparam("a"), VOICES.c.repeat == bindparam("r"))
)


def _read(row: Row[Any]) -> Voice | None:  # Any: columns of VOICES
    """None: kept by another version; the server finds it unheard and raises it again."""
    try:
        announcement = msgspec.json.decode(row.body, type=AnnouncementRow)
    except msgspec.ValidationError:
        return None
    return Voice(
        announcement,
        VoiceState(row.state),
        datetime.fromisoformat(row.at),
        SpokenResult(row.result) if row.result else None,
        row.reason,
        bool(row.is_reported),
    )


class Voices:
    """In memory what is on the disk, by key."""

    def __init__(self) -> None:
        self._voices: dict[Key, Voice] = {}

    # ── reading ──────────────────────────────────────────────────────────────────────────────────
    @property
    def queued(self) -> tuple[AnnouncementRow, ...]:
        return tuple(v.row for v in self._voices.values() if v.state is VoiceState.QUEUED)

    @property
    def recent(self) -> tuple[AnnouncementRow, ...]:
        """The last that came, newest first; repeats of one sentence once."""
        newest: dict[str, AnnouncementRow] = {}
        for voice in self._voices.values():
            newest.pop(voice.row.announcement_id, None)
            newest[voice.row.announcement_id] = voice.row
        return tuple(reversed(newest.values()))[:RECENT]

    @property
    def unreported(self) -> tuple[Voice, ...]:
        return tuple(
            v
            for v in self._voices.values()
            if v.state is VoiceState.ENDED and not v.is_reported and v.result is not None
        )

    # ── changing ─────────────────────────────────────────────────────────────────────────────────
    async def load(self, tx: Tx, now: datetime) -> None:
        """Read the queue; what was being said when the program ended was not heard to its end."""
        await tx.run(delete(VOICES).where(VOICES.c.at < (now - KEPT_FOR).isoformat()))
        found = await tx.rows(select(VOICES).order_by(VOICES.c.message_id))
        loaded = [voice for row in found if (voice := _read(row)) is not None]
        self._voices = {voice.key: voice for voice in loaded}
        cut = [v.row for v in loaded if v.state is VoiceState.STARTED]
        await self.finish(tx, cut, SpokenResult.FAILED, now, INTERRUPTED)

    async def forget_old(self, tx: Tx, now: datetime) -> None:
        """Let go of what was settled a day ago: a screen may run for months."""
        old = [
            key
            for key, voice in self._voices.items()
            if voice.state is VoiceState.ENDED
            and (voice.is_reported or voice.result is None)
            and now - voice.at > KEPT_FOR
        ]
        await tx.run(
            _FORGET, [{"a": announcement_id, "r": repeat} for announcement_id, repeat in old]
        )

        def adopt() -> None:
            for key in old:
                self._voices.pop(key, None)

        tx.then(adopt)

    async def take_in(self, tx: Tx, arrival: Arrival, now: datetime) -> bool:
        """Queue what is new in `arrival`, let go of what the server took back; whether there was any.

        A row without words to speak is only shown.
        """
        new = {
            (row.announcement_id, row.repeat): Voice(row, VoiceState.QUEUED, now)
            for row in arrival.announced
            if row.spoken
        }
        new = {key: voice for key, voice in new.items() if key not in self._voices}
        here = {row.id for row in arrival.announced}
        gone = [
            replace(voice, state=VoiceState.ENDED, at=now, is_reported=True)
            for voice in self._voices.values()
            if voice.state is VoiceState.QUEUED
            and (
                voice.row.id in arrival.withdrawn
                or (arrival.holds_all and voice.row.id not in here)
            )
        ]
        await self._save(tx, [*new.values(), *gone])
        return bool(new or gone)

    async def start(self, tx: Tx, rows: Iterable[AnnouncementRow], now: datetime) -> None:
        await self._save(tx, [Voice(row, VoiceState.STARTED, now) for row in rows])

    async def finish(
        self,
        tx: Tx,
        rows: Iterable[AnnouncementRow],
        result: SpokenResult | None,
        now: datetime,
        reason: str = "",
    ) -> None:
        ended = [Voice(row, VoiceState.ENDED, now, result, reason, result is None) for row in rows]
        await self._save(tx, ended)

    async def reported(self, tx: Tx, voices: Iterable[Voice]) -> None:
        told = [replace(voice, is_reported=True) for voice in voices]
        await tx.run(_REPORTED, [{"a": v.key[0], "r": v.key[1]} for v in told])
        self._adopt(tx, told)

    async def forget(self, tx: Tx) -> None:
        await tx.run(delete(VOICES))
        tx.then(self._voices.clear)

    async def _save(self, tx: Tx, voices: list[Voice]) -> None:
        values = [
            {
                "announcement_id": voice.key[0],
                "repeat": voice.key[1],
                "message_id": voice.row.id,
                "body": msgspec.json.encode(voice.row),
                "state": voice.state.value,
                "result": voice.result.value if voice.result else None,
                "reason": voice.reason,
                "at": voice.at.isoformat(),
                "is_reported": int(voice.is_reported),
            }
            for voice in voices
        ]
        await tx.run(_PUT, values)
        self._adopt(tx, voices)

    def _adopt(self, tx: Tx, voices: Iterable[Voice]) -> None:
        changed = {voice.key: voice for voice in voices}
        tx.then(lambda: self._voices.update(changed))
