"""`kill -9` of the server between the commit of a receipt and its answer: the carrier pushes again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from server.db.units import open_units
from server.gateways.sms.port import BatchSms
from server.sms.inbox import RECEIPTS
from tests.support.carrier import SimulatedCarrier
from tests.support.network import free_port
from tests.support.processes import Processes, Running, is_ready, server_environment
from tests.support.waiting import wait_until

SECRET = "a-secret-of-the-test-carrier"
PATH = f"/v1/sms/callbacks/simulator/{SECRET}/report"


def receiving(
    processes: Processes, url: str, port: int, data: Path, *arguments: str, **settings: str
) -> Running:
    environment = server_environment(url, data) | {
        "ZAOTAI_SMS_CALLBACK_SECRETS": f"simulator={SECRET}",
        "ZAOTAI_SMS_PULL_EVERY_S": "0",
        **settings,
    }
    module = "tests.engines.sms.callbacks_until_killed"
    running = processes.start(
        module, "--port", str(port), *arguments, environment=environment
    )  # fmt: skip
    wait_until(lambda: is_ready(f"http://127.0.0.1:{port}"), 30.0, "the server answering")
    return running


def kept(url: str) -> list[str]:
    """The phones of the receipts in the inbox."""
    units = open_units(url)
    try:
        return units.run_read(lambda session: list(session.scalars(select(RECEIPTS.c.phone))))
    finally:
        asyncio.run(units.close())


@pytest.mark.timeout(120)
def test_what_was_kept_and_never_answered_is_one_row_after_the_next_push(
    migrated_url: str, processes: Processes, own_carrier: SimulatedCarrier, tmp_path: Path
) -> None:
    """The carrier pushes each receipt three times at most; what nobody heard by then is pulled."""
    carrier, port = own_carrier, free_port()
    phones = tuple(f"+86138000001{n:02d}" for n in range(40))
    carrier.behave(report_url=f"http://127.0.0.1:{port}{PATH}", push_again_s=0.5)

    async def send() -> None:
        provider = carrier.client()
        await provider.send_batch(BatchSms(migrated_url[-40:], phones, "【云麓汤泉】欢迎光临"))
        await provider.close()

    dying = receiving(processes, migrated_url, port, tmp_path, "--dies")
    asyncio.run(send())
    dying.wait()
    unanswered = kept(migrated_url)
    assert unanswered
    settings = {"ZAOTAI_SMS_SIMULATOR_URL": carrier.url, "ZAOTAI_SMS_PULL_EVERY_S": "1"}
    receiving(processes, migrated_url, port, tmp_path, **settings)
    wait_until(lambda: len(kept(migrated_url)) >= 40, 40.0, "every receipt in the inbox")
    assert sorted(kept(migrated_url)) == sorted(phones)
