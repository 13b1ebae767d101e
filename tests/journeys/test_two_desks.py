"""Two desks at one counter: the same bill at the same moment, and mistakes that are put right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import httpx
import pytest

from server.entry.demo.venue import Venue
from tests.support.venues import Desk, Json

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(120)]

ROUNDS = 12
Ask = Callable[[], httpx.Response]


@pytest.fixture
def other(venue: Venue) -> Iterator[Desk]:
    desk = Desk(venue, "cashier")
    yield desk
    desk.close()


def manager_at(venue: Venue, desk: Desk) -> None:
    pin = venue.command_line("staff-pin", "--shop", "demo", "--login", "manager").strip()
    desk.sign_in("manager", pin)


def at_once(*asks: Ask) -> list[httpx.Response]:
    start = Barrier(len(asks))

    def one(ask: Ask) -> httpx.Response:
        start.wait()
        return ask()

    with ThreadPoolExecutor(len(asks)) as threads:
        return list(threads.map(one, asks))


def test_one_bill_at_two_desks_at_the_same_moment_is_paid_once(
    venue: Venue, desk: Desk, other: Desk
) -> None:
    desk.post("/v1/shifts", {"float_fen": 0})
    for number in range(ROUNDS):
        stay = desk.post("/v1/stays", {"hand_tags": [f"R{number}"]})["stay"]["id"]
        desk.post(f"/v1/stays/{stay}/charges", {"name": "房费", "amount_fen": 198_00})
        path = f"/v1/stays/{stay}/payments"
        cash: Json = {"method": "cash", "amount_fen": 198_00, "tendered_fen": 200_00}
        wechat: Json = {"method": "wechat", "amount_fen": 198_00}
        answers = at_once(_paying(desk, path, cash), _paying(other, path, wechat))
        assert sorted(x.status_code for x in answers) == [201, 409]
        (lost,) = (x for x in answers if x.status_code == httpx.codes.CONFLICT)
        assert lost.json()["code"] == "payment.exceeds_balance"
        bill = desk.get(f"/v1/stays/{stay}/bill")
        assert (bill["balance_fen"], len(bill["bill"]["payments"])) == (0, 1)
        desk.post(f"/v1/stays/{stay}/close", {"stay_id": stay})
    shift = other.get("/v1/shifts/current")
    assert sum(x["taken_fen"] for x in shift["methods"]) == ROUNDS * 198_00
    assert sum(x["payments"] for x in shift["methods"]) == ROUNDS


def _paying(desk: Desk, path: str, body: Json) -> Ask:
    return lambda: desk.try_to(path, body)


def test_a_mistaken_clean_is_undone_with_everything_that_it_ended(
    venue: Venue, desk: Desk, other: Desk
) -> None:
    stay = desk.post("/v1/stays", {"room_id": desk.room("803"), "guests": 2})["stay"]["id"]
    order = desk.order("水饺", "803", 2)
    desk.post(f"/v1/stays/{stay}/charges", {"name": "房费", "amount_fen": 88_00})
    desk.post("/v1/shifts", {"float_fen": 0})
    owed = desk.get(f"/v1/stays/{stay}/bill")["balance_fen"]
    room = f"/v1/rooms/{desk.room('803')}"
    refused = other.try_to(f"{room}/clean", {"stay_id": stay})
    assert refused.json()["code"] == "room.unfinished"
    other.post(f"{room}/clean", {"stay_id": stay, "force": True, "reason": "看错房号"})
    (open_money,) = desk.get("/v1/shifts/current")["unsettled"]
    assert (open_money["place"], open_money["reason"]) == ("803", "看错房号")

    why = {"reason": "看错房号"}
    assert other.try_to(f"/v1/stays/{stay}/reopen", why).json()["code"] == "manager.required"
    manager_at(venue, desk)
    body = desk.post(f"/v1/stays/{stay}/reopen", why)
    assert (body["stay"]["state"], body["room"]["state"]) == ("open", "occupied")
    again = desk.get(f"/v1/orders/{order['id']}")
    assert (again["state"], again["number"]) == ("open", order["number"])
    assert [x["state"] for x in again["batches"][0]["lines"]] == ["waiting"]
    assert desk.get(f"/v1/stays/{stay}/bill")["balance_fen"] == owed
    assert desk.get("/v1/shifts/current")["unsettled"] == []


def test_a_batch_for_the_wrong_room_goes_to_the_right_guest_with_its_price(
    desk: Desk, other: Desk
) -> None:
    wrong = desk.post("/v1/stays", {"room_id": desk.room("804")})["stay"]["id"]
    right = other.post("/v1/stays", {"room_id": desk.room("806")})["stay"]["id"]
    kept = desk.order("可乐", "804")
    mistaken = desk.order("红烧肉", "804")
    batch = mistaken["batches"][-1]
    price = batch["lines"][0]["price_fen"]
    before = desk.get(f"/v1/stays/{wrong}/bill")["balance_fen"]
    moved = other.post(
        f"/v1/batches/{batch['id']}/transfer", {"stay_id": right, "reason": "点错房间"}
    )
    (line,) = moved["batches"][-1]["lines"]
    assert [x["text"] for x in line["marks"]] == ["804→806"]  # the cook acknowledges it
    assert desk.get(f"/v1/stays/{right}/bill")["balance_fen"] == price
    assert desk.get(f"/v1/stays/{wrong}/bill")["balance_fen"] == before - price
    left = desk.get(f"/v1/orders/{kept['id']}")
    assert [x["name"] for b in left["batches"] for x in b["lines"]] == ["可乐"]
