"""Whatever is lost on the way and whenever the program dies: each accepted tap counts once, in order."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from common.client.outbox import Outbox
from common.client.outbox_rows import OutboxRow
from common.client.store import Store
from common.client.verdicts import Answer, Done, FinalNo, judge
from common.domain.commands import ActOnLine
from common.domain.ids import LineId
from common.domain.kitchen import LineAction
from tests.support.rows import EVENING


class FakeServer:
    """Answers the same key with the same bytes, as the real one does."""

    def __init__(self) -> None:
        self.carried_out: list[str] = []
        self._answers: dict[str, Answer] = {}

    def handle(self, row: OutboxRow) -> Answer:
        if row.key not in self._answers:
            self.carried_out.append(row.key)
            body = json.dumps({"positions": {}}).encode()
            self._answers[row.key] = Answer(200, "application/json", body)
        return self._answers[row.key]


FATES = st.sampled_from(
    (
        "tap",
        "tap",
        "answered",
        "request lost",
        "answer lost",
        "server error",
        "killed before sending",
        "killed before the answer is kept",
        "killed",
    )
)


@given(st.lists(FATES, max_size=40))
def test_each_accepted_tap_is_carried_out_once_and_in_order(fates: list[str]) -> None:
    asyncio.run(_live_through(fates))


async def _live_through(fates: list[str]) -> None:
    store, server, accepted = await Store.open(None), FakeServer(), list[str]()
    outbox = Outbox()
    for fate in [*fates, *["answered"] * fates.count("tap")]:
        if fate == "tap":
            await _tap(store, outbox, accepted)
            continue
        if fate == "killed":
            outbox = await _started_again(store)
            continue
        row = outbox.next_to_send()
        if row is None:
            continue
        outbox = await _send(store, outbox, server, row, fate)
    assert server.carried_out == accepted
    assert outbox.rows == ()
    await store.close()


async def _tap(store: Store, outbox: Outbox, accepted: list[str]) -> None:
    key = f"k{len(accepted)}"
    command = ActOnLine(LineId("line"), LineAction.NOTIFY)
    at = EVENING + timedelta(seconds=len(accepted))
    await store.write(lambda tx: outbox.accept(tx, command, key, at, "device", None))
    accepted.append(key)


async def _send(
    store: Store, outbox: Outbox, server: FakeServer, row: OutboxRow, fate: str
) -> Outbox:
    counted = await store.write(lambda tx: outbox.attempt(tx, row.seq))
    assert counted is not None
    if fate == "killed before sending":
        return await _started_again(store)
    if fate in ("request lost", "server error"):
        return outbox
    answer = server.handle(counted)
    if fate == "answer lost":
        return outbox
    if fate == "killed before the answer is kept":
        return await _started_again(store)
    verdict = judge(answer, row.command)
    assert not isinstance(verdict, FinalNo)
    if isinstance(verdict, Done):
        await store.write(lambda tx: outbox.confirm(tx, row.seq, verdict, {}))
    return outbox


async def _started_again(store: Store) -> Outbox:
    outbox = Outbox()
    await store.write(outbox.load)
    return outbox
