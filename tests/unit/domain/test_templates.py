"""Templates: what may be saved, and the two strings that come of them."""

import pytest

from common.domain.announcing import SCHEMAS, Event
from common.domain.templates import (
    MAX_TEMPLATE_LENGTH,
    ParamRefused,
    Rendered,
    TemplateInvalid,
    parse,
    render,
)

ORDER = SCHEMAS[Event.ORDER_PLACED]
SEED = "{roomName}房间下单了{goodsName}{num}份,请注意"
PARAMS = {"roomName": "801", "goodsName": "水饺", "num": "2"}


def test_the_sentence_of_the_seed() -> None:
    assert render(parse(SEED, ORDER), PARAMS) == Rendered(
        shown="801房间下单了水饺2份,请注意", spoken="八零幺房间下单了水饺两份,请注意"
    )


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "template.empty", 0),
        ("  \n", "template.empty", 0),
        ("好" * (MAX_TEMPLATE_LENGTH + 1), "template.too_long", MAX_TEMPLATE_LENGTH),
        ("房间{room}下单", "template.unknown_placeholder", 2),
        ("房间{}下单", "template.unknown_placeholder", 2),
        ("房间{ roomName }下单", "template.unknown_placeholder", 2),
        ("{roomName}有{balance}条", "template.unknown_placeholder", 11),
        ("房间{roomName", "template.unclosed_placeholder", 2),
        ("房间{room{num}", "template.unclosed_placeholder", 2),
        ("{{roomName}}", "template.unclosed_placeholder", 0),
        ("房间roomName}下单", "template.stray_brace", 10),
        ("{roomName}}", "template.stray_brace", 10),
    ],
)
def test_a_template_that_cannot_be_filled_is_not_saved(text: str, code: str, position: int) -> None:
    with pytest.raises(TemplateInvalid) as refusal:
        parse(text, ORDER)
    assert (refusal.value.code, refusal.value.position) == (code, position)
    assert refusal.value.facts["position"] == position
    assert refusal.value.facts["field"] == "template"


def test_the_longest_template_is_accepted() -> None:
    text = "好" * MAX_TEMPLATE_LENGTH
    assert render(parse(text, ORDER), {}).shown == text


@pytest.mark.parametrize("missing", ["roomName", "goodsName", "num"])
def test_with_a_parameter_missing_nothing_is_said(missing: str) -> None:
    params = {name: value for name, value in PARAMS.items() if name != missing}
    with pytest.raises(ParamRefused) as refusal:
        render(parse(SEED, ORDER), params)
    assert refusal.value.code == "message.param_missing"
    assert refusal.value.facts["field"] == f"$.params.{missing}"


def test_a_blank_parameter_is_a_missing_one() -> None:
    with pytest.raises(ParamRefused, match=r"message\.param_missing"):
        render(parse(SEED, ORDER), {**PARAMS, "roomName": " \t"})


@pytest.mark.parametrize("num", ["两", "2.5", "-1", "2份", "٢", "100000000", "9" * 5000])
def test_a_count_that_is_none_is_refused(num: str) -> None:
    with pytest.raises(ParamRefused) as refusal:
        render(parse(SEED, ORDER), {**PARAMS, "num": num})
    assert refusal.value.code == "message.param_invalid"


@pytest.mark.parametrize("name", ["7喜", "2号锅底", "{num}", "XO酱炒饭"])
def test_a_name_stays_as_it_is(name: str) -> None:
    rendered = render(parse(SEED, ORDER), {**PARAMS, "goodsName": name})
    assert rendered.shown == f"801房间下单了{name}2份,请注意"
    assert rendered.spoken == f"八零幺房间下单了{name}两份,请注意"


def test_a_line_break_in_a_name_does_not_break_the_sentence() -> None:
    rendered = render(parse(SEED, ORDER), {**PARAMS, "goodsName": " 水饺\n(大) "})
    assert rendered.shown == "801房间下单了水饺 (大)2份,请注意"


def test_several_lines_share_one_sentence_each_with_its_own_unit() -> None:
    lines = [
        {"goodsName": "水饺", "num": "2", "unit": "份"},
        {"goodsName": "可乐", "num": "1", "unit": "瓶"},
        {"goodsName": "小笼包", "num": "12", "unit": "笼"},
    ]
    rendered = render(parse(SEED, ORDER), {"roomName": "801"}, lines)
    assert rendered.shown == "801房间下单了水饺2份、可乐1瓶、小笼包12笼,请注意"
    assert rendered.spoken == "八零幺房间下单了水饺两份、可乐一瓶、小笼包十二笼,请注意"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{num}份{goodsName},{roomName}", "2份水饺、1瓶可乐,801"),
        ("{roomName}要{goodsName}", "801要水饺、可乐"),
        ("{roomName}有新单", "801有新单"),
        ("{goodsName}x{num}{unit}", "水饺x2份、可乐x1瓶"),
    ],
)
def test_an_owner_may_order_the_words_otherwise(text: str, shown: str) -> None:
    lines = [
        {"goodsName": "水饺", "num": "2", "unit": "份"},
        {"goodsName": "可乐", "num": "1", "unit": "瓶"},
    ]
    assert render(parse(text, ORDER), {"roomName": "801"}, lines).shown == shown


def test_a_template_names_the_placeholders_it_uses() -> None:
    assert parse(SEED, ORDER).names == {"roomName", "goodsName", "num"}
