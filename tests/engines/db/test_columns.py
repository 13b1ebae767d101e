"""Values come back from both engines as they went in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from sqlalchemy import Column, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from server.db.base import Choice, Id, Json, JsonBytes, UtcDateTime, add_new
from server.db.engines import Engines, open_engines


class Mood(StrEnum):
    CALM = "calm"
    BUSY = "busy"


ROWS = Table(
    "column_row",
    MetaData(),
    Column("id", Id, primary_key=True),
    Column("at", UtcDateTime),
    Column("mood", Choice(Mood)),
    Column("data", Json),
    Column("raw", JsonBytes),
)
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
EMPTY = {"at": None, "mood": None, "data": None, "raw": None}


@pytest.fixture
def engines(database_url: str) -> Iterator[Engines]:
    opened = open_engines(database_url)
    ROWS.create(opened.write)
    yield opened
    opened.dispose()


def kept(engines: Engines, **values: object) -> object:
    with engines.write.begin() as connection:
        connection.execute(insert(ROWS), {"id": "x", **EMPTY, **values})
    with engines.read.connect() as connection:
        [name] = values
        return connection.scalar(select(ROWS.c[name]))


@pytest.mark.parametrize(
    "at",
    [
        NOON,
        NOON + timedelta(microseconds=1),
        datetime(1999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        NOON.astimezone(timezone(timedelta(hours=8))),
    ],
)
def test_a_time_comes_back_in_utc_to_the_microsecond(engines: Engines, at: datetime) -> None:
    found = kept(engines, at=at)
    assert found == at
    assert isinstance(found, datetime)
    assert found.tzinfo is UTC


def test_times_sort_as_they_passed(engines: Engines) -> None:
    times = [NOON + timedelta(microseconds=step) for step in (-1_000_000, -1, 0, 1, 999_999)]
    rows = [{"id": str(n), **EMPTY, "at": at} for n, at in enumerate(reversed(times))]
    with engines.write.begin() as connection:
        connection.execute(insert(ROWS), rows)
    with engines.read.connect() as connection:
        assert list(connection.scalars(select(ROWS.c.at).order_by(ROWS.c.at))) == times
        later = select(ROWS.c.at).where(ROWS.c.at > NOON).order_by(ROWS.c.at)
        assert list(connection.scalars(later)) == times[3:]


def test_a_time_without_a_zone_is_refused(engines: Engines) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        kept(engines, at=NOON.replace(tzinfo=None))


def test_an_enum_comes_back_as_itself_and_an_unknown_word_does_not_go_in(engines: Engines) -> None:
    assert kept(engines, mood=Mood.BUSY) is Mood.BUSY
    with pytest.raises(StatementError, match="not a valid Mood"):
        kept(engines, mood="angry")


@pytest.mark.parametrize("data", [[], {}, ["麸质", "花生"], {"a": [1, None, True]}, 0, ""])
def test_json_comes_back_equal(engines: Engines, data: object) -> None:
    assert kept(engines, data=data) == data


def test_encoded_json_comes_back_byte_for_byte(engines: Engines) -> None:
    assert kept(engines, raw='{"菜":"水饺","n":1.0}'.encode()) == '{"菜":"水饺","n":1.0}'.encode()


def test_of_two_rows_with_one_key_the_first_stays(engines: Engines) -> None:
    with Session(engines.write) as session:
        assert add_new(session, ROWS, {"id": "x", "mood": Mood.CALM})
        assert not add_new(session, ROWS, {"id": "x", "mood": Mood.BUSY})
        assert session.execute(select(ROWS.c.mood, ROWS.c.at)).one() == (Mood.CALM, None)
