"""A statement that comes again takes the short way on SQLite, and nobody can tell."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from sqlalchemy import CursorResult, bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError, MultipleResultsFound, NoResultFound
from sqlalchemy.orm import Session

from server.db.prepared import LONGEST_LIST
from server.db.unit import Unit
from server.db.units import Units
from server.shop.models import Brand, Shop

AT = datetime(2026, 1, 31, 18, tzinfo=UTC)
BRANDS = Brand.__table__
SHOPS = Shop.__table__


def brand(number: int) -> dict[str, object]:
    return {
        "id": f"01890000-0000-7000-8000-{number:012x}",
        "code": f"b{number}",
        "name": f"品牌{number}",
    }


async def twice(units: Units, work: Callable[[Session], Any]) -> Any:
    """What `work` gives the second time, which must be what it gave the first time (Any: rows)."""
    first = await units.read(work)
    again = await units.read(work)
    assert again == first
    return again


async def test_rows_are_the_same_by_name_by_place_and_as_mappings(units: Units) -> None:
    adding = insert(BRANDS)  # type: ignore[arg-type]  # is a Table
    for number in range(3):
        await units.write(lambda unit, n=number: unit.session.execute(adding, brand(n)))  # type: ignore[misc]
    asking = select(Brand.code, Brand.name).order_by(Brand.code)

    assert await twice(units, lambda s: [(row.code, row[1]) for row in s.execute(asking)]) == [
        ("b0", "品牌0"),
        ("b1", "品牌1"),
        ("b2", "品牌2"),
    ]
    assert await twice(units, lambda s: dict(s.execute(asking).mappings().first() or {})) == {
        "code": "b0",
        "name": "品牌0",
    }
    assert await twice(units, lambda s: s.scalars(asking).all()) == ["b0", "b1", "b2"]


@pytest.mark.parametrize("length", [0, 1, 2, LONGEST_LIST, LONGEST_LIST + 1])
async def test_lists_of_any_length_find_what_they_name(units: Units, length: int) -> None:
    rows = [brand(number) for number in range(LONGEST_LIST + 5)]
    await units.write(lambda unit: unit.session.execute(insert(Brand), rows))
    asking = (
        select(Brand.code)
        .where(Brand.code.in_(bindparam("codes", expanding=True)))
        .order_by(Brand.id)
    )
    codes = [f"b{number}" for number in range(length)]

    assert await twice(units, lambda s: s.scalars(asking, {"codes": codes}).all()) == codes


async def test_defaults_of_columns_are_filled_in_every_time(units: Units) -> None:
    await units.write(lambda unit: unit.session.execute(insert(Brand), brand(1)))
    adding = insert(SHOPS)  # type: ignore[arg-type]  # is a Table

    def add(unit: Unit, number: int) -> None:
        unit.session.execute(
            adding,
            {
                "id": brand(number)["id"],
                "brand_id": brand(1)["id"],
                "code": f"s{number}",
                "name": "店",
                "zone": "Asia/Shanghai",
                "weekly_hours": [],
                "pad_calls": ["加水"],
            },
        )

    for number in (11, 12, 13):
        await units.write(lambda unit, n=number: add(unit, n))  # type: ignore[misc]
    kept = await units.read(
        lambda s: s.execute(select(Shop.default_target_minutes, Shop.pad_calls)).all()
    )
    assert [tuple(row) for row in kept] == [(15, ["加水"])] * 3


async def test_a_broken_constraint_is_the_same_error_every_time(units: Units) -> None:
    adding = insert(BRANDS)  # type: ignore[arg-type]  # is a Table
    await units.write(lambda unit: unit.session.execute(adding, brand(1)))
    for _ in range(3):
        with pytest.raises(IntegrityError):
            await units.write(lambda unit: unit.session.execute(adding, brand(1)))
    assert await units.read(lambda s: s.scalars(select(Brand.code)).all()) == ["b1"]


async def test_many_rows_at_once_and_how_many_were_changed(units: Units) -> None:
    adding = insert(BRANDS)  # type: ignore[arg-type]  # is a Table
    for start in (0, 10, 20):
        rows = [brand(start + number) for number in range(10)]
        await units.write(lambda unit, r=rows: unit.session.execute(adding, r))  # type: ignore[misc]
    renaming = update(BRANDS).values(name=bindparam("to")).where(BRANDS.c.code == bindparam("of"))  # type: ignore[arg-type]

    def rename(unit: Unit) -> int:
        changed = unit.session.execute(renaming, {"to": "新", "of": "b7"})
        return cast(CursorResult[Any], changed).rowcount

    assert [await units.write(rename) for _ in range(3)] == [1, 1, 1]
    counting = text("SELECT count(*) AS n FROM brand WHERE name = :name")
    assert await twice(units, lambda s: s.execute(counting, {"name": "新"}).one().n) == 1


async def test_a_list_that_the_statement_itself_holds_stays_its_own(units: Units) -> None:
    await units.write(
        lambda unit: unit.session.execute(insert(Brand), [brand(n) for n in range(5)])
    )
    asking = (
        select(Brand.code)
        .where(Brand.code.in_(["b1", "b3"]), Brand.name != bindparam("but"))
        .order_by(Brand.id)
    )

    def asked(but: str) -> Callable[[Session], list[str]]:
        return lambda session: list(session.scalars(asking, {"but": but}))

    assert await twice(units, asked("品牌1")) == ["b3"]
    assert await twice(units, asked("")) == ["b1", "b3"]


async def test_one_is_asked_for_and_none_or_two_are_there(units: Units) -> None:
    await units.write(
        lambda unit: unit.session.execute(insert(Brand), [brand(n) for n in range(2)])
    )
    asking = select(Brand.code, Brand.name).where(Brand.code >= bindparam("least"))

    for _ in range(3):  # the first goes SQLAlchemy's way, the others the short one
        with pytest.raises(MultipleResultsFound):
            await units.read(lambda s: s.execute(asking, {"least": "b0"}).one_or_none())
        with pytest.raises(NoResultFound):
            await units.read(lambda s: s.execute(asking, {"least": "b9"}).scalar_one())
    assert await twice(units, lambda s: s.execute(asking, {"least": "b9"}).one_or_none()) is None
    assert await twice(units, lambda s: s.execute(asking, {"least": "b9"}).scalar()) is None
    assert await twice(units, lambda s: s.execute(asking, {"least": "b1"}).scalar_one()) == "b1"
    assert await twice(units, lambda s: tuple(s.execute(asking, {"least": "b1"}).one())) == (
        "b1",
        "品牌1",
    )
