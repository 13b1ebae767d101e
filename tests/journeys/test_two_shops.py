"""Two shops of one brand on one server never see each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from server.entry.demo.venue import SHOP, Venue
from server.entry.seeding import read_plan
from tests.support.venues import Cores, Desk

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(60)]

OTHER = "river"


@pytest.fixture
def venue(tmp_path: Path) -> Iterator[Venue]:
    """The server of two shops."""
    here = read_plan()
    shop = msgspec.structs.replace(here.shop, code=OTHER, name="云麓汤泉 · 江边店")
    with Venue(tmp_path / "venue") as opened:
        opened.open([here, msgspec.structs.replace(here, shop=shop)])
        yield opened


async def test_what_happens_in_one_shop_is_nowhere_in_the_other(venue: Venue, cores: Cores) -> None:
    here = await cores.paired("kitchen", shop=SHOP)
    pad, kitchen = [await cores.paired(kind, room, OTHER) for kind, room in PLACES]
    ours, theirs = Desk(venue, "cashier"), Desk(venue, "cashier", shop=OTHER)
    order = ours.order("水饺", "801", 2)
    await here.sees(lambda: here.lines)
    their_own = theirs.order("红烧肉", "802")
    await kitchen.sees(lambda: kitchen.lines)

    assert [line.name for line in here.lines] == ["水饺"]
    assert [line.name for line in kitchen.lines] == ["红烧肉"]
    assert (order["number"], their_own["number"]) == (1, 1)
    assert pad.orders == []
    assert pad.core.tables()["goods"].keys().isdisjoint(here.core.tables()["goods"])
    assert {sentence.text for sentence in kitchen.speaker.said} <= {
        "八零二房间下单了红烧肉一份,请注意"
    }
    for desk in (ours, theirs):
        desk.close()


def test_a_foreign_id_is_as_good_as_none(venue: Venue) -> None:
    ours, theirs = Desk(venue, "cashier"), Desk(venue, "cashier", shop=OTHER)
    order = ours.order("水饺", "801")
    line_id = order["batches"][0]["lines"][0]["id"]
    stay = order["stay_id"]
    foreign = [
        theirs.try_to(f"/v1/lines/{line_id}/pick-up"),
        theirs.try_to(f"/v1/orders/{order['id']}/cancel"),
        theirs.try_to(f"/v1/stays/{stay}/leave"),
        theirs.try_to(f"/v1/rooms/{ours.room('801')}/clean"),
        theirs.try_to("/v1/orders", {"room_id": ours.room("802"), "lines": [_one(ours, "可乐")]}),
        theirs.try_to("/v1/orders", {"room_id": theirs.room("802"), "lines": [_one(ours, "可乐")]}),
    ]
    assert [answer.status_code for answer in foreign] == [404, 404, 404, 404, 404, 422]
    assert theirs.orders() == []
    assert [(each["id"], each["version"]) for each in ours.orders()] == [
        (order["id"], order["version"])
    ]
    for desk in (ours, theirs):
        desk.close()


PLACES = (("pad", "801"), ("kitchen", ""))


def _one(desk: Desk, dish: str) -> dict[str, object]:
    return {"goods_id": desk.goods(dish), "quantity": 1}
