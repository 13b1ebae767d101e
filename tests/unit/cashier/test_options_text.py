"""What a manager types about a dish's options, and what the menu makes of it."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier_app.corner.options_text import MOST_OPTIONS, Unreadable, read, text_of
from common.domain.ids import Fen, OptionId
from common.domain.rows import Option, OptionGroup
from common.wire.menu import PutOption, PutOptionGroup


def typed(text: str, known: tuple[OptionGroup, ...] = ()) -> list[PutOptionGroup]:
    numbers = count(1)
    return read(text, known, lambda: f"new-{next(numbers)}")


def test_one_line_is_one_group() -> None:
    (group,) = typed("加料 可选0-3：加蛋+3、牛肉 + 12.5，不要香菜")
    assert (group.name, group.at_least, group.at_most) == ("加料", 0, 3)
    assert [(x.name, x.extra_fen) for x in group.options] == [
        ("加蛋", 300),
        ("牛肉", 1250),
        ("不要香菜", 0),
    ]


@pytest.mark.parametrize(
    ("how", "least", "most"),
    [("", 0, 1), ("选1", 1, 1), (" 选 2", 2, 2), ("可选0-2", 0, 2), (" 选1至3", 1, 3)],
)
def test_how_many_may_be_chosen(how: str, least: int, most: int) -> None:
    (group,) = typed(f"辣度{how}: 不辣,微辣,特辣")
    assert (group.name, group.at_least, group.at_most) == ("辣度", least, most)


def test_empty_lines_mean_nothing() -> None:
    assert [x.name for x in typed("\n辣度：不辣\n\n 冰：去冰\n")] == ["辣度", "冰"]
    assert typed("  \n") == []


def test_an_option_that_was_there_keeps_its_id_and_a_renamed_one_is_new() -> None:
    held = (Option(OptionId("a"), "不辣", Fen(0)), Option(OptionId("b"), "微辣", Fen(0)))
    (group,) = typed("辣度 选1：不辣+1、中辣", (OptionGroup("辣度", 1, 1, held),))
    assert group.options == [PutOption("a", "不辣", 100), PutOption("new-1", "中辣", 0)]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("辣度 不辣 微辣", 1, "no_colon"),
        ("辣度：不辣\n：去冰", 2, "no_name"),
        ("辣度：不辣、、微辣", 1, "no_name"),
        ("辣度：" + "辣" * 21, 1, "long_name"),
        ("加料：加蛋+三", 1, "no_price"),
        ("加料：加蛋+", 1, "no_price"),
        ("辣度：不辣、不辣", 1, "twice"),
        ("冰：去冰\n冰：少冰", 2, "twice"),
        ("辣度 选3：不辣、微辣", 1, "cannot_choose"),
        ("辣度 选2-1：不辣、微辣", 1, "cannot_choose"),
        ("辣度 选0：不辣、微辣", 1, None),
        ("多：" + "、".join(str(x) for x in range(MOST_OPTIONS + 1)), 1, "too_many"),
        ("\n".join(f"{x}：a" for x in range(11)), 11, "too_many"),
    ],
)
def test_what_cannot_be_read_names_its_line(text: str, line: int, problem: str | None) -> None:
    if problem is None:
        assert typed(text)[0].at_most == 1, "none of them must be chosen, one may"
        return
    with pytest.raises(Unreadable) as refused:
        typed(text)
    assert (refused.value.line, refused.value.problem) == (line, problem)


NAMES = st.text("辣冰糖蛋面汤abc", min_size=1, max_size=5)


@st.composite
def groups(draw: st.DrawFn) -> tuple[OptionGroup, ...]:
    made = []
    for name in draw(st.lists(NAMES, max_size=4, unique=True)):
        options = tuple(
            Option(OptionId(f"{name}/{each}"), each, Fen(draw(st.integers(0, 99_999))))
            for each in draw(st.lists(NAMES, min_size=1, max_size=6, unique=True))
        )
        most = draw(st.integers(1, len(options)))
        made.append(OptionGroup(name, draw(st.integers(0, most)), most, options))
    return tuple(made)


@given(groups())
def test_what_is_shown_reads_back_as_what_it_was(held: tuple[OptionGroup, ...]) -> None:
    read_back = typed(text_of(held), held)
    assert [(x.name, x.at_least, x.at_most) for x in read_back] == [
        (x.name, x.at_least, x.at_most) for x in held
    ]
    assert [[(y.id, y.name, y.extra_fen) for y in x.options] for x in read_back] == [
        [(y.id, y.name, y.extra_fen) for y in x.options] for x in held
    ]
