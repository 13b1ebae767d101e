"""Signing in at a new device with a code by text: off at first, once a device, and hard to guess."""

import re
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from common.domain.ids import BrandId
from common.domain.sign_in_codes import LASTS, TRIES
from server.shop.for_sms import ShopBrands
from server.sms.message_repository import MESSAGES
from server.sms.purchases import PaymentStatus
from tests.support.api import Api, Terminal, problem
from tests.support.sms_till import Counter

PIN = "271828"
TYPED, PHONE, SHOWN = "138 1234 5678", "+8613812345678", "138****5678"
SECOND = timedelta(seconds=1)


class Door:
    """The shop's cashier before terminals, with a code asked for at new ones."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.manager = api.as_manager()

    async def buy(self, units: int) -> None:
        """And the lane of codes stands still: the tests read what waits there."""
        shop = (await self.manager.get("/v1/me")).json()["shop_id"]
        brand = self.api.units.run_read(lambda session: ShopBrands(session).brand_of(shop))
        counter = Counter(self.api.units, self.api.clock)
        counter.order(BrandId(brand), "pay-9", units)
        counter.hear("pay-9", PaymentStatus.PAID)
        await self.manager.post("/v1/sms/lanes/code-single/pause", {"why": "维护"})

    async def open(self) -> None:
        staff = f"/v1/staff/{self.api.staff('cashier')}"
        await self.manager.put(f"{staff}/pin", {"pin": PIN})
        answer = await self.manager.put(f"{staff}/phone", {"phone": TYPED})
        assert answer.json()["phone"] == SHOWN
        answer = await self.manager.put("/v1/staff/sign-in-codes", {"is_on": True})
        assert answer.json()["is_on"] is True

    async def sign_in(
        self, desk: Terminal | None = None, code: str | None = None, pin: str = PIN
    ) -> httpx.Response:
        body = {"shop_id": self.api.shop_id(), "login": "cashier", "pin": pin}
        terminal = desk or self.api.as_nobody()
        return await terminal.post("/v1/staff/sign-in", body | ({"code": code} if code else {}))

    def texts(self) -> list[str]:
        query = select(MESSAGES.c.text).order_by(MESSAGES.c.id)
        return self.api.units.run_read(lambda session: list(session.scalars(query)))

    def code(self) -> str:
        found = re.search(r"\d{6}", self.texts()[-1])
        assert found is not None, self.texts()[-1]
        return found[0]


async def opened(api: Api, credits: int = 10) -> Door:
    door = Door(api)
    await door.buy(credits)
    await door.open()
    return door


@pytest.fixture
async def door(sqlite_api: Api) -> Door:
    return await opened(sqlite_api)


def another(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


async def test_a_new_device_asks_for_a_code_once(api: Api) -> None:
    door = await opened(api)
    desk = door.api.as_cashier()
    facts = problem(await door.sign_in(desk), 403, "staff.code_needed")
    assert facts == {"phone": SHOWN, "expires_in_s": 300}
    assert re.fullmatch(r"【.+】登录验证码\d{6},5分钟内有效,请勿告诉他人。", door.texts()[-1])
    code = door.code()
    wrong = problem(await door.sign_in(desk, another(code)), 403, "staff.code_wrong")
    assert wrong == {"tries_left": TRIES - 1}
    assert (await door.sign_in(desk, code)).status_code == 200
    assert (await door.sign_in(desk)).status_code == 200  # it is known from now on
    capped = await door.sign_in(door.api.as_cashier())  # another one is not
    problem(capped, 429, "sms.capped")  # but no phone gets two codes within a minute
    assert capped.headers["retry-after"] == "60"


async def test_off_as_it_is_at_first_nobody_is_asked(door: Door) -> None:
    assert (await door.manager.get("/v1/staff/sign-in-codes")).json()["is_on"] is True
    await door.manager.put("/v1/staff/sign-in-codes", {"is_on": False})
    desk = door.api.as_cashier()
    assert (await door.sign_in(desk)).status_code == 200
    await door.manager.put("/v1/staff/sign-in-codes", {"is_on": True})
    assert (await door.sign_in(desk)).status_code == 200  # they were there before: no lock-out
    assert door.texts() == []


async def test_who_has_no_phone_signs_in_as_before(door: Door) -> None:
    await door.manager.put(f"/v1/staff/{door.api.staff('cashier')}/phone", {"phone": None})
    assert (await door.sign_in(door.api.as_cashier())).status_code == 200


async def test_without_a_terminal_it_is_asked_each_time(door: Door) -> None:
    for _ in range(2):
        problem(await door.sign_in(), 403, "staff.code_needed")
        assert (await door.sign_in(code=door.code())).status_code == 200
        door.api.clock.advance(timedelta(minutes=2))
    assert len(door.texts()) == 2


async def test_a_second_tap_sends_no_second_text(door: Door) -> None:
    desk = door.api.as_cashier()
    for _ in range(3):
        problem(await door.sign_in(desk), 403, "staff.code_needed")
    assert len(door.texts()) == 1
    door.api.clock.advance(timedelta(seconds=61))
    first = door.code()
    problem(await door.sign_in(desk), 403, "staff.code_needed")
    assert len(door.texts()) == 2
    if door.code() != first:  # one in a million
        problem(await door.sign_in(desk, first), 403, "staff.code_wrong")
    assert (await door.sign_in(desk, door.code())).status_code == 200


async def test_a_code_is_good_for_five_minutes_and_once(door: Door) -> None:
    first, second = door.api.as_cashier(), door.api.as_cashier()
    await door.sign_in(first)
    code = door.code()
    problem(await door.sign_in(second, code), 403, "staff.code_wrong")  # it was for another device
    door.api.clock.advance(LASTS - SECOND)
    assert (await door.sign_in(first, code)).status_code == 200
    door.api.clock.advance(timedelta(minutes=2))
    await door.sign_in(second)
    late = door.code()
    door.api.clock.advance(LASTS)
    problem(await door.sign_in(second, late), 403, "staff.code_wrong")


async def test_guessing_ends_after_five_tries(door: Door) -> None:
    desk = door.api.as_cashier()
    await door.sign_in(desk)
    code = door.code()
    left = [
        problem(await door.sign_in(desk, another(code)), 403, "staff.code_wrong")["tries_left"]
        for _ in range(TRIES)
    ]
    assert left == [4, 3, 2, 1, 0]
    problem(await door.sign_in(desk, code), 403, "staff.code_wrong")  # the right one too


async def test_without_the_pin_no_code_is_sent(door: Door) -> None:
    problem(await door.sign_in(door.api.as_cashier(), pin="000000"), 401, "auth.pin")
    assert door.texts() == []


async def test_codes_that_are_asked_for_do_not_count_as_wrong_pins(door: Door) -> None:
    desk = door.api.as_cashier()
    for _ in range(8):
        problem(await door.sign_in(desk), 403, "staff.code_needed")


async def test_without_credit_the_desk_says_so_and_known_devices_go_on(
    sqlite_api: Api,
) -> None:
    api = sqlite_api
    door = await opened(api, credits=1)
    known = api.as_cashier()
    await door.sign_in(known)
    assert (await door.sign_in(known, door.code())).status_code == 200
    api.clock.advance(timedelta(minutes=2))
    problem(await door.sign_in(api.as_cashier()), 402, "sms.insufficient")
    assert (await door.sign_in(known)).status_code == 200


async def test_code_and_number_are_kept_where_nobody_reads_them(door: Door) -> None:
    desk = door.api.as_cashier()
    await door.sign_in(desk)
    people = (await door.manager.get("/v1/staff")).text + (await door.manager.get("/v1/audit")).text
    assert SHOWN in people
    assert "12345678" not in people
    kept = door.api.everything().tables
    assert door.code() not in repr({k: v for k, v in kept.items() if k != "sms_message"})


async def test_what_is_no_phone_and_no_code_is_refused_by_name(door: Door) -> None:
    path = f"/v1/staff/{door.api.staff('cashier')}/phone"
    for phone in ("", "12345", "010-88886666", "+1 202 555 0100", "x" * 41):
        answer = await door.manager.put(path, {"phone": phone})
        assert (answer.status_code, answer.json()["facts"]["field"]) == (422, "$.phone"), phone
    for code in ("12345", "1234567", "abcdef", "123456\n"):
        assert problem(await door.sign_in(code=code), 422, "body.invalid")["field"] == "$.code"


async def test_a_cashier_turns_nothing_on(door: Door) -> None:
    desk = door.api.as_cashier()
    problem(await desk.put("/v1/staff/sign-in-codes", {"is_on": False}), 403, "role.forbidden")
    problem(await desk.get("/v1/staff/sign-in-codes"), 403, "role.forbidden")
