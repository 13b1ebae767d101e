"""What every provider of text messages must do, run by our client against the simulator's process.

Each story ends with what the simulator's own ledger counted: that is the truth about who got what.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest

from common.domain.errors import GatewayRefused, GatewayTimeout
from common.domain.sms_receipts import Receipt, Verdict
from server.gateways.sms import exchange
from server.gateways.sms.chuanglan import Chuanglan
from server.gateways.sms.chuanglan_codes import CODES, Answer
from server.gateways.sms.port import (
    Accepted,
    BatchSms,
    Busy,
    Halted,
    Outcome,
    Permit,
    Refused,
    SingleSms,
    SmsProvider,
    Unknown,
)
from tests.support.carrier import SimulatedCarrier
from tests.support.network import free_port
from tests.support.waiting import until

PHONE = "+8613800138000"
TEXT = "【云麓汤泉】您的水饺好了，请到取餐口"

Send = Callable[[SmsProvider, str, Permit], Awaitable[Outcome]]


async def one(provider: SmsProvider, ref: str, permit: Permit) -> Outcome:
    return await provider.send_single(SingleSms(ref, PHONE, TEXT), permit)


async def many(provider: SmsProvider, ref: str, permit: Permit) -> Outcome:
    phones = (PHONE, "+8613900139000", "+8613700137000")
    return await provider.send_batch(BatchSms(ref, phones, TEXT), permit)


@pytest.fixture
async def provider(carrier: SimulatedCarrier) -> AsyncIterator[Chuanglan]:
    client = carrier.client()
    yield client
    await client.close()


@pytest.fixture(params=[one, many], ids=["single", "batch"])
def send(request: pytest.FixtureRequest) -> Send:
    chosen: Send = request.param
    return chosen


def got(carrier: SimulatedCarrier, ref: str) -> int:
    """Phones of the request that the simulator has."""
    return len(carrier.accepted(ref))


@pytest.fixture
def ref(request: pytest.FixtureRequest) -> str:
    """One of its own for every test: the ledger is never emptied."""
    return f"r{abs(hash(request.node.nodeid)):x}"[:36]


# ── sending ──────────────────────────────────────────────────────────────────────────────────────


def test_the_client_is_a_provider(provider: Chuanglan) -> None:
    assert isinstance(provider, SmsProvider)
    assert provider.is_simulated


async def test_accepted_once_for_each_phone_and_named_by_text(
    provider: Chuanglan, carrier: SimulatedCarrier, send: Send, ref: str
) -> None:
    outcome = await send(provider, ref, Permit())
    assert isinstance(outcome, Accepted)
    phones = carrier.accepted(ref)
    assert {row["msgid"] for row in phones} == {outcome.provider_msg_id}
    assert outcome.provider_msg_id.startswith("0")  # a number would have lost it
    assert phones[0]["phone"] == "13800138000"
    assert len({row["phone"] for row in phones}) == len(phones)


@pytest.mark.parametrize("code", sorted(CODES))
async def test_every_code_has_the_outcome_of_its_table_and_nobody_gets_anything(
    provider: Chuanglan, carrier: SimulatedCarrier, code: str
) -> None:
    carrier.fault("refuse", code=code)
    outcome = await one(provider, f"code-{code}", Permit())
    match CODES[code].answer:
        case Answer.FAIL:
            assert outcome == Refused(code, CODES[code].why)
        case Answer.BUG:
            assert outcome == Refused(code, CODES[code].why, alarm=True)
        case Answer.WAIT:
            assert outcome == Busy(code, CODES[code].why, CODES[code].retry_after_s)
        case Answer.HALT:
            assert outcome == Halted(code, CODES[code].why)
    assert got(carrier, f"code-{code}") == 0


async def test_an_unknown_code_is_a_failure_that_somebody_looks_at(
    provider: Chuanglan, carrier: SimulatedCarrier
) -> None:
    carrier.fault("refuse", code="999")
    outcome = await one(provider, "code-999", Permit())
    assert isinstance(outcome, Refused)
    assert (outcome.code, outcome.alarm) == ("999", True)


@pytest.mark.parametrize(
    ("kind", "has_it"),
    [("cut_before", False), ("cut_after", True), ("garble", True), ("no_id", True), ("hang", True)],
)
async def test_without_a_readable_answer_we_do_not_know(
    provider: Chuanglan, carrier: SimulatedCarrier, send: Send, kind: str, has_it: bool, ref: str
) -> None:
    carrier.fault(kind)
    outcome = await send(provider, ref, Permit(within_s=0.4 if kind == "hang" else 10))
    assert isinstance(outcome, Unknown)
    assert bool(got(carrier, ref)) is has_it


async def test_nobody_at_home_is_busy_and_not_unknown(send: Send) -> None:
    from server.gateways.sms.embedded import simulated

    for url in (f"http://127.0.0.1:{free_port()}", "http://nobody.invalid"):
        provider = simulated(url, "")
        outcome = await send(provider, "r", Permit())
        await provider.close()
        assert isinstance(outcome, Busy)
        assert outcome.code == "unreachable"


async def test_a_lease_that_ran_out_sends_no_byte(
    provider: Chuanglan, carrier: SimulatedCarrier, send: Send, ref: str
) -> None:
    before = carrier.counts()
    outcome = await send(provider, ref, Permit(may_begin=lambda: False))
    assert isinstance(outcome, Busy)
    assert outcome.code == "not_begun"
    assert carrier.counts() == before
    assert isinstance(await send(provider, ref, Permit()), Accepted)  # the connection still serves


async def test_the_permit_is_asked_once_after_the_connection_stands(
    provider: Chuanglan, carrier: SimulatedCarrier, ref: str
) -> None:
    asked: list[int] = []

    def may_begin() -> bool:
        asked.append(got(carrier, ref))
        return True

    await one(provider, ref, Permit(may_begin=may_begin))
    assert asked == [0]


async def test_a_pool_that_hangs_holds_up_no_other(
    provider: Chuanglan, carrier: SimulatedCarrier
) -> None:
    carrier.fault("hang", times=None, uid="slow-")
    hanging = [
        asyncio.create_task(one(provider, f"slow-{n}", Permit(within_s=30, pool="marketing")))
        for n in range(exchange.MOST_CONNECTIONS + 2)
    ]

    def all_hang() -> bool:
        taken = [row for row in carrier.accepted() if row["uid"].startswith("slow-")]
        return len(taken) >= exchange.MOST_CONNECTIONS

    await until(all_hang)
    code = await one(provider, "code-beside", Permit(within_s=5, pool="code"))
    assert isinstance(code, Accepted)
    for each in hanging:
        each.cancel()
    await asyncio.gather(*hanging, return_exceptions=True)


async def test_too_fast_is_told_and_passes(provider: Chuanglan, carrier: SimulatedCarrier) -> None:
    carrier.behave(per_second=2)
    at_once = [one(provider, f"fast-{n}", Permit()) for n in range(8)]
    outcomes = await asyncio.gather(*at_once)
    taken = [each for each in outcomes if isinstance(each, Accepted)]
    assert taken
    assert {each for each in outcomes if each not in taken} == {Busy("103", CODES["103"].why)}
    assert sum(got(carrier, f"fast-{n}") for n in range(8)) == len(taken)

    async def goes() -> bool:
        return isinstance(await one(provider, "fast-again", Permit()), Accepted)

    await until(goes)


# ── what the simulator refuses by itself, as the vendor does ────────────────────────────────────


async def test_what_is_wrong_with_a_request(provider: Chuanglan, carrier: SimulatedCarrier) -> None:
    async def code(phone: str = PHONE, text: str = TEXT) -> str:
        outcome = await provider.send_single(SingleSms("wrong", phone, text))
        assert not isinstance(outcome, Accepted | Unknown), outcome
        return outcome.code

    assert await code(text="没有签名") == "116"
    assert await code(text="【云麓汤泉】" + "好" * 531) == "106"
    assert await code(phone="+8612345") == "107"
    too_many = tuple(f"+86138{n:08d}" for n in range(1001))
    assert await provider.send_batch(BatchSms("wrong", too_many, TEXT)) == Refused(
        "108", CODES["108"].why
    )
    carrier.behave(signatures=["别家"])
    assert await code() == "116"
    carrier.behave(signatures=[], allowed_ips=["10.0.0.1"])
    assert await code() == "117"
    carrier.behave(allowed_ips=[], hours=[0, 0])
    assert await code() == "110"
    carrier.behave(hours=[0, 24], marketing=["simulator"])
    assert await code() == "115"
    assert isinstance(
        await provider.send_single(SingleSms("right", PHONE, TEXT + provider.opt_out)), Accepted
    )
    carrier.behave(marketing=[], balance=0)
    assert await code() == "109"
    assert got(carrier, "wrong") == 0


async def test_another_account_or_password_halts(carrier: SimulatedCarrier) -> None:
    for client, code in (
        (carrier.client_with("wrong"), "102"),
        (carrier.client_with("simulator", account="nobody"), "101"),
    ):
        outcome = await one(client, "stranger", Permit())
        assert isinstance(outcome, Halted)
        assert outcome.code == code
        with pytest.raises(GatewayRefused):
            await client.balance()
        with pytest.raises(GatewayRefused):
            await client.pull_receipts(10)
        await client.close()


# ── receipts by pull ─────────────────────────────────────────────────────────────────────────────


async def pulled(provider: Chuanglan, ref: str, count: int = 1) -> list[Receipt]:
    """The first `count` receipts of one request."""
    found: list[Receipt] = []

    async def are_there() -> bool:
        found.extend(each for each in (await provider.pull_receipts(100)).items if each.ref == ref)
        return len(found) >= count

    await until(are_there)
    return found


async def test_a_receipt_is_told_once_with_our_ref(
    provider: Chuanglan, carrier: SimulatedCarrier, ref: str
) -> None:
    outcome = await one(provider, ref, Permit())
    assert isinstance(outcome, Accepted)
    (receipt,) = await pulled(provider, ref)
    assert (receipt.provider_msg_id, receipt.phone) == (outcome.provider_msg_id, PHONE)
    assert (receipt.verdict, receipt.units) == (Verdict.DELIVERED, 1)
    assert receipt.reported_at is not None
    rest = await provider.pull_receipts(100)
    assert ref not in {each.ref for each in rest.items}


async def test_a_request_in_doubt_is_known_by_its_receipt(
    provider: Chuanglan, carrier: SimulatedCarrier, ref: str
) -> None:
    carrier.fault("cut_after")
    assert isinstance(await many(provider, ref, Permit()), Unknown)
    receipts = await pulled(provider, ref, 3)
    assert len({each.phone for each in receipts}) == 3


async def test_the_faults_of_receipts(
    provider: Chuanglan, carrier: SimulatedCarrier, ref: str
) -> None:
    async def after(kind: str, receipts: int, **more: object) -> list[Receipt]:
        carrier.fault(kind, **more)
        outcome = await one(provider, f"{ref}-{kind}"[:64], Permit())
        assert isinstance(outcome, Accepted)
        return await pulled(provider, f"{ref}-{kind}"[:64], receipts)

    assert len(await after("duplicate", 3, count=3)) == 3
    assert [each.status for each in await after("status", 1, code="MK:0001")] == ["MK:0001"]
    first, then = await after("then", 2, code="UNDELIV", seconds=0.01)
    assert (first.verdict, then.verdict) == (Verdict.DELIVERED, Verdict.UNDELIVERED)
    (longer,) = await after("longer", 1, count=2)
    assert longer.units == 3
    (wrong,) = await after("wrong_id", 1)
    assert wrong.provider_msg_id not in {row["msgid"] for row in carrier.accepted(wrong.ref)}
    carrier.fault("lose")
    await one(provider, f"{ref}-lost", Permit())
    assert got(carrier, f"{ref}-lost") == 1
    (kept,) = await after("late", 1, seconds=0.05)  # the lost one did not come before it
    assert kept.ref.endswith("late")


async def test_a_batch_may_be_told_backwards(
    provider: Chuanglan, carrier: SimulatedCarrier, ref: str
) -> None:
    carrier.fault("shuffle")
    phones = tuple(f"+86138000000{n:02d}" for n in range(10, 20))
    await provider.send_batch(BatchSms(ref, phones, TEXT))
    told = [each.phone for each in await pulled(provider, ref, 10)]
    assert told == sorted(phones, reverse=True)


async def test_a_reply_is_pulled_once(provider: Chuanglan, carrier: SimulatedCarrier) -> None:
    carrier.reply("13800138000", "R")
    (reply,) = (await provider.pull_replies(100)).items
    assert (reply.phone, reply.text) == (PHONE, "R")
    assert (await provider.pull_replies(100)).items == ()


async def test_the_balance_goes_down(provider: Chuanglan, carrier: SimulatedCarrier) -> None:
    before = await provider.balance()
    await many(provider, "balance", Permit())
    assert before - await provider.balance() == 3


async def test_asking_nobody_times_out() -> None:
    from server.gateways.sms.embedded import simulated

    provider = simulated(f"http://127.0.0.1:{free_port()}", "")
    with pytest.raises(GatewayTimeout):
        await provider.pull_receipts(1)
    await provider.close()


# ── what only the simulator's own users need ────────────────────────────────────────────────────


async def test_one_text_with_values_of_each_phone(carrier: SimulatedCarrier) -> None:
    """Chuanglan's other way of sending: nobody is told which phone failed, only how many."""

    async def sent(params: str, msg: str = "【云麓汤泉】{$var}，水饺{$var}份") -> dict[str, str]:
        body = {"account": "simulator", "password": "simulator", "msg": msg, "params": params}
        async with httpx.AsyncClient(base_url=carrier.url, trust_env=False) as http:
            answer = await http.post("/msg/v1/variable/json", json={**body, "uid": "variable"})
        said: dict[str, str] = answer.json()
        return said

    both = await sent("13800138000,王先生,2;13900139000,李女士,3;123,nobody,1")
    assert (both["code"], both["successNum"], both["failNum"]) == ("0", "2", "1")
    texts = [row["text"] for row in carrier.accepted("variable")]
    assert texts == ["【云麓汤泉】王先生，水饺2份", "【云麓汤泉】李女士，水饺3份"]
    assert (await sent("13800138000,王先生"))["code"] == "114"
    assert (await sent(""))["code"] == "114"
