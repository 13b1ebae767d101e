"""The basket's rules, without a screen."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from common.domain.ids import Fen, OptionId
from common.domain.rows import GoodsRow
from pad_app import basket
from pad_app.basket import MOST, MOST_LINES, Pick
from tests.support.menu_rows import a_category, a_dish, a_group, a_shop
from tests.support.rows import EVENING

GROUP = a_group("馅料", "三鲜", ("虾仁", 600))
PLAIN, PRAWN = (option.id for option in GROUP.options)
DISH = a_dish("水饺", a_category("面点"), option_groups=(GROUP,), allergens=("麸质",))
GOODS: dict[str, GoodsRow] = {DISH.id: DISH}


def pick(key: str, quantity: int = 1, *options: OptionId, note: str = "") -> Pick:
    return Pick(key, DISH.id, quantity, options, note)


def test_alike_is_one_line_and_different_is_two() -> None:
    picks = basket.add((), pick("a", 1, PLAIN))
    picks = basket.add(picks, pick("b", 2, PLAIN))
    picks = basket.add(picks, pick("c", 1, PRAWN))
    assert [(each.key, each.quantity) for each in picks] == [("a", 3), ("c", 1)]


def test_a_line_that_becomes_like_another_joins_it() -> None:
    picks = (pick("a", 2, PLAIN), pick("b", 1, PRAWN))
    (only,) = basket.change(picks, pick("b", 1, PLAIN))
    assert only.quantity == 3


def test_options_cost_per_piece() -> None:
    assert basket.total((pick("a", 2, PRAWN),), GOODS) == Fen(2 * 3400)


def test_a_dish_or_an_option_that_left_the_menu_leaves_the_basket() -> None:
    assert basket.still_on_menu((pick("a", 1, PRAWN),), {}) == ()
    bare: dict[str, GoodsRow] = {DISH.id: a_dish("水饺", a_category("面点"), id=DISH.id)}
    (kept,) = basket.still_on_menu((pick("a", 1, PRAWN),), bare)
    assert kept.option_ids == ()


def test_the_slowest_dish_and_the_way_make_the_time() -> None:
    slow = a_dish("烤鸭", a_category("招牌"), target_minutes=35)
    goods: dict[str, GoodsRow] = {**GOODS, slow.id: slow}
    shop = a_shop(default_target_minutes=15, delivery_minutes=4)
    picks = (pick("a"),)
    assert basket.arrives_at(picks, goods, shop, EVENING) == EVENING + timedelta(minutes=19)
    both = (*picks, Pick("b", slow.id))
    assert basket.arrives_at(both, goods, shop, EVENING) == EVENING + timedelta(minutes=39)


def test_a_warning_names_what_and_where() -> None:
    assert basket.dishes_with((pick("a"),), GOODS, frozenset({"麸质", "花生"})) == (
        ("麸质", "水饺"),
    )


steps = st.lists(
    st.tuples(st.sampled_from(["add", "more", "out"]), st.integers(0, 5), st.integers(1, 120)),
    max_size=40,
)


@given(steps)
def test_whatever_is_tapped_the_server_would_take_the_quantities(
    taps: list[tuple[str, int, int]],
) -> None:
    picks: basket.Picks = ()
    for number, (what, which, count) in enumerate(taps):
        key = picks[which % len(picks)].key if picks else ""
        if what == "add":
            picks = basket.add(picks, pick(f"k{number}", min(count, MOST), note=str(which)))
        else:
            picks = basket.with_quantity(picks, key, count if what == "more" else 0)
        assert all(1 <= each.quantity <= MOST for each in picks)
        assert len(picks) <= MOST_LINES
        assert len({each.key for each in picks}) == len(picks)
