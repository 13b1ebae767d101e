"""Who is in a room changes: the order follows the guest, the pad forgets."""

from __future__ import annotations

import sqlite3

import pytest

from server.entry.demo.venue import Venue
from tests.support.venues import Desk, line_of
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(90)]


def test_after_clean_the_pad_shows_nothing_of_the_former_guest(venue: Venue, desk: Desk) -> None:
    pad = venue.pair("pad", "pad_app", "801平板", room="801")
    desk.post(f"/v1/rooms/{desk.room('801')}/check-in", {})
    order = desk.order("清炒时蔬", "801", 3)
    pad.tap("tabOrder", timeout=30.0)
    pad.see("pill-清炒时蔬")
    (line,) = order["batches"][0]["lines"]
    desk.post(f"/v1/lines/{line['id']}/cancel", {"reason": "guest"})
    desk.post(f"/v1/rooms/{desk.room('801')}/leave", {"stay_id": order["stay_id"]})
    pad.see("welcome")
    desk.post(f"/v1/rooms/{desk.room('801')}/clean", {"stay_id": order["stay_id"]})

    pad.tap("beginOrdering", timeout=20.0)
    pad.tap("tabOrder")
    assert not [name for name in pad.names() if "清炒时蔬" in name or "orderNumber" in name]
    pad.tap("tabBill")
    assert not [name for name in pad.names() if "清炒时蔬" in name]

    pad.close()
    with sqlite3.connect(venue.folder / "801平板.db") as kept:
        kinds = {kind for (kind,) in kept.execute("SELECT kind FROM rows")}
        waiting = kept.execute("SELECT count(*) FROM outbox").fetchone()
    assert kinds.isdisjoint({"orders", "batches", "lines", "stays", "service_calls"}), kinds
    assert waiting == (0,)


def test_two_rooms_swap_and_each_order_goes_with_its_guest(venue: Venue, desk: Desk) -> None:
    pad = venue.pair("pad", "pad_app", "801平板", room="801")
    kitchen = venue.pair("kitchen", "kds_app", "主灶屏", "--speech", "silent")
    ours = desk.order("水饺", "801", 2)
    theirs = desk.order("红烧肉", "805")
    pad.tap("tabOrder", timeout=30.0)
    pad.see("pill-水饺")
    dumplings = line_of(kitchen, "水饺")

    desk.post(f"/v1/stays/{ours['stay_id']}/swap", {"with_stay_id": theirs["stay_id"]})

    pad.see_no("pill-水饺")  # other people now: the pad is back at the menu
    pad.tap("tabOrder")
    pad.see("pill-红烧肉")
    pad.see_no("pill-水饺")
    head = f"head-{ours['id']}"
    wait_until(lambda: "805" in str(kitchen.read(head, "label")), what="the ticket of 805")
    kitchen.tap(f"moveAck-{ours['id']}")
    kitchen.see_no(f"moveAck-{ours['id']}")
    kitchen.tap(dumplings)
    kitchen.see_value(dumplings, "lineState", "cooking")
    rooms = {order["id"]: order["room"]["name"] for order in desk.orders()}
    assert rooms == {ours["id"]: "805", theirs["id"]: "801"}


def test_a_late_clean_never_reaches_the_next_guest(desk: Desk) -> None:
    """It waited on a waiter's terminal while the desk let somebody else in."""
    room = desk.room("801")
    first = desk.post(f"/v1/rooms/{room}/check-in")["stay"]
    desk.post(f"/v1/rooms/{room}/leave", {"stay_id": first["id"]})
    desk.post(f"/v1/rooms/{room}/clean", {"stay_id": first["id"]})
    second = desk.post(f"/v1/rooms/{room}/check-in")["stay"]

    late = desk.try_to(f"/v1/rooms/{room}/clean", {"stay_id": first["id"]})
    assert (late.status_code, late.json()["code"]) == (409, "stay.changed")
    open_stays = desk.get("/v1/stays?state=open")["items"]
    assert [stay["id"] for stay in open_stays] == [second["id"]]
