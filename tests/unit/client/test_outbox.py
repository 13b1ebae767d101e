"""The outbox on a disk, without a server: what becomes of a tap."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import update

from common.client.outbox import TOO_OLD, Outbox
from common.client.outbox_rows import RowState
from common.client.schema import OUTBOX
from common.client.store import Store, StoreInUse, Tx
from common.client.verdicts import Done, FinalNo
from common.domain import streams
from common.domain.commands import (
    ActOnLine,
    ActOnLines,
    CancelBatch,
    CancelOrder,
    Command,
    OfOtherVersion,
    PlaceOrder,
    RecallLine,
    RushLine,
    WantedLine,
)
from common.domain.errors import Refused
from common.domain.ids import BatchId, DeviceId, GoodsId, LineId, OrderId
from common.domain.kitchen import LineAction
from common.domain.overlay import overlay
from common.domain.projection import empty_tables
from common.wire.events import StreamPosition
from common.wire.problems import Problem
from tests.support.rows import EVENING

T = TypeVar("T")
KITCHEN = "shop:s:kitchen"
SOUP, RICE = LineId("line-soup"), LineId("line-rice")
BATCH = BatchId("batch-1")


def order(*lines: LineId, batch: BatchId = BATCH) -> PlaceOrder:
    wanted = tuple(WantedLine(GoodsId("dish"), 1, line_id=line) for line in lines or (SOUP,))
    return PlaceOrder(wanted, batch_id=batch, valid_until=EVENING + timedelta(minutes=10))


class Box:
    """An outbox and its file."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.outbox = Outbox()

    async def write(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        return await self.store.write(work)

    async def tap(self, command: Command, key: str, minutes: float = 0) -> None:
        at = EVENING + timedelta(minutes=minutes)
        await self.write(lambda tx: self.outbox.accept(tx, command, key, at, "device", None))

    async def attempt(self) -> int:
        row = self.outbox.next_to_send()
        assert row is not None
        await self.write(lambda tx: self.outbox.attempt(tx, row.seq))
        return row.seq

    async def refuse(self, code: str, *, is_silent: bool = False) -> None:
        seq = await self.attempt()
        no = FinalNo(Problem(code=code, status=409, final=True), is_silent)
        await self.write(lambda tx: self.outbox.refuse(tx, seq, no))

    async def confirm(self, *, kitchen: int) -> None:
        seq = await self.attempt()
        done = Done({KITCHEN: kitchen})
        await self.write(lambda tx: self.outbox.confirm(tx, seq, done, at(0)))

    async def reopened(self) -> Outbox:
        """What another start of the program would find."""
        fresh = Outbox()
        await self.write(fresh.load)
        return fresh

    @property
    def keys(self) -> list[str]:
        return [row.key for row in self.outbox.rows]


def at(seq: int) -> dict[str, StreamPosition]:
    return {KITCHEN: StreamPosition("e", seq)}


@pytest.fixture
async def box() -> AsyncIterator[Box]:
    store = await Store.open(None)
    yield Box(store)
    await store.close()


async def test_a_tap_is_on_the_disk_as_it_will_be_sent(box: Box) -> None:
    await box.tap(ActOnLine(SOUP, LineAction.PICK_UP), "k1")
    (row,) = (await box.reopened()).rows
    assert (row.method, row.path) == ("POST", "/v1/lines/line-soup/pick-up")
    assert row == box.outbox.rows[0]


async def test_taps_go_out_in_their_order(box: Box) -> None:
    await box.tap(ActOnLine(SOUP, LineAction.START), "k1")
    await box.tap(ActOnLine(SOUP, LineAction.FINISH), "k2")
    first = box.outbox.next_to_send()
    assert first is not None
    assert first.key == "k1"


async def test_an_attempt_is_counted_before_anything_is_sent(box: Box) -> None:
    await box.tap(ActOnLine(SOUP, LineAction.START), "k1")
    await box.attempt()
    assert (await box.reopened()).rows[0].attempts == 1


# ── confirmed ────────────────────────────────────────────────────────────────────────────────────
async def test_a_confirmed_tap_stays_on_the_screen_until_the_tables_show_it(box: Box) -> None:
    await box.tap(ActOnLine(SOUP, LineAction.START), "k1")
    await box.confirm(kitchen=7)
    assert box.outbox.unsent == 0
    assert [each.is_confirmed for each in box.outbox.pending()] == [True]

    await box.write(lambda tx: box.outbox.arrived(tx, at(6)))
    assert box.keys == ["k1"]
    await box.write(lambda tx: box.outbox.arrived(tx, at(7)))
    assert box.keys == []


async def test_a_tap_whose_events_came_before_its_answer_leaves_at_once(box: Box) -> None:
    await box.tap(ActOnLine(SOUP, LineAction.START), "k1")
    seq = await box.attempt()
    await box.write(lambda tx: box.outbox.confirm(tx, seq, Done({KITCHEN: 7}), at(7)))
    assert box.keys == []


async def test_a_first_order_stays_until_the_snapshot_of_its_stay_is_here(box: Box) -> None:
    """It opened the stay that the pad is to follow; until then nothing else shows it."""
    await box.tap(PlaceOrder((WantedLine(GoodsId("g"), 1, line_id=SOUP),)), "k1")
    seq, own, stay = await box.attempt(), streams.device(DeviceId("pad")), "stay:new"
    done = Done({KITCHEN: 7, own: 3, stay: 1})
    before, after = StreamPosition("e", 2), StreamPosition("e", 3)
    await box.write(lambda tx: box.outbox.confirm(tx, seq, done, {own: before}))
    await box.write(lambda tx: box.outbox.arrived(tx, {own: after}))
    assert box.keys == ["k1"]

    with_stay = {own: after, stay: StreamPosition("e", 1)}
    await box.write(lambda tx: box.outbox.arrived(tx, with_stay, is_snapshot=True))
    assert box.keys == []


async def test_after_a_restore_positions_mean_nothing_and_nothing_stays_behind(box: Box) -> None:
    await box.tap(ActOnLine(SOUP, LineAction.START), "k1")
    await box.confirm(kitchen=700)
    await box.write(lambda tx: box.outbox.arrived(tx, at(3), is_new_epoch=True))
    assert box.keys == []


async def test_a_part_that_was_refused_is_told_once_the_rest_has_arrived(box: Box) -> None:
    lines = ActOnLines(OrderId("o"), (SOUP, RICE), LineAction.FINISH)
    await box.tap(lines, "k1")
    seq = await box.attempt()
    done = Done({KITCHEN: 7}, Problem(code="line.refused", status=409))
    await box.write(lambda tx: box.outbox.confirm(tx, seq, done, at(0)))
    assert box.outbox.in_state(RowState.REFUSED) == ()
    await box.write(lambda tx: box.outbox.arrived(tx, at(7)))
    assert [row.key for row in box.outbox.in_state(RowState.REFUSED)] == ["k1"]


# ── refused ──────────────────────────────────────────────────────────────────────────────────────
async def test_a_refusal_stands_until_the_person_has_seen_it(box: Box) -> None:
    await box.tap(ActOnLine(SOUP, LineAction.START), "k1")
    await box.refuse("stay.changed")
    assert box.outbox.pending() == ()
    (told,) = (await box.reopened()).in_state(RowState.REFUSED)
    assert told.problem is not None
    assert told.problem.code == "stay.changed"
    await box.write(lambda tx: box.outbox.settle(tx, "k1"))
    assert box.keys == []


async def test_what_somebody_else_had_done_already_is_settled_silently(box: Box) -> None:
    await box.tap(ActOnLine(SOUP, LineAction.FINISH), "k1")
    await box.refuse("line.refused", is_silent=True)
    assert box.keys == []


async def test_what_depends_on_a_refused_order_ends_with_it_and_the_rest_goes_on(box: Box) -> None:
    await box.tap(order(SOUP), "place")
    await box.attempt()
    await box.tap(RushLine(SOUP), "rush")
    await box.tap(RecallLine(SOUP, undoes="rush"), "undo")
    await box.tap(ActOnLine(RICE, LineAction.START), "other")
    await box.refuse("goods.sold_out")
    (told,) = box.outbox.in_state(RowState.REFUSED)
    assert told.closed_with == 2
    assert [row.key for row in box.outbox.in_state(RowState.WAITING)] == ["other"]


async def test_an_undo_goes_with_what_it_undoes(box: Box) -> None:
    await box.tap(ActOnLine(SOUP, LineAction.START), "k1")
    await box.tap(RecallLine(SOUP, undoes="k1"), "k2")
    assert box.outbox.rows[1].depends_on == ("k1",)


# ── cancelling what was never sent ───────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "cancel",
    [
        CancelBatch(BATCH),
        CancelOrder(OrderId(BATCH)),
        ActOnLine(SOUP, LineAction.CANCEL),
        ActOnLines(OrderId(BATCH), (SOUP,), LineAction.CANCEL),
    ],
)
async def test_an_order_that_never_left_is_forgotten(box: Box, cancel: Command) -> None:
    await box.tap(order(SOUP), "place")
    await box.tap(RushLine(SOUP), "rush")
    await box.tap(cancel, "cancel")
    assert box.keys == []
    assert (await box.reopened()).rows == ()


async def test_one_dish_of_an_order_that_never_left_is_taken_out_of_it(box: Box) -> None:
    await box.tap(order(SOUP, RICE), "place")
    await box.tap(ActOnLine(SOUP, LineAction.CANCEL), "cancel")
    (row,) = (await box.reopened()).rows
    assert b"line-rice" in row.body
    assert b"line-soup" not in row.body


async def test_an_order_of_which_a_byte_may_have_left_is_cancelled_behind_it(box: Box) -> None:
    await box.tap(order(SOUP), "place")
    await box.attempt()
    await box.tap(CancelOrder(OrderId(BATCH)), "cancel")
    assert box.keys == ["place", "cancel"]
    assert box.outbox.rows[1].path == f"/v1/batches/{BATCH}/cancel"
    assert box.outbox.rows[1].depends_on == ("place",)


async def test_an_order_without_a_number_takes_no_other_whole_order_action(box: Box) -> None:
    await box.tap(order(SOUP), "place")
    with pytest.raises(Refused, match=r"order\.not_sent"):
        await box.tap(ActOnLines(OrderId(BATCH), (SOUP,), LineAction.START), "start")
    assert box.keys == ["place"]


# ── late and old ─────────────────────────────────────────────────────────────────────────────────
async def test_a_late_order_is_asked_about_and_holds_only_what_depends_on_it(box: Box) -> None:
    await box.tap(order(SOUP), "place")
    await box.tap(RushLine(SOUP), "rush")
    await box.tap(ActOnLine(RICE, LineAction.START), "other")
    await box.write(lambda tx: box.outbox.expire(tx, EVENING + timedelta(minutes=11)))
    assert [row.key for row in box.outbox.in_state(RowState.LATE)] == ["place"]
    sent = box.outbox.next_to_send()
    assert sent is not None
    assert sent.key == "other"


async def test_a_late_order_goes_out_again_as_if_tapped_now(box: Box) -> None:
    await box.tap(order(SOUP), "place")
    await box.tap(RushLine(SOUP), "rush")
    later = EVENING + timedelta(minutes=11)
    await box.write(lambda tx: box.outbox.expire(tx, later))
    await box.write(lambda tx: box.outbox.send_again(tx, "place", "again", later))
    place, rush = (await box.reopened()).rows
    assert (place.key, place.attempts, place.state) == ("again", 0, RowState.WAITING)
    assert place.valid_until == later + timedelta(minutes=10)
    assert rush.depends_on == ("again",)


async def test_a_late_order_that_nobody_wants_any_more_is_forgotten(box: Box) -> None:
    await box.tap(order(SOUP), "place")
    await box.tap(RushLine(SOUP), "rush")
    await box.write(lambda tx: box.outbox.expire(tx, EVENING + timedelta(minutes=11)))
    await box.write(lambda tx: box.outbox.drop(tx, "place"))
    assert box.keys == []


async def test_an_order_that_may_have_arrived_is_never_asked_about_before_it_is_known(
    box: Box,
) -> None:
    await box.tap(order(SOUP), "place")
    await box.attempt()
    await box.write(lambda tx: box.outbox.expire(tx, EVENING + timedelta(minutes=11)))
    sent = box.outbox.next_to_send()
    assert sent is not None
    assert sent.key == "place"
    await box.refuse("order.too_late")
    assert [row.key for row in box.outbox.in_state(RowState.LATE)] == ["place"]


async def test_after_seven_days_a_tap_is_shown_and_not_sent(box: Box) -> None:
    await box.tap(ActOnLine(SOUP, LineAction.START), "k1")
    await box.tap(RecallLine(SOUP, undoes="k1"), "k2")
    await box.write(lambda tx: box.outbox.expire(tx, EVENING + timedelta(days=7, minutes=1)))
    (told,) = (await box.reopened()).rows
    assert told.state is RowState.REFUSED
    assert told.problem is not None
    assert told.problem.code == TOO_OLD
    assert box.outbox.next_to_send() is None
    assert (await box.reopened()).rows == box.outbox.rows


async def test_what_another_device_was_asked_for_is_shown_and_not_sent(box: Box) -> None:
    await box.tap(ActOnLine(SOUP, LineAction.START), "k1")
    await box.write(lambda tx: box.outbox.close_others(tx, "another"))
    assert box.outbox.next_to_send() is None
    assert box.outbox.rows[0].state is RowState.REFUSED


async def test_a_tap_that_another_version_kept_is_sent_as_it_stands(box: Box) -> None:
    await box.tap(ActOnLine(SOUP, LineAction.START), "k1")
    await box.write(lambda tx: tx.run(update(OUTBOX).values(kind="TeleportLine")))
    (row,) = (await box.reopened()).rows
    assert row.command == OfOtherVersion("TeleportLine")
    assert (row.path, row.body) == (box.outbox.rows[0].path, box.outbox.rows[0].body)
    assert overlay(empty_tables(), [row.pending()]).unsent == {}


# ── the file ─────────────────────────────────────────────────────────────────────────────────────
async def test_a_failed_transaction_leaves_memory_and_disk_as_they_were(box: Box) -> None:
    async def broken(tx: Tx) -> None:
        command = ActOnLine(SOUP, LineAction.START)
        await box.outbox.accept(tx, command, "k1", EVENING, "device", None)
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        await box.write(broken)
    assert box.keys == []
    assert (await box.reopened()).rows == ()


async def test_a_second_program_on_the_same_file_is_turned_away(tmp_path: Path) -> None:
    path = tmp_path / "device.sqlite"
    store = await Store.open(path)
    with pytest.raises(StoreInUse):
        await Store.open(path)
    await store.close()


async def test_only_its_owner_may_read_the_file_that_holds_the_token(tmp_path: Path) -> None:
    path = tmp_path / "device.sqlite"
    store = await Store.open(path)
    assert path.stat().st_mode & 0o077 == 0
    await store.close()
