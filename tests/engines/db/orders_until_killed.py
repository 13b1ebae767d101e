"""A program that takes orders until it is killed, and says which ones it has accepted.

    python -m tests.engines.db.orders_until_killed DATABASE_URL RUN

Each order is a brand row, an event and a repeating job; each accepted one is a line `RUN-n`.
"""

import asyncio
import sys
from functools import partial

from server.db import jobs
from server.db.unit import Unit
from server.db.units import open_units
from tests.engines.db.brands import add_brand


def place(unit: Unit, code: str) -> str:
    add_brand(code)(unit)
    unit.emit("kitchen", "placed", {"code": code})
    unit.emit("board", "placed", {"code": code})
    jobs.enqueue(unit, "announce", {"code": code}, key=code)
    return code


async def take_orders(url: str, run: str) -> None:
    units = open_units(url)

    async def guest(name: int) -> None:
        number = 0
        while True:
            accepted = await units.write(partial(place, code=f"{run}-{name}-{number}"))
            sys.stdout.write(f"{accepted}\n")
            number += 1

    await asyncio.gather(*(guest(name) for name in range(8)))


if __name__ == "__main__":
    asyncio.run(take_orders(*sys.argv[1:]))
