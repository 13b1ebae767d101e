"""A backup is one consistent state, taken while the server runs, and comes back whole."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from server.db import journal
from server.db.backup import backup, restore
from server.db.errors import BackupRefused
from server.db.inspection import check
from server.db.schema_version import newest
from server.db.unit import Unit
from server.db.units import Units, open_units
from server.kitchen.models import Stay
from server.shop.models import Brand, Shop
from tests.engines.db.brands import add_brand, brand_codes
from tests.support.databases import Databases


def place(unit: Unit, code: str) -> str:
    unit.emit("kitchen", "placed", {"code": code})
    return add_brand(code)(unit)


def merge_bills(unit: Unit) -> None:
    """Two stays, the older one billed with the younger: a row that refers to a later row."""
    brand, shop, older, younger = (unit.new_id() for _ in range(4))
    session = unit.session
    session.execute(insert(Brand).values(id=brand, code="merged", name="合并"))
    session.execute(
        insert(Shop).values(
            id=shop,
            brand_id=brand,
            code="s",
            name="店",
            zone="Asia/Shanghai",
            weekly_hours=[["1", "10:00", "02:00"]],
            pad_calls=["加水"],
        )
    )
    for stay, bill in ((younger, None), (older, younger)):
        session.execute(
            insert(Stay).values(id=stay, shop_id=shop, bill_stay_id=bill, opened_at=unit.now)
        )


def bills(session: Session) -> list[tuple[str, str | None]]:
    return [
        tuple(row) for row in session.execute(select(Stay.id, Stay.bill_stay_id).order_by(Stay.id))
    ]


async def contents(url: str, read: Callable[[Session], object]) -> object:
    units = open_units(url)
    try:
        return await units.read(read)
    finally:
        await units.close()


async def test_what_was_backed_up_comes_back_and_what_came_later_is_gone(
    units: Units, migrated_url: str, tmp_path: Path
) -> None:
    await units.write(merge_bills)
    await units.write(partial(place, code="before"))
    stays = await units.read(bills)
    file = tmp_path / "evening.backup"
    backup(migrated_url, file)
    await units.write(partial(place, code="after"))

    with pytest.raises(BackupRefused, match="not empty"):
        restore(migrated_url, file)
    assert await units.read(brand_codes) == ["after", "before", "merged"]
    restore(migrated_url, file, replace=True)

    assert await units.read(brand_codes) == ["before", "merged"]
    assert await units.read(bills) == stays
    assert check(migrated_url) == []


async def test_after_a_restore_every_device_takes_a_snapshot(
    units: Units, migrated_url: str, tmp_path: Path
) -> None:
    await units.write(partial(place, code="before"))
    known = (await units.read(partial(journal.positions, streams=["kitchen"])))["kitchen"]
    backup(migrated_url, tmp_path / "b")
    restore(migrated_url, tmp_path / "b")
    now = await units.read(partial(journal.positions, streams=["kitchen", "never"]))
    assert now["kitchen"].top == known.top
    assert not now["kitchen"].can_resume(known.epoch, known.top)
    assert not now["never"].can_resume(known.epoch, 0)


async def test_a_backup_under_load_is_one_state(
    units: Units, migrated_url: str, tmp_path: Path, sqlite_databases: Databases
) -> None:
    """Brands and events are written together, so a state has as many of one as of the other."""
    is_over = asyncio.Event()

    async def guest(name: int) -> None:
        number = 0
        while not is_over.is_set():
            await units.write(partial(place, code=f"{name}-{number}"))
            number += 1

    guests = [asyncio.create_task(guest(name)) for name in range(4)]
    files = [tmp_path / f"{number}.backup" for number in range(3)]
    for file in files:
        await asyncio.to_thread(backup, migrated_url, file)
    is_over.set()
    await asyncio.gather(*guests)

    for file in files:
        url = sqlite_databases.empty()
        restore(url, file)
        assert check(url) == []
        brands = await contents(url, brand_codes)
        tops = await contents(url, partial(journal.tops, streams=["kitchen"]))
        assert isinstance(brands, list)
        assert tops == {"kitchen": len(brands)}


async def test_a_shop_moves_to_the_other_engine(
    units: Units,
    migrated_url: str,
    tmp_path: Path,
    sqlite_databases: Databases,
    postgres_databases: Databases,
) -> None:
    await units.write(merge_bills)
    await units.write(partial(place, code="moved"))
    backup(migrated_url, tmp_path / "b")
    is_sqlite = migrated_url.startswith("sqlite")
    other = (postgres_databases if is_sqlite else sqlite_databases).empty()
    restore(other, tmp_path / "b")
    assert await contents(other, brand_codes) == await units.read(brand_codes)
    assert await contents(other, bills) == await units.read(bills)
    assert check(other) == []


def test_a_backup_replaces_no_file(migrated_url: str, tmp_path: Path) -> None:
    file = tmp_path / "b"
    file.write_text("precious", encoding="utf-8")
    with pytest.raises(BackupRefused, match="exists"):
        backup(migrated_url, file)
    assert file.read_text(encoding="utf-8") == "precious"


def test_an_empty_database_has_nothing_to_back_up(database_url: str, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="migrate it first"):
        backup(database_url, tmp_path / "b")
    assert list(tmp_path.glob("b*")) == []


def spoil_text(file: Path) -> None:
    file.write_text("orders: many", encoding="utf-8")


def write_songs(file: Path) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE song (title TEXT)")


def spoil_half(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])


@pytest.mark.parametrize("spoil", [Path.unlink, spoil_text, spoil_half])
async def test_what_is_no_backup_changes_nothing(
    units: Units, migrated_url: str, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    await units.write(add_brand("kept"))
    file = tmp_path / "b"
    backup(migrated_url, file)
    spoil(file)
    with pytest.raises(BackupRefused):
        restore(migrated_url, file)
    assert await units.read(brand_codes) == ["kept"]


async def test_another_programs_database_is_no_backup(
    units: Units, migrated_url: str, tmp_path: Path
) -> None:
    await units.write(add_brand("kept"))
    write_songs(tmp_path / "b")
    with pytest.raises(BackupRefused):
        restore(migrated_url, tmp_path / "b")
    assert await units.read(brand_codes) == ["kept"]


async def test_check_finds_holes_in_the_journal(units: Units, migrated_url: str) -> None:
    for code in ("a", "b", "c"):
        await units.write(partial(place, code=code))
    await units.write(
        lambda unit: unit.session.execute(
            journal.JournalRow.__table__.delete().where(journal.JournalRow.seq == 2)  # type: ignore[attr-defined]
        )
    )
    assert check(migrated_url) == ["journal of kitchen has holes: begin a new epoch"]


def test_check_says_when_the_schema_is_old(database_url: str) -> None:
    [finding] = check(database_url)
    assert f"needs {newest()}" in finding
