"""A guest leaves a phone number and hears by text that the order is ready: once, and nobody sees where."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update

from common.domain.errors import Forbidden, Invalid, NotFound, Refused
from common.domain.ids import BrandId, StayId
from common.domain.kitchen import LineAction
from common.domain.roles import Actor
from common.domain.rows import StayRow
from common.domain.sms_templates import SmsParam
from common.domain.sms_text import MessageKind
from common.wire.answers import OrderBody, StayBody, TextsOffer
from common.wire.requests import Clean, Leave
from server.db.jobs import job_worker
from server.db.journal import JournalRow
from server.db.units import Units
from server.entry.house_texts import HouseTexts, KitchenReadyOrders
from server.kitchen import listing
from server.kitchen.models import Trail
from server.kitchen.service import Kitchen
from server.kitchen.texting import PHONES
from server.shop.for_sms import ShopBrands
from server.shop.models import Shop
from server.sms import order_ready, templates
from server.sms.message_repository import MESSAGES
from server.sms.message_repository import PHONES as SENT
from tests.support.clock import FakeClock
from tests.support.house import (
    CASHIER,
    COOK,
    PAD,
    PAD_802,
    ROOM_801,
    SHOP,
    STRANGER,
    WAITER,
    cola,
    dumplings,
    fixed_id,
)
from tests.support.sms_till import Counter
from tests.support.talk import Talk, open_talk

BRAND = BrandId(fixed_id(9))
TYPED, PHONE, SHOWN = "138 1234 5678", "+8613812345678", "138****5678"


class Evening:
    """A room that orders; the worker of jobs runs when it is asked to."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.counter = Counter(talk.units, talk.clock)
        handlers = order_ready.handlers(
            lambda unit, shop_id: KitchenReadyOrders(unit.session, shop_id),
            lambda unit: ShopBrands(unit.session),
        )
        self.worker = job_worker(talk.units, handlers, talk.clock.now)

    def buy(self, units: int) -> None:
        self.counter.buy(BRAND, "bought", units, self.talk.clock.now(), 30)

    def ask(self, order: OrderBody, typed: str = TYPED, actor: Actor = PAD) -> StayRow:
        stay_id = order.stay_id
        return self.talk.do(actor, lambda kitchen: kitchen.texting.ask(stay_id, typed)).stay

    def cook(self, order: OrderBody) -> None:
        """Make the newest placement and call each of its dishes out."""
        for line in order.batches[-1].lines:
            for action in (LineAction.START, LineAction.FINISH, LineAction.NOTIFY):
                self.talk.act(action, line)

    async def texts(self) -> list[str]:
        """What was sent, oldest first."""
        while await self.worker.drain():
            pass
        query = select(MESSAGES.c.text).order_by(MESSAGES.c.id)
        return self.talk.units.run_read(lambda session: list(session.scalars(query)))

    def phones(self) -> list[str]:
        return self.talk.units.run_read(
            lambda session: list(session.scalars(select(PHONES.c.phone)))
        )


@pytest.fixture
async def evening(units: Units, clock: FakeClock) -> Evening:
    made = Evening(await open_talk(units, clock))
    made.buy(10)
    return made


async def test_the_last_dish_that_is_called_out_sends_one_text(evening: Evening) -> None:
    order = evening.talk.place(dumplings(), cola())
    stay = evening.ask(order)
    assert stay.texts_to == SHOWN
    first, second = order.batches[0].lines
    for line in (first, second):
        evening.talk.act(LineAction.START, line)
        evening.talk.act(LineAction.FINISH, line)
    evening.talk.act(LineAction.NOTIFY, first)
    assert await evening.texts() == []
    evening.talk.act(LineAction.NOTIFY, second)
    assert await evening.texts() == ["【品牌】您的01号订单已备好,请取餐。"]
    evening.talk.act(LineAction.NOTIFY, first, second)  # called out again: they know
    assert len(await evening.texts()) == 1
    sent = evening.talk.units.run_read(lambda session: list(session.scalars(select(SENT.c.phone))))
    assert sent == [PHONE]


async def test_an_add_on_is_told_of_by_a_text_of_its_own(evening: Evening) -> None:
    order = evening.talk.place(dumplings())
    evening.ask(order)
    evening.cook(order)
    assert len(await evening.texts()) == 1
    evening.cook(evening.talk.place(cola()))
    assert len(await evening.texts()) == 2


async def test_a_guest_who_asked_for_nothing_hears_nothing(evening: Evening) -> None:
    evening.cook(evening.talk.place(dumplings()))
    assert await evening.texts() == []


async def test_who_takes_the_number_back_hears_nothing(evening: Evening) -> None:
    order = evening.talk.place(dumplings())
    stay = evening.ask(order)
    evening.cook(order)
    stopped = evening.talk.do(CASHIER, lambda kitchen: kitchen.texting.stop(stay.id)).stay
    assert stopped.texts_to == ""
    assert await evening.texts() == []
    assert evening.phones() == []


async def test_a_dish_back_on_the_stove_by_then_is_not_told_of(evening: Evening) -> None:
    order = evening.talk.place(dumplings())
    evening.ask(order)
    evening.cook(order)
    evening.talk.place(cola())
    assert await evening.texts() == []


@pytest.mark.parametrize("ends", ["leave", "clean"])
async def test_the_number_goes_with_its_guest(evening: Evening, ends: str) -> None:
    order = evening.talk.place(dumplings())
    evening.ask(order)
    evening.cook(order)
    if ends == "leave":
        evening.talk.do(CASHIER, lambda kitchen: kitchen.cleaning.leave_room(ROOM_801, Leave()))
    else:
        clean = Clean(force=True, reason="nobody there")
        evening.talk.do(WAITER, lambda kitchen: kitchen.cleaning.clean(ROOM_801, clean))
        assert evening.phones() == []
    assert await evening.texts() == []


async def test_the_brands_own_words(evening: Evening) -> None:
    def keep(text: str, **params: SmsParam) -> None:
        evening.talk.units.run_write(
            lambda unit: templates.put(unit, BRAND, "order_ready", MessageKind.NOTICE, text, params)
        )

    keep("【云麓汤泉】{number}号好了,来{shop}拿", number=SmsParam.TEXT, shop=SmsParam.TEXT)
    order = evening.talk.place(dumplings())
    evening.ask(order)
    evening.cook(order)
    assert await evening.texts() == ["【云麓汤泉】01号好了,来demo拿"]


async def test_words_that_ask_for_what_is_not_known_give_way_to_the_houses(
    evening: Evening,
) -> None:
    evening.talk.units.run_write(
        lambda unit: templates.put(
            unit,
            BRAND,
            "order_ready",
            MessageKind.NOTICE,
            "【云麓】{name}",
            {"name": SmsParam.TEXT},
        )
    )
    order = evening.talk.place(dumplings())
    evening.ask(order)
    evening.cook(order)
    assert await evening.texts() == ["【品牌】您的01号订单已备好,请取餐。"]


async def test_no_credit_holds_up_no_order(
    units: Units, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    evening = Evening(await open_talk(units, clock))
    evening.buy(1)
    for dish in (dumplings(), cola()):
        order = evening.talk.place(dish)
        evening.ask(order, actor=CASHIER)  # the desk may take a number before there is credit
        with caplog.at_level(logging.WARNING):
            evening.cook(order)
            assert len(await evening.texts()) == 1
    assert "guest not told by text" in caplog.text
    assert PHONE not in caplog.text


async def test_nobody_but_the_sender_sees_the_number(evening: Evening) -> None:
    evening.ask(evening.talk.place(dumplings()))
    told: list[Any] = evening.talk.units.run_read(
        lambda session: [
            *session.scalars(select(Trail.before)),
            *session.scalars(select(Trail.after)),
            *session.scalars(select(JournalRow.body)),
        ]
    )
    assert any(SHOWN in str(each) for each in told)
    assert not any("1234" in str(each) for each in told)


REFUSALS: list[tuple[Actor, str, Callable[[StayId], str], type[Exception], str]] = [
    (PAD, "12345", str, Invalid, "sms.phone_invalid"),
    (PAD, "+1 202 555 0100", str, Invalid, "sms.phone_invalid"),
    (PAD, "010-88886666", str, Invalid, "sms.phone_invalid"),  # no mobile
    (PAD_802, TYPED, str, NotFound, "stay.unknown"),  # another room's guests
    (STRANGER, TYPED, str, NotFound, "stay.unknown"),
    (PAD, TYPED, lambda _: fixed_id(7), NotFound, "stay.unknown"),
    (COOK, TYPED, str, Forbidden, "role.forbidden"),
]


async def test_what_is_refused_keeps_nothing(evening: Evening) -> None:
    order = evening.talk.place(dumplings())
    for actor, typed, named, error, code in REFUSALS:
        stay_id = named(StayId(order.stay_id))
        with pytest.raises(error, match=code.replace(".", r"\.")):
            evening.talk.do(actor, partial(asking, stay_id, typed))
    assert evening.phones() == []


def asking(stay_id: str, typed: str, kitchen: Kitchen) -> StayBody:
    return kitchen.texting.ask(stay_id, typed)


def offer(evening: Evening, order: OrderBody, actor: Actor = PAD) -> TextsOffer:
    """What a pad is told before it shows the field."""
    at = evening.talk.clock.now()
    return evening.talk.units.run_read(
        lambda session: listing.texts_offer(
            session, actor, order.stay_id, HouseTexts(session, actor.shop_id), at
        )
    )


def let_guests_ask(evening: Evening, is_let: bool) -> None:
    evening.talk.units.run_write(
        lambda unit: unit.session.execute(
            update(Shop).where(Shop.id == SHOP).values(offers_texts=is_let)
        )
    )


async def test_pads_offer_it_while_there_is_credit_that_is_not_over(evening: Evening) -> None:
    order = evening.talk.place(dumplings())
    assert offer(evening, order) == TextsOffer(True, "")
    evening.ask(order)
    assert offer(evening, order) == TextsOffer(True, SHOWN)
    evening.talk.clock.advance(timedelta(days=40))  # and no job has closed the package yet
    assert offer(evening, order) == TextsOffer(False, SHOWN)


async def test_a_shop_may_keep_it_from_its_pads_and_the_desk_still_takes_numbers(
    evening: Evening,
) -> None:
    let_guests_ask(evening, False)
    order = evening.talk.place(dumplings())
    assert not offer(evening, order).is_offered
    with pytest.raises(Refused, match=r"sms\.not_offered"):
        evening.ask(order)
    assert evening.ask(order, actor=CASHIER).texts_to == SHOWN
    evening.cook(order)
    assert len(await evening.texts()) == 1


async def test_no_pad_offers_what_there_is_no_credit_for(units: Units, clock: FakeClock) -> None:
    evening = Evening(await open_talk(units, clock))
    order = evening.talk.place(dumplings())
    assert offer(evening, order) == TextsOffer(False, "")
    with pytest.raises(Refused, match=r"sms\.not_offered"):
        evening.ask(order)


async def test_who_has_left_is_offered_nothing_and_strangers_are_told_of_nobody(
    evening: Evening,
) -> None:
    order = evening.talk.place(dumplings())
    with pytest.raises(NotFound, match=r"stay\.unknown"):
        offer(evening, order, PAD_802)
    with pytest.raises(NotFound, match=r"stay\.unknown"):
        offer(evening, order, STRANGER)
    with pytest.raises(Forbidden, match=r"role\.forbidden"):
        offer(evening, order, COOK)
    evening.talk.do(CASHIER, lambda kitchen: kitchen.cleaning.leave_room(ROOM_801, Leave()))
    assert not offer(evening, order, CASHIER).is_offered


async def test_a_brand_without_messages_does_not_offer_them(units: Units, clock: FakeClock) -> None:
    evening = Evening(await open_talk(units, clock))
    order = evening.talk.place(dumplings())
    with pytest.raises(Refused, match=r"sms\.not_offered"):
        evening.ask(order)
