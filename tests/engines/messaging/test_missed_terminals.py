"""A kitchen that is not connected any more is told to the desk, once, and again when it is back."""

from datetime import timedelta

from sqlalchemy import update

from common.domain.announcing import MessageStatus
from common.domain.roles import Actor
from server.messaging.watch import EVERY
from server.shop.models import Device, Shop
from tests.support.house import CALL_BOARD, CASHIER, COOK, SHOP
from tests.support.talk import HOT_COOK, SECOND, Talk

GONE = "全单屏离线了,请去看看"
BACK = "全单屏恢复连接"


def is_seen(talk: Talk, *actors: Actor) -> None:
    ids = [actor.device_id for actor in actors]
    talk.units.run_write(
        lambda unit: unit.session.execute(
            update(Device).where(Device.id.in_(ids)).values(live_at=unit.now)
        )
    )


def set_open(talk: Talk, *, is_open: bool) -> None:
    talk.units.run_write(
        lambda unit: unit.session.execute(
            update(Shop).where(Shop.id == SHOP).values(manual_open=is_open)
        )
    )


def watched(talk: Talk, span: timedelta, *here: Actor) -> None:
    """The worker looks every half minute; `here` stay connected."""
    for _ in range(span // EVERY):
        talk.clock.advance(EVERY)
        is_seen(talk, *here)
        talk.units.run_write(lambda unit: talk.wiring.house_messaging(unit, SHOP).watch())


def heard(talk: Talk) -> list[tuple[str, str]]:
    return [(row.shown, row.spoken) for row in talk.messages(event="device.silent")]


async def test_the_desk_is_told_once_and_again_when_it_is_back(talk: Talk) -> None:
    is_seen(talk, COOK, CALL_BOARD)
    watched(talk, 2 * EVERY, COOK, CALL_BOARD)

    watched(talk, 3 * EVERY, CALL_BOARD)
    assert heard(talk) == []  # 90 s are not over
    watched(talk, 10 * EVERY, CALL_BOARD)
    assert heard(talk) == [(GONE, GONE)]
    watched(talk, 10 * EVERY, CALL_BOARD, COOK)

    assert [shown for shown, _ in heard(talk)] == [GONE, BACK]
    chimes = [row.chime for row in talk.messages(event="device.silent")]
    assert chimes == ["rush", "back"]
    assert talk.messages()[0].account.endswith(":cashier")


async def test_two_that_are_gone_at_once_are_one_sentence_and_kitchens_come_first(
    talk: Talk,
) -> None:
    talk.equip(HOT_COOK)
    is_seen(talk, COOK, HOT_COOK, CALL_BOARD)
    watched(talk, 2 * EVERY, COOK, HOT_COOK, CALL_BOARD)

    watched(talk, 10 * EVERY)

    assert [shown for shown, _ in heard(talk)] == [
        "全单屏、热菜屏离线了,请去看看",
        "call_board离线了,请去看看",
    ]


async def test_while_the_shop_is_closed_nobody_is_missed(talk: Talk) -> None:
    is_seen(talk, COOK)
    set_open(talk, is_open=False)
    watched(talk, 40 * EVERY)
    assert heard(talk) == []

    set_open(talk, is_open=True)
    watched(talk, 3 * EVERY)
    assert heard(talk) == []  # the cook may still be on the way
    watched(talk, 3 * EVERY)
    assert [shown for shown, _ in heard(talk)] == [GONE]


async def test_after_a_stop_of_the_server_the_terminals_have_time_to_come_back(talk: Talk) -> None:
    is_seen(talk, COOK, CALL_BOARD)
    watched(talk, 2 * EVERY, COOK, CALL_BOARD)

    talk.clock.advance(timedelta(hours=2))  # nobody could connect, nobody looked
    watched(talk, 2 * EVERY)
    assert heard(talk) == []
    watched(talk, 2 * EVERY, COOK, CALL_BOARD)

    assert heard(talk) == []


async def test_a_terminal_that_was_taken_away_is_not_greeted(talk: Talk) -> None:
    is_seen(talk, COOK, CALL_BOARD)
    watched(talk, 1 * EVERY, COOK, CALL_BOARD)
    watched(talk, 6 * EVERY, CALL_BOARD)

    talk.revoke(COOK)
    watched(talk, 2 * EVERY, CALL_BOARD)

    assert [shown for shown, _ in heard(talk)] == [GONE]


async def test_the_desk_is_told_how_many_messages_are_left(talk: Talk) -> None:
    talk.units.run_write(lambda unit: talk.wiring.announce_low_sms(unit, SHOP, 200))

    [row] = talk.told(CASHIER)
    assert (row.shown, row.spoken) == ("短信余额只剩200条,请充值", "")
    await talk.pass_time(200 * SECOND)
    assert talk.messages()[0].status is MessageStatus.EXPIRED
