"""Whatever an owner types is either refused with a place, or always makes a sentence."""

import re

from hypothesis import given
from hypothesis import strategies as st

from common.domain.announcing import SCHEMAS, Event
from common.domain.sentences import SpokenLine, sentence
from common.domain.templates import MAX_TEMPLATE_LENGTH, TemplateInvalid, parse

ORDER = SCHEMAS[Event.ORDER_PLACED]
SEED = "{roomName}房间下单了{goodsName}{num}份,请注意"
names = st.text("水饺可乐小笼包", min_size=1, max_size=8)
codes = st.from_regex(r"[A-Z]?[0-9]{1,4}", fullmatch=True)
lines = st.builds(SpokenLine, names, st.integers(1, 99), st.sampled_from("份瓶碗笼"))
pieces = st.one_of(
    st.sampled_from([f"{{{name}}}" for name in ORDER]), st.text(max_size=10), st.sampled_from("{}")
)


def refusal_of(text: str) -> int | None:
    """The position at which `text` is refused, or None."""
    try:
        parse(text, ORDER)
    except TemplateInvalid as refusal:
        return refusal.position
    return None


@given(st.lists(pieces, max_size=12).map("".join))
def test_a_template_is_refused_with_a_place_inside_it_or_can_be_filled(text: str) -> None:
    refused_at = refusal_of(text)
    if refused_at is not None:
        assert 0 <= refused_at <= min(len(text), MAX_TEMPLATE_LENGTH)
        return
    params = dict.fromkeys(ORDER, "7")
    literal = re.sub(r"\{[A-Za-z]+\}", "", text)
    shown = sentence(Event.ORDER_PLACED, text, params).shown
    assert len(shown) >= len(literal)


@given(codes, st.lists(lines, min_size=1, max_size=6))
def test_no_ascii_digit_is_left_where_a_number_was_spoken(
    room: str, dishes: list[SpokenLine]
) -> None:
    rendered = sentence(Event.ORDER_PLACED, SEED, {"roomName": room}, dishes)
    assert not re.search(r"[0-9]", rendered.spoken)


@given(codes, st.lists(lines, min_size=1, max_size=6))
def test_every_dish_is_shown_and_said_once(room: str, dishes: list[SpokenLine]) -> None:
    rendered = sentence(Event.ORDER_PLACED, SEED, {"roomName": room}, dishes)
    different = {(dish.name, dish.unit) for dish in dishes}
    assert rendered.shown.count("、") == rendered.spoken.count("、") == len(different) - 1
    for name, unit in different:
        total = sum(dish.quantity for dish in dishes if (dish.name, dish.unit) == (name, unit))
        assert f"{name}{total}{unit}" in rendered.shown


@given(st.text(min_size=1, max_size=20).filter(str.strip))
def test_braces_in_a_name_are_only_a_name(name: str) -> None:
    dish = SpokenLine(f"{{num}}{name}", 2)
    rendered = sentence(Event.ORDER_PLACED, SEED, {"roomName": "801"}, [dish])
    assert "{num}" in rendered.spoken
