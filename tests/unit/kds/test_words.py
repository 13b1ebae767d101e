"""The words that depend on numbers, and what becomes of refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest

from common.client.facade import Rejected
from common.domain.commands import ActOnLine, ActOnLines, MarkSoldOut
from common.domain.kitchen import CancelReason, LineAction, LineState, MarkKind
from common.domain.projection import tables_of
from common.domain.promise import Ageing
from common.domain.rows import Mark
from kds_app import words
from kds_app.refusals import refusal_text, why_text
from tests.support.rows import EVENING, a_batch, a_line, an_order


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "00:00"), (1044, "17:24"), (5999, "99:59"), (6000, "1:40:00"), (-3, "00:00")],
)
def test_the_clock_of_a_ticket(seconds: int, text: str) -> None:
    assert words.clock(timedelta(seconds=seconds)) == text


@pytest.mark.parametrize(
    ("left_s", "ageing", "text"),
    [
        (882, Ageing.NORMAL, "余 15 分"),
        (327, Ageing.NORMAL, "余 5 分"),
        (129, Ageing.DUE, "快到时 余 2 分"),
        (10, Ageing.DUE, "快到时 余 1 分"),
        (-20, Ageing.LATE, "刚超时"),
        (-144, Ageing.LATE, "超时 2 分"),
    ],
)
def test_what_is_left_of_a_promise(left_s: int, ageing: Ageing, text: str) -> None:
    assert words.rest(EVENING + timedelta(seconds=left_s), ageing, EVENING) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(47, "47 秒"), (167, "2 分 47 秒"), (3725, "1 小时 2 分")],
)
def test_what_is_counted_while_one_looks(seconds: int, text: str) -> None:
    assert words.exactly(seconds) == text


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        (Mark(MarkKind.CANCEL, EVENING, CancelReason.GUEST), "客人取消"),
        (Mark(MarkKind.CANCEL, EVENING, "a reason of a newer server"), "已取消"),
        (Mark(MarkKind.STOP, EVENING, "房间已清,停做"), "房间已清,停做"),
        (Mark(MarkKind.MOVE, EVENING, "801→805"), "换房 801→805"),
    ],
)
def test_what_a_mark_says(mark: Mark, text: str) -> None:
    assert words.mark(mark) == text


@pytest.mark.parametrize("state", LineState)
def test_every_state_has_its_word(state: LineState) -> None:
    assert words.state(state)


def test_every_step_leads_where_its_button_says() -> None:
    assert [words.step(words.NEXT_STEP.get(state)) for state in LineState] == [
        "此行 → 制作", "此行 → 完成", "此行 → 通知", "此行 → 取走", "此行已完", "此行已完", "此行已完",
    ]  # fmt: skip


def test_a_refusal_names_place_dish_and_reason() -> None:
    order = an_order(room_name=None, hand_tag="126")
    line = a_line(a_batch(order), name="拍黄瓜")
    tables = tables_of({"orders": [order], "lines": [line]})
    refused = Rejected(
        "key",
        ActOnLine(line.id, LineAction.NOTIFY),
        EVENING,
        "line.refused",
        {"state": "cancelled"},
    )
    assert refusal_text(refused, tables) == "126 拍黄瓜：客人已取消"


def test_a_refused_part_of_an_order_says_how_the_dish_is() -> None:
    order = an_order()
    command = ActOnLines(order.id, (), LineAction.FINISH)
    facts = {"lines": [{"line_id": "x", "state": "waiting"}]}
    refused = Rejected("key", command, EVENING, "line.refused", facts, closed_with=2)
    text = refusal_text(refused, tables_of({"orders": [order]}))
    assert text == "801：这道菜现在是“待制作”（随后 2 条也没有生效）"


def test_what_is_gone_is_still_told() -> None:
    refused = Rejected(
        "key", MarkSoldOut(a_line(a_batch(an_order())).goods_id), EVENING, "new.code"
    )
    assert refusal_text(refused, tables_of({})) == "new.code"
    assert why_text("outbox.too_old", {}) == "存了超过 7 天，没有发送"
