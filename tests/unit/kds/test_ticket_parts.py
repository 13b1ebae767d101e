"""How tickets are cut and how high their lines are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from common.domain.board import ticket
from common.domain.kitchen import LineState, MarkKind
from kds_app.ticket_parts import LINE_MIN, PartKind, line_height, line_mark, parts_of
from tests.support.rows import EVENING, a_batch, a_line, a_mark, an_order, station


class Squares:
    """A font of squares: as wide as high."""

    def lines(self, text: str, px: int, *, bold: bool, width: int) -> int:
        per_line = max(1, width // px)
        return -(-len(text) // per_line)


WIDTH = 355


def test_a_plain_line_is_as_high_as_a_finger_needs() -> None:
    line = a_line(a_batch(an_order()), name="拍黄瓜")
    assert line_height(line, WIDTH, Squares()) == (32, LINE_MIN)


@pytest.mark.parametrize(
    ("name", "size"),
    [("番茄牛腩", 32), ("老坛酸菜面", 32), ("老坛酸菜牛肉", 26), ("蒜蓉粉丝蒸澳洲大龙虾", 26)],
)
def test_a_long_name_shrinks_first_then_wraps(name: str, size: int) -> None:
    line = a_line(a_batch(an_order()), name=name)
    assert line_height(line, WIDTH, Squares())[0] == size


def test_everything_that_is_said_makes_a_line_higher() -> None:
    batch = a_batch(an_order())
    heights = [
        line_height(line, WIDTH, Squares())[1]
        for line in (
            a_line(batch, name="面", options=("加面",)),
            a_line(batch, name="面", options=("加面",), note="少盐"),
            a_line(batch, name="面", options=("加面",), note="少盐", allergies=("花生",)),
            a_line(batch, name="面", options=("加面",), note="少盐", allergies=("花生",) * 9),
        )
    ]
    assert heights == sorted(set(heights))


def test_an_add_on_has_its_header_before_its_lines() -> None:
    order = an_order()
    first, more = a_batch(order), a_batch(order, sequence=2)
    found = ticket(order, [first, more], [a_line(first), a_line(more)], frozenset())
    assert found is not None
    kinds = [part.kind for part in parts_of(found, 371, Squares(), {})]
    assert kinds == [PartKind.LINE, PartKind.ADDON, PartKind.LINE]


def test_marks_of_the_whole_ticket_stand_above_it_once() -> None:
    order = an_order()
    batch = a_batch(order)
    marks = (a_mark(MarkKind.MOVE, text="801→805"), a_mark(MarkKind.RUSH))
    found = ticket(order, [batch], [a_line(batch, marks=marks) for _ in range(3)], frozenset())
    assert found is not None
    strips = [part for part in parts_of(found, 371, Squares(), {}) if part.kind is PartKind.STRIP]
    assert [(part.mark, len(part.marked)) for part in strips] == [
        (MarkKind.RUSH, 3),
        (MarkKind.MOVE, 3),
    ]


def test_an_acknowledged_rush_stays_outlined_while_the_dish_is_on_its_way() -> None:
    order = an_order()
    batch = a_batch(order)
    seen = a_mark(MarkKind.RUSH, acknowledged_at=EVENING)
    for state, strips in ((LineState.COOKING, 1), (LineState.PICKED_UP, 0)):
        found = ticket(order, [batch], [a_line(batch, state=state, marks=(seen,))], frozenset())
        assert found is not None
        kinds = [part.kind for part in parts_of(found, 371, Squares(), {})]
        assert kinds.count(PartKind.STRIP) == strips


def test_the_oldest_mark_has_the_button() -> None:
    later = a_mark(MarkKind.STOP, EVENING + timedelta(minutes=1))
    line = a_line(
        a_batch(an_order()), marks=(later, a_mark(MarkKind.CANCEL), a_mark(MarkKind.RUSH))
    )
    mark = line_mark(line)
    assert mark is not None
    assert mark.kind is MarkKind.CANCEL


def test_a_ticket_says_where_the_rest_is_cooked_and_what_was_noted_for_all() -> None:
    order = an_order()
    batch = a_batch(order, note="先上凉菜")
    hot, cold = station("热菜"), station("凉菜")
    lines = [a_line(batch, station_ids=(hot,)), a_line(batch, station_ids=(cold,))]
    found = ticket(order, [batch], lines, frozenset({hot}))
    assert found is not None
    texts = [part.text for part in parts_of(found, 371, Squares(), {cold: "凉菜"}) if part.text]
    assert texts == ["先上凉菜", "同时在: 凉菜"]
