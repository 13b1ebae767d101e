"""The line is cut in the middle of everything, in one direction or in both; work goes on."""

from __future__ import annotations

import pytest

from server.entry.demo.venue import Venue
from tests.support.lines import Line
from tests.support.venues import Desk, line_of, trail_of
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(90)]


def test_an_order_made_offline_arrives_once_and_the_kitchen_works_on_blind(
    venue: Venue, desk: Desk, line: Line
) -> None:
    kitchen = venue.pair("kitchen", "kds_app", "主灶屏", "--speech", "silent", url=line.url)
    pad = venue.pair("pad", "pad_app", "801平板", room="801", url=line.url)
    kitchen.see("kitchen", timeout=30.0)
    desk.order("红烧肉", "801")
    pork = line_of(kitchen, "红烧肉")
    pad.see("tabMenu", timeout=30.0)

    line.cut()
    pad.tap("tabMenu")
    pad.tap("category-水饺面点")
    pad.tap("add-水饺")
    pad.tap("placeOrder")
    pad.see_text("when-1", "还没送到厨房")
    kitchen.tap(pork)
    kitchen.see_value(pork, "lineState", "cooking")
    kitchen.see_value("chipUnsent", "value", "1 条")
    kitchen.see_value("banner-link", "kind", "offline", timeout=20.0)
    assert len(desk.orders()[0]["batches"]) == 1

    line.mend()
    dumplings = line_of(kitchen, "水饺")
    kitchen.see_no("banner-link", timeout=20.0)
    pad.see_value("pill-水饺", "lineState", "received")
    pad.see_value("pill-红烧肉", "lineState", "cooking")
    (order,) = desk.orders()
    assert [len(batch["lines"]) for batch in order["batches"]] == [1, 1]
    assert [what for what, _ in trail_of(venue, _id(pork))] == ["start"]
    assert trail_of(venue, _id(dumplings)) == []


def test_an_answer_that_was_lost_on_the_way_is_asked_for_again(
    venue: Venue, desk: Desk, line: Line
) -> None:
    """The server carried it out and nobody heard: sent again, it is told and not done twice."""
    pad = venue.pair("pad", "pad_app", "801平板", room="801", url=line.url)
    pad.tap("beginOrdering", timeout=30.0)
    pad.tap("category-酒水")
    pad.tap("add-可乐")
    line.swallow_answers()
    pad.tap("placeOrder")
    wait_until(lambda: len(desk.orders()) == 1, what="the order at the server")
    pad.see_value("pill-可乐", "lineState", "unsent")

    line.cut()
    line.mend()
    pad.see_value("pill-可乐", "lineState", "placed", timeout=20.0)
    (order,) = desk.orders()
    assert [len(batch["lines"]) for batch in order["batches"]] == [1]


def _id(line: str) -> str:
    return line.removeprefix("line-")
