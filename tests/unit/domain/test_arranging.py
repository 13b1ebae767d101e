"""Which place each gets when things are put in another order."""

from __future__ import annotations

import pytest

from common.domain.arranging import rearranged
from common.domain.errors import Invalid, NotFound


@pytest.mark.parametrize(
    ("ids", "held", "moved"),
    [
        ("ab", {"a": 1, "b": 2}, {}),
        ("ba", {"a": 1, "b": 2}, {"b": 1, "a": 2}),
        ("cab", {"a": 1, "b": 5, "c": 9}, {"c": 1, "a": 5, "b": 9}),
        ("ca", {"a": 1, "b": 5, "c": 9}, {"c": 1, "a": 9}),  # b keeps its place between them
        ("cba", {"a": 0, "b": 0, "c": 0}, {"b": 1, "a": 2}),  # nobody had ever arranged them
        ("abc", {"a": 3, "b": 3, "c": 4}, {"b": 4, "c": 5}),
    ],
)
def test_those_named_share_out_the_places_that_they_hold(
    ids: str, held: dict[str, int], moved: dict[str, int]
) -> None:
    assert rearranged(ids, held, "room.unknown") == moved


def test_who_is_not_there_cannot_be_placed() -> None:
    with pytest.raises(NotFound, match=r"room\.unknown") as refused:
        rearranged(["a", "x"], {"a": 1}, "room.unknown")
    assert refused.value.facts["ids"] == ["x"]


def test_nobody_stands_twice() -> None:
    with pytest.raises(Invalid, match=r"order\.twice"):
        rearranged(["a", "a"], {"a": 1}, "room.unknown")
