"""What the database holds is the shop's own: not everybody's on the machine, and not the log's."""

import asyncio
import stat
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from server.db.migrate import migrate
from server.db.unit import Unit
from server.db.units import Units, open_units
from tests.engines.db.brands import add_brand

SAID = "13800000000 wants no peanuts"


def test_the_file_and_its_log_are_their_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "shop.db"
    url = f"sqlite:///{file}"
    migrate(url)
    units = open_units(url)
    units.run_write(add_brand("lychee"))

    held = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.glob("shop.db*")}

    assert held == {"shop.db": 0o600, "shop.db-wal": 0o600, "shop.db-shm": 0o600}
    asyncio.run(units.close())


async def test_an_error_names_the_statement_but_not_what_it_was_given(units: Units) -> None:
    def broken(unit: Unit) -> None:
        unit.session.execute(text("UPDATE brand SET nobody = :said"), {"said": SAID})

    with pytest.raises(DBAPIError) as raised:
        await units.write(broken)

    assert "nobody" in str(raised.value)
    assert SAID not in str(raised.value)
