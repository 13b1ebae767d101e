"""Databases on the real disk, and the real server as a process of its own."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import insert

from common.domain.roles import Role
from server.db.migrate import migrate
from server.db.units import Unit, open_units
from server.entry.seeding import read_plan, seed, stable_id
from server.kitchen.models import Stay, StayTag
from server.shop import tokens
from server.shop.models import Device
from tests.support.processes import Processes, RunningServer

BUILD: Final = Path(__file__).resolve().parents[2] / "build" / "bench"
DEMO: Final = "demo"
_ROWS_AT_ONCE: Final = 5000


@dataclass(frozen=True, slots=True)
class World:
    """A database with the demo shop, open around the clock, and its terminals."""

    folder: Path
    url: str
    shop_id: str

    @property
    def file(self) -> Path:
        return Path(self.url.removeprefix("sqlite:///"))

    def goods(self, name: str) -> str:
        return stable_id(DEMO, "goods", name)

    def room(self, name: str) -> str:
        return stable_id(DEMO, "room", name)

    def write(self, *rows: tuple[type, list[dict[str, object]]]) -> None:
        """Store rows of (model, values) past all rules."""

        def work(unit: Unit) -> None:
            for model, values in rows:
                for start in range(0, len(values), _ROWS_AT_ONCE):
                    unit.session.execute(insert(model), values[start : start + _ROWS_AT_ONCE])

        units = open_units(self.url)
        units.run_write(work)
        asyncio.run(units.close())

    def terminals(self, kind: Role, count: int, rooms: list[str] | None = None) -> list[str]:
        """`count` paired terminals; their tokens. Pads stand in `rooms`, one after the other."""
        made = [f"{tokens.DEVICE_PREFIX}bench-{kind}-{number}" for number in range(count)]
        devices: list[dict[str, object]] = [
            {
                "id": stable_id("bench", kind, str(number)),
                "shop_id": self.shop_id,
                "kind": kind,
                "name": f"{kind} {number}",
                "room_id": rooms[number % len(rooms)] if rooms else None,
                "station_ids": [],
                "speech_zone": str(kind),
                "wants": [],
                "token_hash": tokens.digest(token),
                "paired_at": datetime.now(UTC),
            }
            for number, token in enumerate(made)
        ]
        self.write((Device, devices))
        return made

    def guests(self, count: int, start: int = 0) -> list[str]:
        """`count` guests with a hand tag each, checked in; the ids of their stays."""
        at = datetime.now(UTC)
        ids = [stable_id("bench", "stay", str(number)) for number in range(start, start + count)]
        stays: list[dict[str, object]] = [
            {
                "id": id_,
                "shop_id": self.shop_id,
                "has_tags": True,
                "opened_at": at,
            }
            for id_ in ids
        ]
        tags: list[dict[str, object]] = [
            {"stay_id": id_, "tag": f"B{number}", "shop_id": self.shop_id}
            for number, id_ in enumerate(ids, start)
        ]
        self.write((Stay, stays), (StayTag, tags))
        return ids


@contextmanager
def new_world() -> Iterator[World]:
    """Gone afterwards. Under `build/`, because a folder for temporary files may lie in memory."""
    BUILD.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=BUILD))
    try:
        url = f"sqlite:///{folder / 'zaotai.sqlite'}"
        migrate(url)
        plan = read_plan()
        always_open = msgspec.structs.replace(plan.shop, opens="00:00", closes="00:00")
        plan = msgspec.structs.replace(plan, shop=always_open)
        units = open_units(url)
        shop_id = units.run_write(lambda unit: seed(unit, plan))
        asyncio.run(units.close())
        yield World(folder, url, shop_id)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def serving(world: World) -> Iterator[RunningServer]:
    processes = Processes(world.folder)
    try:
        yield processes.serve(world.url)
    finally:
        processes.kill_all()
