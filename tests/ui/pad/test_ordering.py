"""From the menu to the kitchen: choosing, options, notes, and exactly one order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from common.domain.commands import PlaceOrder
from common.domain.rows import LineRow
from tests.ui.pad.conftest import OpenPad, Pad
from tests.ui.pad.evening import NOW, an_evening


def orders_of(pad: Pad) -> list[PlaceOrder]:
    return [x.command for x in pad.core.given if isinstance(x.command, PlaceOrder)]


async def choose_dumplings(pad: Pad) -> None:
    await pad.tap("category-水饺面点")
    await pad.tap("add-手工水饺")
    await pad.tap("card-手工水饺-Plus")


async def test_two_dumplings_reach_the_kitchen_and_the_order_page_opens(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await choose_dumplings(pad)
    assert pad.text("basketTitle") == "已选 2 份"
    assert pad.text("basketTotal") == "¥56"
    assert pad.text("placeOrder") == "下单 · 约 20:00 送达"
    await pad.tap("placeOrder")
    await pad.reads("orderPromise", "预计 20:00 送达")
    (order,) = orders_of(pad)
    assert [(line.quantity, line.price_fen) for line in order.lines] == [(2, 2800)]
    assert order.stay_id == pad.evening.stay.id
    assert order.valid_until == NOW + timedelta(minutes=10)
    assert pad.text("orderNumber") == "订单 #91"


async def test_a_double_tap_on_order_makes_one_order(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await choose_dumplings(pad)
    await pad.tap_twice("placeOrder")
    await pad.wait_for("orderPromise")
    assert len(orders_of(pad)) == 1


async def test_the_button_itself_is_locked_while_an_order_is_being_written(
    open_pad: OpenPad,
) -> None:
    pad = open_pad(an_evening())
    await choose_dumplings(pad)
    basket = pad.model.property("basket")
    basket.place()
    basket.place()
    await pad.wait_for("orderPromise")
    assert len(orders_of(pad)) == 1


async def test_while_the_answer_is_due_nobody_is_alarmed(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    pad.core.hold_answers()
    await choose_dumplings(pad)
    await pad.tap("placeOrder")
    await pad.reads("orderPromise", "正在送到厨房")
    assert pad.text("pill-手工水饺") == "正在送到厨房"
    await pad.pass_time(timedelta(seconds=2))
    await pad.reads("orderPromise", "还没送到厨房")


async def test_an_order_empties_the_basket(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await choose_dumplings(pad)
    await pad.tap("placeOrder")
    await pad.tap("tabMenu")
    assert pad.text("basketTitle") == "已选菜品"
    assert pad.sees("favourite-云麓烤鸭")


async def test_a_second_order_is_an_add_on_of_the_first(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await choose_dumplings(pad)
    await pad.tap("placeOrder")
    await pad.tap("orderMore")
    await pad.tap("add-葱油拌面")
    await pad.tap("placeOrder")
    await pad.reads("when-1", "19:42 刚下单 · 预计 19:54 送达")
    assert pad.text("orderNumber") == "订单 #91"


async def test_options_are_chosen_within_their_limits_and_paid_for(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await pad.tap("category-水饺面点")
    await pad.tap("dish-手工水饺")
    await pad.tap("option-三鲜")
    await pad.tap("option-虾仁")  # at most one filling: takes the other's place
    await pad.tap("option-不要葱")
    await pad.tap("dish-Plus")
    assert pad.text("confirmDish") == "加入 · ¥68"
    await pad.tap("confirmDish")
    await pad.reads("basketDetails", "虾仁 · 不要葱")
    await pad.tap("placeOrder")
    await pad.wait_for("orderPromise")
    (line,) = orders_of(pad)[0].lines
    assert (line.quantity, line.price_fen, len(line.option_ids)) == (2, 3400, 2)


async def test_a_dish_that_needs_a_choice_asks_before_it_is_added(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await pad.tap("category-水饺面点")
    await pad.tap("add-红烧牛肉面")
    assert pad.text("confirmDish") == "请选面条"
    assert not pad.items("confirmDish")[0].isEnabled()
    await pad.tap("option-细面")
    await pad.tap("confirmDish")
    assert pad.text("basketTitle") == "已选 1 份"


async def test_the_same_dish_prepared_alike_is_one_line(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await pad.tap("category-凉菜")
    for _ in range(2):
        await pad.tap("dish-拍黄瓜")
        await pad.tap("option-少油")
        await pad.tap("confirmDish")
    assert pad.text("basketTitle") == "已选 2 份"
    assert len(pad.items("basket-拍黄瓜")) == 1


async def test_a_line_of_the_basket_is_changed_in_its_sheet(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await pad.tap("category-凉菜")
    await pad.tap("add-拍黄瓜")
    await pad.reads("basketDetails", "可选口味 ›")
    await pad.tap("basket-拍黄瓜")
    await pad.tap("option-少盐")
    await pad.tap("dishNote-不要蒜")
    await pad.tap("confirmDish")
    await pad.reads("basketDetails", "少盐 · 不要蒜")


async def test_an_allergy_goes_with_every_dish_and_warns_of_what_holds_it(
    open_pad: OpenPad,
) -> None:
    pad = open_pad(an_evening())
    await pad.tap("category-热菜")
    await pad.tap("add-宫保鸡丁")
    await choose_dumplings(pad)
    await pad.tap("openNote")
    await pad.tap("allergy-花生")
    await pad.tap("note-不要辣")
    await pad.tap("noteDone")
    assert pad.text("orderNotes") == "花生过敏 · 不要辣"
    assert pad.text("allergyWarning") == "宫保鸡丁 含花生"
    await pad.tap("placeOrder")
    await pad.wait_for("orderPromise")
    (order,) = orders_of(pad)
    assert [line.allergies for line in order.lines] == [("花生",), ("花生",)]
    assert order.note == "不要辣"


async def test_the_basket_is_cleared_only_by_holding(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await choose_dumplings(pad)
    await pad.tap("clearBasket")
    assert pad.text("basketTitle") == "已选 2 份"
    await pad.hold("clearBasket", lambda: pad.text("basketTitle") == "已选菜品")


async def test_no_more_can_be_chosen_than_there_are(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await pad.tap("category-水饺面点")
    await pad.tap("add-酒酿圆子")
    await pad.tap("card-酒酿圆子-Plus")
    await pad.tap("card-酒酿圆子-Plus")
    assert pad.text("basketTitle") == "已选 3 份"
    assert not pad.items("card-酒酿圆子-Plus")[0].isEnabled()


async def test_a_dish_sold_out_by_the_kitchen_loses_its_button_at_once(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await choose_dumplings(pad)
    dish = pad.evening.menu.dish("手工水饺")
    pad.core.server_says(goods=[replace(dish, sold_out=True, version=2)])
    await pad.wait_gone("card-手工水饺-Plus")
    await pad.reads("basketDetails", "不够了，请减少或去掉")
    assert not pad.items("placeOrder")[0].isEnabled()


async def test_a_changed_price_is_shown_and_the_basket_comes_back(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await choose_dumplings(pad)
    dish = pad.evening.menu.dish("手工水饺")
    facts: dict[str, object] = {"goods": [{"id": dish.id, "price_fen": 3000}], "lines": []}
    pad.core.refuse_next = ("order.price_changed", facts)
    await pad.tap("placeOrder")
    await pad.reads("noticeDetail", "价格有变：手工水饺 ¥28 → ¥30")
    await pad.tap("noticeRestore")
    await pad.wait_gone("notice")
    assert pad.text("basketTitle") == "已选 2 份"
    assert pad.core.link.rejected == ()


async def test_a_dish_sold_out_meanwhile_is_named_and_the_others_come_back(
    open_pad: OpenPad,
) -> None:
    pad = open_pad(an_evening())
    await choose_dumplings(pad)
    await pad.tap("add-葱油拌面")
    noodles = pad.evening.menu.dish("葱油拌面")
    facts: dict[str, object] = {
        "goods": [{"goods_id": noodles.id, "name": noodles.name, "remaining": 0}]
    }
    pad.core.refuse_next = ("goods.sold_out", facts)
    await pad.tap("placeOrder")
    await pad.reads("noticeDetail", "葱油拌面 已售罄")
    await pad.tap("noticeRestore")
    assert pad.text("basketTitle") == "已选 2 份"
    await pad.wait_for("basket-手工水饺")
    assert not pad.sees("basket-葱油拌面")


async def test_a_closed_kitchen_says_when_it_opens_and_takes_no_order(open_pad: OpenPad) -> None:
    opens = NOW + timedelta(hours=14, minutes=18)
    pad = open_pad(an_evening(is_open=False, closed_reason="今日盘点", next_change_at=opens))
    await choose_dumplings(pad)
    assert pad.text("closedHint") == "明日 10:00 开始点餐"
    assert not pad.sees("placeOrder")
    await pad.pass_time(timedelta(hours=14, minutes=19))
    await pad.wait_for("placeOrder")


async def test_with_several_hand_tags_the_pad_asks_whose_order_it_is(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening(is_checked_in=False))
    await pad.tap("beginOrdering")
    await choose_dumplings(pad)
    pad.core.refuse_next = ("stay.tag_needed", {"hand_tags": ["12", "15"]})
    await pad.tap("placeOrder")
    await pad.tap("tag-15")
    await pad.until(lambda: len(orders_of(pad)) == 2)
    assert orders_of(pad)[1].hand_tag == "15"
    assert orders_of(pad)[1].room_id is None
    assert pad.core.link.rejected == ()


async def test_signature_dishes_fill_an_empty_basket(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening())
    await pad.tap("favourite-手工水饺")
    assert pad.text("basketTitle") == "已选 1 份"
    lines = [x for x in pad.core.tables()["lines"].values() if isinstance(x, LineRow)]
    assert lines == []
