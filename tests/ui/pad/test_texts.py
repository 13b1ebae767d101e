"""餐好发短信: a number is left and taken back on the pad, and no order ever waits for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from common.client.api import Unreachable
from common.wire.requests import AskForTexts
from pad_app.pad_model import IDLE
from tests.support.fake_core import Asked
from tests.ui.pad.conftest import OpenPad, Pad
from tests.ui.pad.evening import an_evening
from tests.ui.pad.texting import MASKED, offer_texts, path_of, refuse_phone


async def offered(open_pad: OpenPad) -> Pad:
    """The order page of a guest who may leave a number."""
    evening = an_evening(with_order=True)
    offer_texts(evening.core, evening.stay)
    pad = open_pad(evening)
    await pad.tap("tabOrder")
    return pad


async def type_number(pad: Pad, digits: str) -> None:
    await pad.tap("leavePhone")
    for digit in digits:
        await pad.tap(f"key-{digit}")


def changes(pad: Pad) -> list[Asked]:
    return [asked for asked in pad.core.calls if asked.method != "GET"]


async def test_a_number_is_left_once_shown_masked_and_taken_back(open_pad: OpenPad) -> None:
    pad = await offered(open_pad)
    await type_number(pad, "138123456<78")
    await pad.reads("phoneTyped", "138 1234 578")
    assert not pad.items("savePhone")[0].isEnabled()  # a digit is missing
    await pad.tap("key-<")
    await pad.tap("key-<")
    for digit in "678":
        await pad.tap(f"key-{digit}")
    await pad.tap_twice("savePhone")
    await pad.reads("textsTo", MASKED)
    await pad.wait_gone("phoneTyped")
    path = path_of(pad.evening.stay)
    assert [(x.method, x.path, x.body) for x in changes(pad)] == [
        ("PUT", path, AskForTexts("13812345678"))
    ]
    await pad.tap("stopTexts")
    await pad.wait_for("leavePhone")
    assert changes(pad)[-1].method == "DELETE"


async def test_a_wrong_number_is_said_at_the_field_and_mended_there(open_pad: OpenPad) -> None:
    pad = await offered(open_pad)
    refuse_phone(pad.core, pad.evening.stay)
    await type_number(pad, "10012345678")
    await pad.tap("savePhone")
    await pad.reads("phoneProblem", "不是能收短信的手机号")
    await pad.reads("phoneTyped", "100 1234 5678")
    await pad.tap("key-<")
    await pad.until(lambda: pad.text("phoneProblem") == "")


@pytest.mark.parametrize(
    ("code", "words"),
    [("sms.not_offered", "现在发不了短信了"), ("stay.changed", "没有成功，请呼叫服务员")],
)
async def test_what_else_is_refused_is_said_there_too(
    open_pad: OpenPad, code: str, words: str
) -> None:
    pad = await offered(open_pad)
    refuse_phone(pad.core, pad.evening.stay, code)
    await type_number(pad, "13812345678")
    await pad.tap("savePhone")
    await pad.reads("phoneProblem", words)


async def test_without_an_answer_the_number_stays_for_another_try(open_pad: OpenPad) -> None:
    pad = await offered(open_pad)
    path = path_of(pad.evening.stay)
    answer = pad.core.answers["PUT", path]
    pad.core.answers["PUT", path] = Unreachable("server.unreachable")
    await type_number(pad, "13812345678")
    await pad.tap("savePhone")
    await pad.reads("phoneProblem", "现在连不上")
    pad.core.answers["PUT", path] = answer
    await pad.tap("savePhone")
    await pad.reads("textsTo", MASKED)


async def test_it_is_not_offered_by_a_shop_that_does_not_or_has_no_credit(
    open_pad: OpenPad,
) -> None:
    evening = an_evening(with_order=True)
    offer_texts(evening.core, evening.stay, is_offered=False)
    pad = open_pad(evening)
    await pad.tap("tabOrder")
    await pad.wait_for("orderMore")
    assert [asked.path for asked in pad.core.calls] == [path_of(evening.stay)]
    assert not pad.sees("leavePhone")


async def test_nothing_is_offered_before_something_is_ordered(open_pad: OpenPad) -> None:
    evening = an_evening()
    offer_texts(evening.core, evening.stay)
    pad = open_pad(evening)
    await pad.tap("tabOrder")
    await pad.wait_for("toMenu")
    assert pad.core.calls == []
    await pad.tap("tabMenu")
    await pad.tap("category-水饺面点")
    await pad.tap("add-葱油拌面")
    await pad.tap("placeOrder")
    await pad.wait_for("leavePhone")


async def test_offline_nothing_is_offered_and_back_online_it_is_asked_again(
    open_pad: OpenPad,
) -> None:
    pad = await offered(open_pad)
    await pad.wait_for("leavePhone")
    pad.core.go_offline()
    await pad.wait_gone("leavePhone")
    pad.core.go_online()
    await pad.wait_for("leavePhone")


async def test_a_number_that_the_desk_took_stands_on_the_pad(open_pad: OpenPad) -> None:
    pad = open_pad(an_evening(with_order=True))
    await pad.tap("tabOrder")
    told = replace(pad.evening.stay, texts_to=MASKED, version=2)
    pad.core.server_says(stays=[told])
    await pad.reads("textsTo", MASKED)
    await pad.tap("stopTexts")  # nobody answers
    await pad.reads("textsTo", "没取消成")


async def test_half_a_number_is_gone_with_the_sheet_and_with_an_idle_pad(
    open_pad: OpenPad,
) -> None:
    pad = await offered(open_pad)
    await type_number(pad, "138123")
    await pad.tap("phoneSheetClose")
    await pad.tap("leavePhone")
    await pad.reads("phoneTyped", "请输入手机号")
    await pad.tap("key-1")
    await pad.pass_time(IDLE + timedelta(seconds=1))
    await pad.wait_gone("phoneTyped")
    assert pad.model._texts._digits == ""
