"""The simulator as the server's own child: there when needed, gone with whoever started it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from common.domain.sms_receipts import Receipt
from server.gateways.sms.embedded import EmbeddedSimulator
from server.gateways.sms.port import Accepted, Heard, SingleSms, SmsProvider
from tests.support.waiting import until

SMS = SingleSms("m-1", "+8613800138000", "【云麓汤泉】欢迎光临")


@pytest.fixture
async def simulator(tmp_path: Path) -> AsyncIterator[EmbeddedSimulator]:
    embedded = EmbeddedSimulator(tmp_path, "拒收请回复R")
    yield embedded
    await embedded.close()


def children() -> list[psutil.Process]:
    """The simulators that this process has started and that live."""
    return [
        each
        for each in psutil.Process().children()
        if each.status() != psutil.STATUS_ZOMBIE and "--child" in each.cmdline()
    ]


async def test_it_is_a_provider_that_starts_when_the_first_message_goes(
    simulator: EmbeddedSimulator, tmp_path: Path
) -> None:
    assert isinstance(simulator, SmsProvider)
    assert await simulator.pull_receipts(100) == Heard(())
    assert children() == []
    assert isinstance(await simulator.send_single(SMS), Accepted)
    (child,) = children()

    found: list[Receipt] = []

    async def is_told() -> bool:
        found.extend((await simulator.pull_receipts(100)).items)
        return bool(found)

    await until(is_told)
    assert (found[0].provider, found[0].ref) == ("simulator", "m-1")

    child.kill()  # it died: the next message finds another, and what was accepted is still known
    await until(lambda: children() == [])
    await until(lambda: simulator.has_ended)
    before = await simulator.balance()
    assert len(children()) == 1
    assert before == 1_000_000_000 - 1

    await simulator.close()
    await until(lambda: children() == [])


async def test_where_it_pushes_to_is_on_no_command_line(tmp_path: Path) -> None:
    embedded = EmbeddedSimulator(tmp_path, "", "http://127.0.0.1:1/a-secret-place")
    await embedded.balance()
    (child,) = children()
    assert "a-secret-place" not in " ".join(child.cmdline())
    await embedded.close()
