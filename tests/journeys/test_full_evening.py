"""A full evening: twelve rooms and ten hand tags, three pads, two kitchens, two desks, all at once.

Everybody works on a thread of their own against one real server. In the end nobody owes anything,
no room is taken, and the shift's report equals what the journal says happened to the bills.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Final

import pytest
from sqlalchemy import select

from common.domain.bill_rows import BillRow, PaymentMethod
from common.domain.ids import ShopId
from common.domain.streams import cashier as cashier_stream
from common.wire.codec import decode
from common.wire.events import EventBody
from server.db.journal import JournalRow
from server.entry.demo.venue import Venue
from tests.support.venues import Desk, Json
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.xdist_group("venue"), pytest.mark.timeout(240)]

ROOMS: Final = [str(number) for number in range(801, 813)]
TAGS: Final = [str(number) for number in range(101, 111)]
PAD_ROOMS: Final = ("801", "805", "809")
DISHES: Final = ("可乐", "水饺", "红烧肉", "矿泉水")
METHODS: Final = tuple(PaymentMethod)
FLOAT_FEN: Final = 200_00
FORWARD: Final = {"waiting": "start", "cooking": "finish", "ready": "notify", "notified": "pick-up"}


class Evening:
    """The two desks with their people, the pads, the kitchens; `rng` of each party is seeded."""

    def __init__(self, venue: Venue) -> None:
        pin = venue.command_line("staff-pin", "--shop", "demo", "--login", "cashier").strip()
        self.desks = [Desk(venue, "cashier"), Desk(venue, "cashier")]
        self.pads = [Desk(venue, "pad", room) for room in PAD_ROOMS]
        self.kitchens = [Desk(venue, "kitchen"), Desk(venue, "kitchen")]
        self.waiter = Desk(venue, "waiter")
        self.is_over = threading.Event()
        for desk in self.desks:
            desk.sign_in("cashier", pin)

    def play(self) -> None:
        self.desks[0].post("/v1/shifts", {"float_fen": FLOAT_FEN})
        guests = [*ROOMS, *TAGS]
        with ThreadPoolExecutor(8) as threads:
            cooking = [threads.submit(self.cook, each) for each in (*self.kitchens, self.waiter)]
            served = [
                threads.submit(self.serve, desk, guests[number::2], number)
                for number, desk in enumerate(self.desks)
            ]
            ordering = [threads.submit(self.order_at, pad) for pad in self.pads]
            try:
                for each in (*ordering, *served):
                    each.result()
            finally:
                self.is_over.set()
            for each in cooking:
                each.result()

    def close(self) -> None:
        for each in (*self.desks, *self.pads, *self.kitchens, self.waiter):
            each.close()

    # ── the guests ──────────────────────────────────────────────────────────────────────────────

    def order_at(self, pad: Desk) -> None:
        """A guest in the room orders twice and changes their mind once."""
        rng = random.Random(int(pad.get("/v1/me")["room_id"][-4:], 16))
        for _ in range(2):
            pad.post("/v1/orders", {"lines": [wanted(pad, rng), wanted(pad, rng)]})
        last = pad.post("/v1/orders", {"lines": [wanted(pad, rng)]})
        line = last["batches"][-1]["lines"][0]
        pad.try_to(f"/v1/lines/{line['id']}/cancel")  # a quick cook may have been first

    def serve(self, desk: Desk, guests: Sequence[str], seed: int) -> None:
        """Every guest of this desk: in, fed, charged, paid, out; a few of them at a time."""
        rng = random.Random(seed)
        present = [self.receive(desk, name, rng) for name in guests]
        for name, stay in present:
            if name in PAD_ROOMS or rng.random() < 0.8:
                lines = [wanted(desk, rng) for _ in range(rng.randint(1, 3))]
                desk.post("/v1/orders", {"stay_id": stay, "lines": lines})
            desk.post(
                f"/v1/stays/{stay}/charges",
                {"name": "房费", "amount_fen": rng.randint(80_00, 300_00)},
            )
        for name, stay in present:
            self.settle(desk, stay, rng)
            if name in ROOMS:
                desk.post(f"/v1/stays/{stay}/leave")
                desk.post(f"/v1/rooms/{desk.room(name)}/clean", {"stay_id": stay})
            else:
                desk.post(f"/v1/stays/{stay}/close", {"stay_id": stay})

    def receive(self, desk: Desk, name: str, rng: random.Random) -> tuple[str, str]:
        guests = {"guests": rng.randint(1, 4)}
        if name in TAGS:
            body = desk.post("/v1/stays", {"hand_tags": [name], **guests})
        else:  # a pad may have been quicker: then its walk-in is adopted
            body = desk.post(f"/v1/rooms/{desk.room(name)}/check-in", guests)
        return name, body["stay"]["id"]

    def settle(self, desk: Desk, stay: str, rng: random.Random) -> None:
        """Everything delivered; discounts, split payments, a refund with its dish; then balance 0."""
        wait_until(lambda: not unfinished(desk, stay), 90.0, "everything was delivered")
        bill = bill_of(desk, stay)
        if rng.random() < 0.4:
            off = {"kind": "round_off", "amount": 100, "reason": "抹零"}
            bill = desk.post(f"/v1/stays/{stay}/adjustments", off)
        parts = rng.randint(1, 3)
        while bill["balance_fen"] > 0:
            due = bill["balance_fen"]
            fen = due if parts <= 1 else rng.randint(1, due)
            method = rng.choice(METHODS)
            body: Json = {"method": method.value, "amount_fen": fen}
            if method is PaymentMethod.CASH:
                body["tendered_fen"] = fen + rng.choice((0, 0, 500))
            bill = desk.post(f"/v1/stays/{stay}/payments", body)
            parts -= 1
        if rng.random() < 0.5:
            self.give_back(desk, stay, bill, rng)
        assert bill_of(desk, stay)["balance_fen"] == 0

    def give_back(self, desk: Desk, stay: str, bill: Json, rng: random.Random) -> None:
        """A dish that was not right: its money back; or the wrong method: all back, paid anew."""
        payment = rng.choice(bill["bill"]["payments"])
        items = [x for x in bill["items"] if x["net_fen"] > 0]
        fen = min(50_00, payment["amount_fen"], *(x["net_fen"] for x in items))
        path = f"/v1/payments/{payment['id']}/refunds"
        if rng.random() < 0.5:
            item = rng.choice(items)
            desk.post(path, {"amount_fen": fen, "reason": "退菜", "line_ids": [item["id"]]})
        else:
            after = desk.post(path, {"amount_fen": fen, "reason": "付错方式"})
            desk.post(
                f"/v1/stays/{stay}/payments",
                {"method": "wechat", "amount_fen": after["balance_fen"]},
            )

    # ── the staff ───────────────────────────────────────────────────────────────────────────────

    def cook(self, staff: Desk) -> None:
        """Move on whatever stands there; somebody else may be quicker, which is no mistake."""
        is_waiter = staff is self.waiter
        while not self.is_over.is_set():
            moved = 0
            for line in open_lines(staff):
                step = "deliver" if line["state"] == "picked_up" else FORWARD.get(line["state"])
                if step is not None and (step == "deliver") is is_waiter:
                    moved += staff.try_to(f"/v1/lines/{line['id']}/{step}").is_success
            if not moved:
                self.is_over.wait(0.02)  # nothing on the stove


def test_a_full_evening_ends_with_every_balance_zero_and_a_true_report(venue: Venue) -> None:
    with closing(Evening(venue)) as evening:
        evening.play()
        check(evening, venue)


def check(evening: Evening, venue: Venue) -> None:
    desk = evening.desks[1]
    assert desk.get("/v1/stays?state=open")["items"] == []
    rooms = desk.get("/v1/rooms")["items"]
    assert {x["state"] for x in rooms} == {"vacant"}

    truth = Ledger(venue, desk.get("/v1/me")["shop_id"])
    shift = desk.get("/v1/shifts/current")
    said = {
        x["method"]: (x["payments"], x["taken_fen"], x["refunded_fen"]) for x in shift["methods"]
    }
    assert said == {
        method.value: (
            truth.payments[method.value],
            truth.taken[method.value],
            truth.refunded[method.value],
        )
        for method in PaymentMethod
    }
    assert sum(truth.payments.values()) >= len(ROOMS) + len(TAGS)
    assert sum(truth.refunded.values()) > 0
    assert shift["unsettled"] == []
    day = desk.get("/v1/reports/business-day")
    assert (day["taken_fen"], day["refunded_fen"]) == (
        sum(truth.taken.values()),
        sum(truth.refunded.values()),
    )
    # Every balance is 0: what was sold is what was kept.
    assert day["turnover_fen"] == day["taken_fen"] - day["refunded_fen"]
    assert day["unsettled"] == []

    kept = {x: truth.taken[x] - truth.refunded[x] for x in truth.taken}
    counted = {**kept, "cash": kept.get("cash", 0) + FLOAT_FEN}
    closed = desk.post(f"/v1/shifts/{shift['id']}/close", {"counted": counted})
    assert [x["difference_fen"] for x in closed["methods"]] == [0, 0, 0, 0]


class Ledger:
    """Independent of the reports: what the journal's events say was put on bills, each thing once."""

    def __init__(self, venue: Venue, shop_id: str) -> None:
        self.taken: Counter[str] = Counter()
        self.refunded: Counter[str] = Counter()
        self.payments: Counter[str] = Counter()
        seen: set[str] = set()
        for bill in _bills_in(venue, shop_id):
            for payment in bill.payments:
                if payment.id not in seen:
                    seen.add(payment.id)
                    self.taken[payment.method.value] += payment.amount_fen
                    self.payments[payment.method.value] += 1
                for refund in payment.refunds:
                    if refund.id not in seen:
                        seen.add(refund.id)
                        self.refunded[payment.method.value] += refund.amount_fen


def _bills_in(venue: Venue, shop_id: str) -> Iterator[BillRow]:
    stream = cashier_stream(ShopId(shop_id))
    asked = select(JournalRow.body).where(
        JournalRow.stream == stream, JournalRow.kind == "bill.changed"
    )
    for body in venue.units.run_read(lambda session: session.scalars(asked).all()):
        event = decode(body, EventBody)
        yield from event.put.bills


def wanted(desk: Desk, rng: random.Random) -> Json:
    return {"goods_id": desk.goods(rng.choice(DISHES)), "quantity": rng.randint(1, 3)}


def bill_of(desk: Desk, stay: str) -> Json:
    return desk.get(f"/v1/stays/{stay}/bill")


def lines_of(orders: Sequence[Json]) -> Iterator[Json]:
    return (line for order in orders for batch in order["batches"] for line in batch["lines"])


def unfinished(desk: Desk, stay: str) -> list[Json]:
    orders = desk.get(f"/v1/orders?stay_id={stay}")["items"]
    return [x for x in lines_of(orders) if x["state"] not in ("delivered", "cancelled")]


def open_lines(staff: Desk) -> list[Json]:
    orders = staff.get("/v1/orders?state=open&limit=100")["items"]
    return list(lines_of(orders))
