"""What a screen shows of taps that the server has not answered, judged at every change of the base."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from common.domain.commands import (
    AcceptCall,
    AcknowledgeMark,
    ActOnLine,
    ActOnLines,
    CallService,
    CancelOrder,
    CheckIn,
    CleanRoom,
    Command,
    LeaveRoom,
    MarkAvailable,
    MarkSoldOut,
    Pending,
    PlaceOrder,
    RecallLine,
    RemakeLine,
    RushLine,
    SplitLine,
    StopLine,
    WantedLine,
)
from common.domain.errors import Refused
from common.domain.ids import BatchId, CallId, CategoryId, Fen, GoodsId, LineId, OptionId, StayId
from common.domain.kitchen import CancelReason, LineAction, LineState, MarkKind
from common.domain.line_changes import acted, cancelled
from common.domain.marks import open_marks
from common.domain.overlay import Overlaid, overlay
from common.domain.projection import Tables, tables_of
from common.domain.rows import (
    CallState,
    CategoryRow,
    GoodsRow,
    LineRow,
    Option,
    OptionGroup,
    OrderRow,
    RoomRow,
    RoomState,
    ServiceCallRow,
)
from tests.support.rows import EVENING, a_batch, a_line, a_mark, a_room, a_stay, an_order

LATER = EVENING + timedelta(minutes=6)
ORDER = an_order()
BATCH = a_batch(ORDER)


def dish(**over: object) -> GoodsRow:
    fields: dict[str, object] = {
        "id": GoodsId("soup"),
        "category_id": CategoryId("c"),
        "name": "汤",
        "unit": "碗",
        "price_fen": Fen(1000),
        "description": "",
        "glyph": "汤",
        "photo": None,
        "is_signature": False,
        "target_minutes": 8,
        "allergens": (),
        "option_groups": (OptionGroup("加料", 0, 1, (Option(OptionId("egg"), "加蛋", Fen(200)),)),),
        "station_ids": (),
        "remaining": None,
        "sold_out": False,
        "sold_out_until": None,
        "on_menu": True,
        "position": 0,
        "version": 1,
    }
    return GoodsRow(**(fields | over))  # type: ignore[arg-type]  # fields of the row


def base(*lines: LineRow, **tables: tuple[object, ...]) -> Tables:
    rows = {"orders": (ORDER,), "batches": (BATCH,), "lines": lines} | tables
    return tables_of(rows)  # type: ignore[arg-type]  # rows of several tables


def waits(command: Command, key: str = "k1", *, is_confirmed: bool = False) -> Pending:
    return Pending(key, LATER, command, is_confirmed)


def shown(overlaid: Overlaid, line: LineRow) -> LineRow:
    row = overlaid.tables["lines"][line.id]
    assert isinstance(row, LineRow)
    return row


def line(**over: object) -> LineRow:
    return a_line(BATCH, **over)


# ── lines ────────────────────────────────────────────────────────────────────────────────────────
def test_a_tap_shows_at_once_and_the_base_stays_what_the_server_said() -> None:
    soup = line()
    tables = base(soup)
    after = overlay(tables, [waits(ActOnLine(soup.id, LineAction.START))])
    assert shown(after, soup).state is LineState.COOKING
    assert shown(after, soup).started_at == LATER
    assert after.unsent == {soup.id: LATER}
    assert tables["lines"] == {soup.id: soup}


def test_taps_follow_one_another() -> None:
    soup = line()
    actions = (LineAction.START, LineAction.FINISH, LineAction.NOTIFY, LineAction.NOTIFY)
    steps = [waits(ActOnLine(soup.id, act), f"k{n}") for n, act in enumerate(actions)]
    after = shown(overlay(base(soup), steps), soup)
    assert (after.state, after.notify_count) == (LineState.NOTIFIED, 2)


def test_a_tap_that_somebody_else_was_quicker_with_changes_nothing() -> None:
    soup = line(state=LineState.PICKED_UP)
    after = overlay(base(soup), [waits(ActOnLine(soup.id, LineAction.START))])
    assert shown(after, soup) == soup
    assert soup.id in after.unsent  # the server has not answered all the same


def test_a_tap_that_the_table_refuses_shows_nothing() -> None:
    soup = line(state=LineState.CANCELLED)
    after = overlay(base(soup), [waits(ActOnLine(soup.id, LineAction.START))])
    assert (shown(after, soup), after.unsent) == (soup, {})


def test_a_tap_that_the_base_already_shows_is_not_laid_on_twice() -> None:
    soup = line(state=LineState.NOTIFIED, notify_count=2, last_key="k1")
    after = overlay(base(soup), [waits(ActOnLine(soup.id, LineAction.NOTIFY))])
    assert shown(after, soup).notify_count == 2


def test_an_answered_tap_still_shows_but_is_not_unsent() -> None:
    soup = line()
    confirmed = waits(ActOnLine(soup.id, LineAction.START), is_confirmed=True)
    after = overlay(base(soup), [confirmed])
    assert shown(after, soup).state is LineState.COOKING
    assert after.unsent == {}


def test_an_undo_takes_back_exactly_the_tap_it_names() -> None:
    soup = line()
    start = waits(ActOnLine(soup.id, LineAction.START), "start")
    undo = waits(RecallLine(soup.id, undoes="start"), "undo")
    assert shown(overlay(base(soup), [start, undo]), soup).state is LineState.WAITING


def test_an_undo_of_what_changed_since_shows_nothing() -> None:
    soup = line(state=LineState.READY, last_key="another cook")
    after = overlay(base(soup), [waits(RecallLine(soup.id, undoes="start"))])
    assert shown(after, soup) == soup


def test_a_recall_of_what_the_person_saw_holds_only_if_it_is_still_so() -> None:
    soup = line(state=LineState.READY)
    from_ready = waits(RecallLine(soup.id, from_state=LineState.READY))
    from_cooking = waits(RecallLine(soup.id, from_state=LineState.COOKING))
    assert shown(overlay(base(soup), [from_ready]), soup).state is LineState.COOKING
    assert shown(overlay(base(soup), [from_cooking]), soup) == soup


def test_a_cancelled_dish_is_off_the_bill() -> None:
    soup, rice = line(price_fen=Fen(1000), quantity=2), line(price_fen=Fen(300), quantity=1)
    after = overlay(base(soup, rice), [waits(ActOnLine(soup.id, LineAction.CANCEL))])
    assert shown(after, soup).cancel_reason is CancelReason.GUEST
    order = after.tables["orders"][ORDER.id]
    assert isinstance(order, OrderRow)
    assert order.total_fen == 300


def test_a_whole_order_with_a_dish_on_the_stove_is_not_cancelled() -> None:
    soup, rice = line(), line(state=LineState.COOKING)
    after = overlay(base(soup, rice), [waits(CancelOrder(ORDER.id))])
    assert (shown(after, soup), shown(after, rice)) == (soup, rice)


def test_a_whole_order_action_takes_the_named_lines_and_no_other() -> None:
    soup, rice, tea = line(), line(), line()
    finish = ActOnLines(ORDER.id, (soup.id, rice.id), LineAction.START)
    after = overlay(base(soup, rice, tea), [waits(finish)])
    states = [shown(after, each).state for each in (soup, rice, tea)]
    assert states == [LineState.COOKING, LineState.COOKING, LineState.WAITING]


def test_a_rush_counts_once_even_when_the_journal_has_it_already() -> None:
    soup = line()
    rush = waits(RushLine(soup.id))
    once = shown(overlay(base(soup), [rush]), soup)
    assert (once.rush_count, [mark.kind for mark in open_marks(once)]) == (1, [MarkKind.RUSH])
    told = replace(once, rushed_at=LATER + timedelta(milliseconds=40))
    assert shown(overlay(base(told), [rush]), soup).rush_count == 1


def test_a_mark_that_came_after_the_tap_is_not_acknowledged_by_it() -> None:
    early = line(marks=(a_mark(MarkKind.RUSH, EVENING),))
    late = line(marks=(a_mark(MarkKind.RUSH, LATER + timedelta(seconds=1)),))
    for each, is_open in ((early, False), (late, True)):
        after = overlay(base(each), [waits(AcknowledgeMark(each.id, MarkKind.RUSH))])
        assert bool(open_marks(shown(after, each))) is is_open


def test_stop_split_and_remake_show_at_once() -> None:
    soup = line(state=LineState.COOKING, quantity=3)
    stopped = overlay(base(soup), [waits(StopLine(soup.id, "不要了"))])
    assert [mark.text for mark in open_marks(shown(stopped, soup))] == ["不要了"]

    new_id = LineId("new")
    parted = overlay(base(soup), [waits(SplitLine(soup.id, 1, new_id))]).tables["lines"]
    assert {row.quantity for row in parted.values() if isinstance(row, LineRow)} == {2, 1}

    ready = line(state=LineState.READY)
    again = overlay(base(ready), [waits(RemakeLine(ready.id, 1, "凉了", new_id))]).tables["lines"]
    remade = again[new_id]
    assert isinstance(remade, LineRow)
    assert (remade.state, remade.price_fen, remade.remake_of) == (LineState.WAITING, 0, ready.id)


@pytest.mark.parametrize("state", list(LineState))
@pytest.mark.parametrize("action", [a for a in LineAction if a is not LineAction.RECALL])
def test_what_shows_before_the_answer_is_what_the_server_will_say(
    state: LineState, action: LineAction
) -> None:
    soup = line(state=state)
    tap = waits(ActOnLine(soup.id, action))
    before = shown(overlay(base(soup), [tap]), soup)
    try:
        said = (
            cancelled(soup, CancelReason.GUEST, LATER, "k1")[0]
            if action is LineAction.CANCEL
            else acted(soup, action, LATER, "k1")[0]
        )
    except Refused:
        said = soup
    assert before == said
    after = overlay(base(said), [tap])  # the journal was quicker than the answer
    assert shown(after, soup) == said


# ── orders ───────────────────────────────────────────────────────────────────────────────────────
def placement(**over: object) -> PlaceOrder:
    wanted = WantedLine(GoodsId("soup"), 2, (OptionId("egg"),), "少盐", line_id=LineId("l1"))
    fields: dict[str, object] = {"batch_id": BatchId("b1"), "stay_id": ORDER.stay_id}
    return PlaceOrder((wanted,), **(fields | over))  # type: ignore[arg-type]  # its fields


def test_an_unsent_order_stands_under_no_number() -> None:
    after = overlay(base(goods=(dish(),), orders=()), [waits(placement(stay_id=StayId("s")))])
    order = after.tables["orders"]["b1"]
    assert isinstance(order, OrderRow)
    assert (order.number, order.total_fen) == (None, 2400)
    soup = after.tables["lines"]["l1"]
    assert isinstance(soup, LineRow)
    assert (soup.name, soup.options, soup.note, soup.price_fen) == ("汤", ("加蛋",), "少盐", 1200)
    assert soup.promised_at == LATER + timedelta(minutes=8)
    assert set(after.unsent) == {"b1", "l1"}


def test_an_unsent_add_on_joins_the_open_order_of_its_stay() -> None:
    after = overlay(base(goods=(dish(),)), [waits(placement())])
    assert set(after.tables["orders"]) == {ORDER.id}
    added = after.tables["batches"]["b1"]
    assert (added.order_id, added.sequence) == (ORDER.id, 2)  # type: ignore[union-attr]


def test_two_unsent_orders_of_one_guest_are_one() -> None:
    first = placement(stay_id=StayId("s"))
    more = WantedLine(GoodsId("soup"), 1, line_id=LineId("l2"))
    second = PlaceOrder((more,), batch_id=BatchId("b2"), stay_id=StayId("s"))
    tables = base(goods=(dish(),), orders=())
    after = overlay(tables, [waits(first), waits(second, "k2")])
    assert set(after.tables["orders"]) == {"b1"}
    assert set(after.tables["lines"]) == {"l1", "l2"}


def test_an_order_that_arrived_is_not_shown_twice() -> None:
    arrived = a_batch(ORDER, id=BatchId("b1"), sequence=2)
    after = overlay(base(goods=(dish(),), batches=(BATCH, arrived)), [waits(placement())])
    assert after.tables["lines"] == {}
    assert after.unsent == {}


def test_an_unsent_order_can_be_cancelled_and_rushed_on_the_screen() -> None:
    tables = base(goods=(dish(),), orders=())
    place = waits(placement(stay_id=StayId("s")))
    cancel = waits(ActOnLine(LineId("l1"), LineAction.CANCEL), "k2")
    soup = overlay(tables, [place, cancel]).tables["lines"]["l1"]
    assert isinstance(soup, LineRow)
    assert soup.state is LineState.CANCELLED


# ── the house ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("command", "before", "after", "is_unsent"),
    [
        (CheckIn, RoomState.VACANT, RoomState.OCCUPIED, True),
        (LeaveRoom, RoomState.OCCUPIED, RoomState.TO_CLEAN, True),
        (CleanRoom, RoomState.TO_CLEAN, RoomState.TO_CLEAN, True),
    ],
)
def test_rooms(
    command: type[CheckIn | LeaveRoom | CleanRoom],
    before: RoomState,
    after: RoomState,
    is_unsent: bool,
) -> None:
    room = a_room(state=before)
    laid = overlay(base(rooms=(room,)), [waits(command(room.id))])
    shown_room = laid.tables["rooms"][room.id]
    assert isinstance(shown_room, RoomRow)
    assert shown_room.state is after
    assert (room.id in laid.unsent) is is_unsent


def test_who_leaves_has_left() -> None:
    room = a_room(state=RoomState.OCCUPIED)
    stay = a_stay(room_id=room.id)
    laid = overlay(base(rooms=(room,), stays=(stay,)), [waits(LeaveRoom(room.id))])
    assert laid.tables["stays"][stay.id].left_at == LATER  # type: ignore[union-attr]


def test_sold_out_shows_at_once_and_takes_its_waiting_dishes_if_told_so() -> None:
    soup, cooking = (
        line(goods_id=GoodsId("soup")),
        line(goods_id=GoodsId("soup"), state=LineState.COOKING),
    )
    tables = base(soup, cooking, goods=(dish(),))
    kept = overlay(tables, [waits(MarkSoldOut(GoodsId("soup")))])
    gone = overlay(tables, [waits(MarkSoldOut(GoodsId("soup"), cancel_waiting=True))])
    assert kept.tables["goods"]["soup"].sold_out  # type: ignore[union-attr]
    assert shown(kept, soup) == soup
    assert shown(gone, soup).cancel_reason is CancelReason.SOLD_OUT
    assert shown(gone, cooking) == cooking


def test_a_dish_comes_back() -> None:
    laid = overlay(base(goods=(dish(sold_out=True),)), [waits(MarkAvailable(GoodsId("soup")))])
    assert not laid.tables["goods"]["soup"].sold_out  # type: ignore[union-attr]


def test_a_call_shows_at_the_pad_and_its_answer_at_the_desk() -> None:
    call = CallService("water", "加水", CallId("c"), ORDER.stay_id)
    laid = overlay(base(), [waits(call), waits(AcceptCall(CallId("c")), "k2")])
    shown_call = laid.tables["service_calls"]["c"]
    assert isinstance(shown_call, ServiceCallRow)
    assert (shown_call.text, shown_call.state) == ("加水", CallState.ACCEPTED)


def test_tables_that_no_tap_is_about_are_handed_through() -> None:
    category = CategoryRow(CategoryId("c"), "汤", "", 1, 0, 1)
    soup = line()
    tables = base(soup, categories=(category,))
    laid = overlay(tables, [waits(ActOnLine(soup.id, LineAction.START))])
    assert laid.tables["categories"] is tables["categories"]
    assert laid.tables["lines"] is not tables["lines"]
