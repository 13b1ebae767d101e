"""One guest's evening on a real pad, a real kitchen display and a real calling screen."""

from pathlib import Path

import pytest

from server.entry.demo.evening import Evening
from server.entry.demo.telling import Telling
from server.entry.demo.venue import Venue
from tests.journeys.conftest import SHANGHAI
from tests.support.venues import Desk

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(90)]


def test_an_evening_from_check_in_to_clean(tmp_path: Path) -> None:
    """The demo's own evening, which checks each of its steps; here is what must remain of it."""
    with Venue(tmp_path / "venue", arguments=("--reduce-motion",)) as venue:
        Evening(venue, tmp_path, Telling(SHANGHAI)).play()
        desk = Desk(venue, "cashier")
        (order,) = desk.get("/v1/orders?state=completed")["items"]
        assert desk.get("/v1/orders?state=open")["items"] == []
        desk.close()

    states = [line["state"] for batch in order["batches"] for line in batch["lines"]]
    assert order["number"] == 1
    assert sorted(states) == ["cancelled", "delivered", "delivered", "delivered"]
    assert (tmp_path / "04-ordered-kitchen.png").exists()
