"""Where tickets stand on the board."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from kds_app.layout import Frame, Measured, lay_out

FRAME = Frame(columns=4, height=900, gap=16)


def of_height(key: str, height: int) -> Measured:
    return Measured(key, 104, (height - 104,))


def columns_of(layout_places: dict[str, tuple[int, int]]) -> list[tuple[int, int]]:
    return list(layout_places.values())


def test_the_first_four_stand_left_to_right_by_promise() -> None:
    layout = lay_out([of_height(key, 300) for key in "abcd"], FRAME, {})
    assert columns_of(dict(layout.places)) == [(0, 0), (0, 1), (0, 2), (0, 3)]


def test_a_new_ticket_is_appended_to_the_shortest_column() -> None:
    tickets = [of_height("a", 500), of_height("b", 200), of_height("c", 400), of_height("d", 300)]
    before = lay_out(tickets, FRAME, {})
    after = lay_out([*tickets, of_height("new", 200)], FRAME, before.places)
    assert after.places["new"] == (0, 1)


def test_a_ticket_stays_in_its_column_when_another_leaves() -> None:
    tickets = [of_height(key, 300) for key in "abcdef"]
    before = lay_out(tickets, FRAME, {})
    after = lay_out(tickets[1:], FRAME, before.places)
    assert all(after.places[key] == before.places[key] for key in "bcdef")


def test_a_ticket_that_does_not_fit_goes_to_the_next_page() -> None:
    tickets = [of_height(key, 800) for key in "abcde"]
    layout = lay_out(tickets, FRAME, {})
    assert layout.places["e"] == (1, 0)
    assert layout.pages == 2


def test_a_ticket_of_the_next_page_moves_up_when_there_is_room() -> None:
    tickets = [of_height(key, 800) for key in "abcde"]
    before = lay_out(tickets, FRAME, {})
    after = lay_out(tickets[1:], FRAME, before.places)
    assert after.places["e"] == (0, 0)


def test_a_ticket_taller_than_the_board_continues_in_the_next_column() -> None:
    tall = Measured("tall", 104, (200,) * 6)
    layout = lay_out([tall], FRAME, {})
    assert [(p.column, p.first, p.end, p.is_continued) for p in layout.pieces] == [
        (0, 0, 3, False),
        (1, 3, 6, True),
    ]


measured = st.builds(
    Measured,
    key=st.uuids().map(str),
    head=st.just(104),
    parts=st.lists(st.integers(80, 260), min_size=1, max_size=12).map(tuple),
)


@given(
    st.lists(measured, max_size=20, unique_by=lambda m: m.key),
    st.lists(measured, max_size=6, unique_by=lambda m: m.key),
)
def test_no_line_is_cut_hidden_or_shown_twice(old: list[Measured], new: list[Measured]) -> None:
    before = lay_out(old, FRAME, {})
    keys = {m.key for m in new}
    tickets = [m for m in old if m.key not in keys] + new
    layout = lay_out(tickets, FRAME, before.places)
    for ticket in tickets:
        pieces = [p for p in layout.pieces if p.key == ticket.key]
        parts = [i for p in pieces for i in range(p.first, p.end)]
        assert parts == list(range(len(ticket.parts)))
    for piece in layout.pieces:
        assert piece.y + piece.height <= FRAME.height
    for page in range(layout.pages):
        for column in range(FRAME.columns):
            stack = sorted(
                (p for p in layout.on_page(page) if p.column == column), key=lambda p: p.y
            )
            for upper, lower in itertools.pairwise(stack):
                assert upper.y + upper.height + FRAME.gap <= lower.y


def test_a_board_laid_out_from_nothing_fills_its_columns() -> None:
    """The eight tickets of kitchen_board.png stand where the picture has them."""
    heights = {"801": 537, "208": 411, "806": 584, "126": 306, "131": 306, "905": 347, "077": 200}
    tickets = [of_height(key, height) for key, height in (heights | {"1102": 460}).items()]
    layout = lay_out(tickets, Frame(columns=4, height=868, gap=16), {})
    assert {key: layout.places[key] for key in ("131", "905", "077", "1102")} == {
        "131": (0, 0),
        "905": (0, 1),
        "077": (0, 2),
        "1102": (0, 3),
    }


def test_nothing_newer_stands_on_a_page_before_an_older_ticket() -> None:
    tickets = [*(of_height(key, 700) for key in "abcde"), of_height("small", 120)]
    layout = lay_out(tickets, FRAME, {})
    assert layout.places["e"] == (1, 0)
    assert layout.places["small"][0] == 1


def test_what_is_pushed_off_a_lower_board_does_not_let_newer_ones_pass() -> None:
    tickets = [of_height(key, 430) for key in "abcdefgh"]
    tall = lay_out(tickets, FRAME, {})
    low = lay_out([*tickets, of_height("new", 120)], Frame(4, 600, 16), tall.places)
    assert [low.places[key][0] for key in "abcd"] == [0, 0, 0, 0]
    assert all(low.places[key][0] == 1 for key in ("e", "f", "g", "h", "new"))
