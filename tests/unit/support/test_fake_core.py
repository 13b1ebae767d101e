"""The fake core is a core."""

from __future__ import annotations

from common.client.facade import Core
from common.domain.commands import ActOnLine
from common.domain.kitchen import LineAction, LineState
from tests.support.fake_core import FakeCore
from tests.support.rows import a_batch, a_line, an_order


def as_core(core: Core) -> Core:
    """mypy holds the fake to the protocol here."""
    return core


async def test_a_tap_offline_shows_at_once_and_stays_unsent_until_the_link_is_back() -> None:
    order = an_order()
    batch = a_batch(order)
    line = a_line(batch)
    fake = FakeCore(rows={"orders": [order], "batches": [batch], "lines": [line]})
    core = as_core(fake)
    fake.go_offline()
    await core.do(ActOnLine(line.id, LineAction.START))
    shown = core.tables()["lines"][line.id]
    assert getattr(shown, "state", None) is LineState.COOKING
    assert line.id in core.unsent()
    fake.go_online()
    assert core.unsent() == {}
    assert core.link.unsent == 0
