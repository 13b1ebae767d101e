"""From a guest's tap to a numbered order: merging, numbers, prices, and what is refused."""

from common.domain.happenings import OrderPlaced, RoomStaysChanged
from common.domain.rows import RoomState
from common.wire.answers import OrderBody
from common.wire.requests import PlaceOrder
from tests.support.house import (
    PAD,
    ROOM_801,
    House,
    an_order_of,
    dumplings,
    fish,
)


def place(house: House, wanted: PlaceOrder, actor=PAD) -> OrderBody:
    return house.do(actor, lambda kitchen: kitchen.placing.place(wanted))


def test_the_first_order_of_a_walk_in_opens_its_stay_and_is_number_one(house: House) -> None:
    body = place(house, an_order_of(dumplings(2), fish()))
    assert (body.number, body.total_fen, body.state) == (1, 2 * 2800 + 8800, "open")
    assert house.room(ROOM_801).state is RoomState.OCCUPIED
    assert [type(x) for x in house.happenings] == [OrderPlaced, RoomStaysChanged]
