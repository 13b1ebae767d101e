"""What joins several server processes on one database: pokes over Redis, where there is one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.db.journal import JournalBase
from server.db.listeners import EVERYTHING
from server.db.units import Units
from server.gateways.redis_pokes import RedisPokes
from server.lib.settings import Settings


@asynccontextmanager
async def processes_poked(settings: Settings, units: Units) -> AsyncIterator[RedisPokes | None]:
    """While entered, commits of this process poke the others and theirs poke this one's listeners."""
    if settings.redis_url is None:
        yield None
        return
    epoch = await units.read(_epoch)
    pokes = RedisPokes(
        settings.redis_url,
        f"zaotai:{epoch}",
        units.relay,
        lambda: units.relay(frozenset({EVERYTHING})),
    )
    units.on_commit(pokes.tell, own_only=True)
    async with pokes.running():
        yield pokes


def _epoch(session: Session) -> str:
    """Names this database among all that share a Redis."""
    epoch = session.scalar(select(JournalBase.epoch))
    assert epoch is not None, "written by the migration"
    return epoch
