"""Everything that is done later: in the embedded form beside HTTP, in the scaled form alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

from server.catalog import jobs as catalog_jobs
from server.db import housekeeping
from server.db.jobs import job_worker
from server.db.unit import Unit
from server.db.units import Units
from server.entry.house_texts import KitchenReadyOrders
from server.entry.wiring import Wiring
from server.gateways.clock import Clock
from server.gateways.sms.setup import SmsLinks
from server.kitchen.repository import unseen_batches
from server.messaging import jobs as message_jobs
from server.printing import jobs as print_jobs
from server.printing.fallback import UnseenWatch
from server.shop import jobs as shop_jobs
from server.shop.for_sms import ShopBrands
from server.shop.repository import ShopRepository
from server.sms import blacklist, inbox_jobs, inbox_worker, order_ready
from server.sms import consumer as sms_consumer
from server.sms import jobs as sms_jobs
from server.sms.inbox_worker import Pulling
from server.sms.receipts import apply_receipts


class Worker(Protocol):
    async def run(self) -> None:
        """Work until `stop`."""
        ...

    def stop(self) -> None: ...


@asynccontextmanager
async def working(units: Units, clock: Clock, sms: SmsLinks) -> AsyncIterator[None]:
    """The workers run while this is entered; what they have claimed is finished before it is left."""
    await units.write(_ensure_jobs)
    wiring = Wiring()
    handlers = {
        **housekeeping.HANDLERS,
        **shop_jobs.HANDLERS,
        **message_jobs.handlers(wiring.house_messaging),
        **catalog_jobs.handlers(wiring.house_catalog),
        **print_jobs.handlers(wiring.house_printing),
        **sms_jobs.handlers(lambda unit: ShopBrands(unit.session), wiring.announce_low_sms),
        **order_ready.handlers(
            lambda unit, shop_id: KitchenReadyOrders(unit.session, shop_id),
            lambda unit: ShopBrands(unit.session),
        ),
        **inbox_jobs.handlers(blacklist.opt_out),
    }
    workers: list[Worker] = [
        message_jobs.message_worker(units, wiring.house_messaging, clock.now),
        job_worker(units, handlers, clock.now),
        UnseenWatch(units, unseen_batches, wiring.house_printing, clock.now),
        sms_consumer.worker(units, sms.provider, clock.now, sms.unknown_after, sms.lease),
        inbox_worker.receipt_worker(units, sms.statuses, apply_receipts, clock.now),
    ]
    if sms.pull_every is not None:
        pulling = Pulling(units, sms.provider, sms.pull_every)
        await units.write(pulling.ensure)
        workers.append(pulling.worker(clock.now))
    async with asyncio.TaskGroup() as running:
        for worker in workers:
            running.create_task(worker.run())
        try:
            yield
        finally:
            for worker in workers:
                worker.stop()


def _ensure_jobs(unit: Unit) -> None:
    housekeeping.ensure(unit)
    shop_jobs.ensure(unit)
    shop_ids = ShopRepository(unit.session).shop_ids()
    message_jobs.ensure(unit, shop_ids)
    catalog_jobs.ensure(unit, shop_ids)
    print_jobs.ensure(unit, shop_ids)
    sms_jobs.ensure(unit)
    inbox_jobs.ensure(unit)
