"""Money asked for and not answered: what a program that was killed in between has to look up."""

from __future__ import annotations

import msgspec
from sqlalchemy import delete, insert, select

from common.client.facade import Tender
from common.client.schema import TENDERS
from common.client.store import Tx


class Tenders:
    """`open` is what is on the disk, oldest first."""

    def __init__(self) -> None:
        self.open: tuple[Tender, ...] = ()

    async def load(self, tx: Tx) -> None:
        found = await tx.rows(select(TENDERS.c.body))
        held = (msgspec.json.decode(body, type=Tender) for (body,) in found)
        self.open = tuple(sorted(held, key=lambda x: (x.at, x.key)))

    async def note(self, tx: Tx, tender: Tender) -> None:
        """Asked again with the same key it is the same one."""
        if any(x.key == tender.key for x in self.open):
            return
        body = msgspec.json.encode(tender)
        await tx.run(insert(TENDERS).values(key=tender.key, body=body))
        self._adopt(tx, (*self.open, tender))

    async def forget(self, tx: Tx, key: str) -> None:
        await tx.run(delete(TENDERS).where(TENDERS.c.key == key))
        self._adopt(tx, tuple(x for x in self.open if x.key != key))

    async def forget_all(self, tx: Tx) -> None:
        """This is another device now."""
        await tx.run(delete(TENDERS))
        self._adopt(tx, ())

    def _adopt(self, tx: Tx, after: tuple[Tender, ...]) -> None:
        def adopt() -> None:
            self.open = after

        tx.then(adopt)
