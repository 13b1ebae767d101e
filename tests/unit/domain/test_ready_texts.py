"""When a guest who asked is told by text that the order is ready, and in which words."""

import pytest

from common.domain.kitchen import LineState
from common.domain.ready_texts import masked, ready_batch, said, signature_of
from common.domain.sms_text import MessageKind, composed, units
from tests.support.rows import a_batch, a_line, an_order

S = LineState


@pytest.mark.parametrize(
    ("states", "is_ready"),
    [
        ((S.NOTIFIED,), True),
        ((S.NOTIFIED, S.NOTIFIED), True),
        ((S.NOTIFIED, S.PICKED_UP, S.DELIVERED, S.CANCELLED), True),
        ((S.NOTIFIED, S.WAITING), False),
        ((S.NOTIFIED, S.COOKING), False),
        ((S.NOTIFIED, S.READY), False),  # it is done, but nobody was called for it yet
        ((S.PICKED_UP,), False),  # they have it already
        ((S.CANCELLED,), False),
        ((), False),
    ],
)
def test_an_order_is_ready_when_the_last_of_its_dishes_is_called_out(
    states: tuple[LineState, ...], is_ready: bool
) -> None:
    batch = a_batch(an_order())
    lines = [a_line(batch, state=state) for state in states]
    assert ready_batch(lines) == (batch.id if is_ready else None)


def test_an_add_on_makes_the_order_ready_once_more() -> None:
    order = an_order()
    first, second = a_batch(order), a_batch(order)
    lines = [a_line(first, state=S.PICKED_UP), a_line(second, state=S.NOTIFIED)]
    assert ready_batch(lines) == second.id


@pytest.mark.parametrize(
    ("names", "signature"),
    [
        (("云麓汤泉",), "云麓汤泉"),
        (("汤", "云麓汤泉滨江店"), "云麓汤泉滨江店"),  # providers ask for two characters
        (("【云麓】汤泉",), "云麓汤泉"),
        (("很" * 60,), "很" * 30),
        (("", " "), "取餐通知"),
    ],
)
def test_any_name_of_a_brand_makes_a_signature(names: tuple[str, ...], signature: str) -> None:
    assert signature_of(*names) == signature
    text = composed(said(signature_of(*names), "07"), MessageKind.NOTICE, "")
    assert units(text) == 1  # it costs one credit


def test_screens_show_a_phone_masked() -> None:
    assert masked("+8613812345678") == "138****5678"
