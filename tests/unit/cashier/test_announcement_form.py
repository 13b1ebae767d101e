"""A setting goes into the fields and comes out as it was; what is wrong is found before it is sent."""

import pytest

from cashier_app.corner import announcement_form as form
from cashier_app.corner import message_words as say
from cashier_app.form import Values, is_full
from common.domain.announcement_settings import PAIRS, Source, base_for, check_templates
from common.domain.announcing import Channel, Event, MessageStatus
from common.domain.chimes import Chime
from server.messaging.configuring import Configured, body_of, from_fields

NAMES = ("roomName", "handTag", "number", "goodsName", "num", "unit", "callName")


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: "-".join(pair))
def test_every_setting_of_the_house_comes_back_as_it_went_in(pair: tuple[Event, Channel]) -> None:
    body = body_of(Configured(base_for(*pair), Source.HOUSE))
    fields = form.fields_of(body)
    values = Values({field.key: field.value for field in fields})

    assert form.check(body, values) == {}
    assert all(is_full(field) for field in fields)
    assert form.body_from(body, values) == body.fields
    told = form.announcement_from(body, values)
    check_templates(told)
    assert told == from_fields(*pair, body.fields) == base_for(*pair)


def test_everything_that_is_shown_has_its_word() -> None:
    assert [each for each in Event if say.event(each) == each] == []
    assert [each for each in Channel if say.channel(each) == each] == []
    assert [each for each in Chime if not say.chime(each)] == []
    assert [each for each in NAMES if say.placeholder(each) == each] == []
    assert len({say.status(each)[0] for each in MessageStatus}) == len(MessageStatus)
    assert say.event("robot.arrived") == "robot.arrived"
