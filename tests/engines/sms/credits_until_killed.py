"""A program that freezes, pays and releases until it is killed.

    python -m tests.engines.sms.credits_until_killed DATABASE_URL BRAND RUN

It prints `<client_ref> <state>` of each hold once that is committed.
"""

import sys
from itertools import count

from common.domain.ids import BrandId
from common.domain.sms_rows import Hold
from server.db.unit import Unit
from server.db.units import Units, open_units
from server.sms.ledger import HOLD_LASTS, Ledger


def freeze(units: Units, brand: BrandId, ref: str) -> Hold:
    return units.run_write(
        lambda unit: Ledger(unit, brand, lambda _: None).freeze(ref, 3, HOLD_LASTS)[0]
    )


def end(units: Units, brand: BrandId, hold: Hold, *, paid: bool) -> Hold:
    def work(unit: Unit) -> Hold:
        ledger = Ledger(unit, brand, lambda _: None)
        return ledger.pay(hold.id, 2) if paid else ledger.release(hold.id)

    return units.run_write(work)


def tell(hold: Hold) -> None:
    sys.stdout.write(f"{hold.client_ref} {hold.state}\n")
    sys.stdout.flush()


def work(url: str, brand: str, run: str) -> None:
    units = open_units(url)
    for number in count():
        ref = f"{run}-{number}"
        hold = freeze(units, BrandId(brand), ref)
        tell(hold)
        hold = end(units, BrandId(brand), hold, paid=bool(number % 3))
        tell(hold)


if __name__ == "__main__":
    work(*sys.argv[1:])
