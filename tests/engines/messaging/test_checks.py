"""Just before it is sent a row is judged once more: each check, by what makes it fail meanwhile.

Every story begins with a call that is due in ten seconds; something happens; it is not said.
"""

from collections.abc import Callable
from dataclasses import replace

import pytest
from msgspec import structs
from sqlalchemy import update

from common.domain.announcement_defaults import DEFAULTS
from common.domain.announcing import Channel, Check, Event, MessageStatus
from common.domain.calls import CallAction
from common.domain.ids import TherapistId
from common.domain.kitchen import LineAction
from common.domain.roles import Actor
from common.wire.answers import OrderBody
from common.wire.messages import SendCall
from common.wire.requests import Clean
from server.db.unit import Unit
from server.entry.wiring import Wiring
from server.messaging.checks import CHECKS, Case, first_failed
from server.messaging.settings import DefaultSettings
from server.shop.models import Device
from tests.support.house import (
    CASHIER,
    COOK,
    MANAGER,
    PAD,
    ROOM_801,
    ROOM_802,
    SHOP,
    dumplings,
    fixed_id,
)
from tests.support.talk import SECOND, Talk

LATER = 10
ROWS = {"brand_id": fixed_id(9), "shop_id": SHOP, "msg_type": 1}


def later(*pairs: tuple[Event, Channel]) -> Wiring:
    """The house's settings, but these are said ten seconds later, once, and on pads too."""
    changed = {}
    for event, channel in pairs:
        told = DEFAULTS.get((event, channel)) or replace(
            DEFAULTS[event, Channel.KITCHEN], channel=channel
        )
        changed[event, channel] = replace(told, delay_s=LATER, repeats=1)
    return Wiring(DefaultSettings({**DEFAULTS, **changed}, burst_s=0))


Pair = tuple[Event, Channel]
KITCHEN_NEW = (Event.ORDER_PLACED, Channel.KITCHEN)
KITCHEN_RUSH = (Event.LINE_RUSHED, Channel.KITCHEN)
PAD_READY = (Event.LINE_RUSHED, Channel.PAD)
DESK_CALL = (Event.PAD_CALLED, Channel.CASHIER)


def ordered(talk: Talk) -> OrderBody:
    return talk.place(dumplings(2))


def send(talk: Talk, actor: Actor = MANAGER, **over: object) -> None:
    wanted = SendCall(**{**ROWS, "event": Event.LINE_RUSHED, **over})  # type: ignore[arg-type]
    talk.centre(actor, lambda centre: centre.send(wanted))


def start(talk: Talk) -> Pair:
    talk.wiring = later(KITCHEN_NEW)
    order = ordered(talk)
    talk.act(LineAction.START, *order.batches[0].lines)
    return KITCHEN_NEW


def cancel_order(talk: Talk) -> Pair:
    talk.wiring = later(KITCHEN_RUSH)
    order = ordered(talk)
    send(talk, order_id=order.id, channels=[Channel.KITCHEN])
    talk.act(LineAction.CANCEL, *order.batches[0].lines, actor=PAD)
    return KITCHEN_RUSH


def complete_order(talk: Talk) -> Pair:
    talk.wiring = later(KITCHEN_RUSH)
    order = ordered(talk)
    send(talk, order_id=order.id, channels=[Channel.KITCHEN])
    steps = (LineAction.START, LineAction.FINISH, LineAction.PICK_UP, LineAction.DELIVER)
    for step in steps:
        talk.act(step, *order.batches[0].lines, actor=MANAGER)
    clean = Clean(force=True, reason="付过了")
    talk.do(CASHIER, lambda kitchen: kitchen.cleaning.clean(ROOM_801, clean))
    return KITCHEN_RUSH


def end_stay(talk: Talk) -> Pair:
    talk.wiring = later(DESK_CALL)
    talk.call("加水")
    talk.do(CASHIER, lambda kitchen: kitchen.cleaning.clean(ROOM_801, Clean()))
    return DESK_CALL


def accept_call(talk: Talk) -> Pair:
    talk.wiring = later(DESK_CALL)
    talk.answer(talk.call("加水"), CallAction.ACCEPT)
    return DESK_CALL


def move_device(talk: Talk) -> Pair:
    talk.wiring = later(PAD_READY)
    order = ordered(talk)
    send(talk, order_id=order.id, channels=[Channel.PAD])

    def move(unit: Unit) -> None:
        moved = update(Device).where(Device.id == PAD.device_id).values(room_id=ROOM_802)
        unit.session.execute(moved)

    talk.units.run_write(move)
    return PAD_READY


def lose_interest(talk: Talk) -> Pair:
    talk.wiring = later(KITCHEN_NEW)
    ordered(talk)
    assert COOK.device_id is not None
    device_id = COOK.device_id
    talk.units.run_write(
        lambda unit: talk.wiring.devices(unit, MANAGER).set_wants(device_id, (Event.LINE_RUSHED,))
    )
    return KITCHEN_NEW


def clock_off(talk: Talk) -> Pair:
    talk.wiring = later(KITCHEN_RUSH)
    therapist = talk.shop(lambda shop: shop.add_therapist("梅师傅"))
    talk.shop(lambda shop: shop.clock_on(TherapistId(therapist.id), ROOM_801))
    params = {"roomName": "801", "goodsName": "茶", "num": "1"}
    send(talk, params=params, therapist_id=therapist.id, channels=[Channel.KITCHEN])
    talk.shop(lambda shop: shop.clock_off(TherapistId(therapist.id)))
    return KITCHEN_RUSH


def oversleep(talk: Talk) -> Pair:
    talk.wiring = later(KITCHEN_NEW)
    ordered(talk)
    talk.clock.advance(200 * SECOND)
    return KITCHEN_NEW


STORIES: tuple[tuple[Check, Callable[[Talk], Pair]], ...] = (
    (Check.LINE_WAITING, start),
    (Check.ORDER_OPEN, cancel_order),
    (Check.ORDER_OPEN, complete_order),
    (Check.CALL_OPEN, accept_call),
    (Check.CALL_OPEN, end_stay),  # its calls are withdrawn
    (Check.DEVICE_IN_ROOM, move_device),
    (Check.WANTED, lose_interest),
    (Check.THERAPIST_ON_CLOCK, clock_off),
    (Check.NOT_EXPIRED, oversleep),
)


def test_every_check_has_its_predicate_and_its_story() -> None:
    assert set(Check) == set(CHECKS) == {check for check, _ in STORIES} | {Check.STAY_OPEN}


@pytest.mark.parametrize(
    ("check", "story"), STORIES, ids=lambda value: getattr(value, "__name__", str(value))
)
async def test_what_became_pointless_meanwhile_is_not_said(
    talk: Talk, check: Check, story: Callable[[Talk], Pair]
) -> None:
    event, channel = story(talk)
    await talk.pass_time((LATER + 1) * SECOND)

    assert {row.why for row in talk.messages(event=event, channel=channel)} == {check.value}
    talk.in_step()


async def test_nothing_is_said_of_guests_who_have_left(talk: Talk) -> None:
    """Orders and calls end with their stay; what is about neither looks at the stay itself."""
    talk.wiring = later(DESK_CALL)
    talk.call("加水")
    [row] = talk.messages(channel="cashier")
    about_stay = structs.replace(row, call_id=None)

    def failed() -> Check | None:
        return talk.units.run_write(
            lambda unit: first_failed(Case(talk.at(unit), about_stay), [Check.STAY_OPEN])
        )

    assert failed() is None
    talk.do(CASHIER, lambda kitchen: kitchen.cleaning.clean(ROOM_801, Clean()))
    assert failed() is Check.STAY_OPEN


async def test_a_screen_that_has_become_a_desk_is_still_found_behind_its_old_account(
    talk: Talk,
) -> None:
    """Its row names the kitchen's channel; a row that finds nobody would be told to nobody."""
    talk.wiring = later(KITCHEN_NEW)
    ordered(talk)
    [row] = talk.messages(channel="kitchen")

    def hearers() -> list[str]:
        return talk.units.run_write(
            lambda unit: [each.id for each in Case(talk.at(unit), row).hearers]
        )

    assert hearers() == [COOK.device_id]
    talk.units.run_write(
        lambda unit: unit.session.execute(
            update(Device).where(Device.id == COOK.device_id).values(kind="cashier")
        )
    )
    assert hearers() == [COOK.device_id]


async def test_what_is_still_true_is_said(talk: Talk) -> None:
    talk.wiring = later(KITCHEN_RUSH, PAD_READY, DESK_CALL)
    order = ordered(talk)
    therapist = talk.shop(lambda shop: shop.add_therapist("梅师傅"))
    talk.shop(lambda shop: shop.clock_on(TherapistId(therapist.id), ROOM_801))
    send(talk, order_id=order.id, therapist_id=therapist.id, room_id=ROOM_801)

    await talk.pass_time((LATER + 1) * SECOND)

    rushed = talk.messages(event="line.rushed")
    assert {(row.channel, row.status) for row in rushed} == {
        ("kitchen", MessageStatus.SENT),
        ("pad", MessageStatus.SENT),
    }


async def test_a_therapist_in_another_room_is_not_announced_in_the_old_one(talk: Talk) -> None:
    talk.wiring = later(KITCHEN_RUSH)
    therapist = talk.shop(lambda shop: shop.add_therapist("梅师傅"))
    talk.shop(lambda shop: shop.clock_on(TherapistId(therapist.id), ROOM_801))
    params = {"roomName": "801", "goodsName": "茶", "num": "1"}
    send(
        talk,
        params=params,
        room_id=ROOM_801,
        therapist_id=therapist.id,
        channels=[Channel.KITCHEN],
    )
    talk.shop(lambda shop: shop.clock_off(TherapistId(therapist.id)))
    talk.shop(lambda shop: shop.clock_on(TherapistId(therapist.id), ROOM_802))

    await talk.pass_time((LATER + 1) * SECOND)

    [row] = talk.messages(event="line.rushed")
    assert row.why == "therapist_on_clock"


async def test_another_rooms_pad_hears_nothing_of_this_room(talk: Talk) -> None:
    talk.wiring = later(PAD_READY)
    talk.equip(replace(PAD, device_id=fixed_id(43), room_id=ROOM_802))  # type: ignore[arg-type]
    order = ordered(talk)

    send(talk, order_id=order.id, channels=[Channel.PAD])

    assert {row.account for row in talk.messages(channel="pad")} == {f"device:{PAD.device_id}"}
