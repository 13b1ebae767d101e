"""What providers push to us, over HTTP: kept before it is answered, once, and never money by itself."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from server.sms.inbox import RECEIPTS, REPLIES, UNREAD
from tests.support.api import SMS_SECRET, Api, problem

CHUANGLAN = f"/v1/sms/callbacks/chuanglan/{SMS_SECRET}"
TENCENT = f"/v1/sms/callbacks/tencent/{SMS_SECRET}"
REPORT = {
    "receiver": "",
    "pswd": "",
    "msgid": "01704101038362451100000000000001",
    "reportTime": "2603042003",
    "mobile": "13800138000",
    "status": "DELIVRD",
    "notifyTime": "260304200311",
    "statusDesc": "成功",
    "length": "2",
    "uid": "m-1",
}
HEARD, AGAIN = {"clcode": "000000"}, {"clcode": "111111"}


async def pushed(api: Api, path: str, **over: str) -> httpx.Response:
    return await api.as_nobody().get(path, params=REPORT | over)


def rows(api: Api, table: Any) -> list[Any]:  # Any: a table and its rows
    found = select(table).order_by(table.c.id)
    return api.units.run_read(lambda session: list(session.execute(found)))


async def test_a_receipt_is_kept_and_then_answered(api: Api) -> None:
    answer = await pushed(api, f"{CHUANGLAN}/report")
    assert (answer.status_code, answer.json()) == (200, HEARD)
    assert answer.headers["content-type"] == "application/json"
    (row,) = rows(api, RECEIPTS)
    assert (row.provider, row.msgid, row.phone) == ("chuanglan", REPORT["msgid"], "+8613800138000")
    assert (row.status, row.told, row.units, row.ref) == ("DELIVRD", "成功", 2, "m-1")


async def test_however_often_and_however_it_comes_it_is_one_row(api: Api) -> None:
    for _ in range(3):
        assert (await pushed(api, f"{CHUANGLAN}/report")).json() == HEARD
    by_body = await api.as_nobody().post(f"{CHUANGLAN}/report", REPORT, key="")
    assert by_body.json() == HEARD
    assert len(rows(api, RECEIPTS)) == 1


async def test_another_status_of_the_same_phone_is_another_row(api: Api) -> None:
    await pushed(api, f"{CHUANGLAN}/report")
    await pushed(api, f"{CHUANGLAN}/report", status="UNDELIV")
    assert [row.status for row in rows(api, RECEIPTS)] == ["DELIVRD", "UNDELIV"]
    assert len({row.lane for row in rows(api, RECEIPTS)}) == 1


@pytest.mark.parametrize(
    "path",
    [
        f"/v1/sms/callbacks/chuanglan/{SMS_SECRET[:-1]}x/report",
        "/v1/sms/callbacks/chuanglan/x/mo",
        f"/v1/sms/callbacks/nobody/{SMS_SECRET}/report",
        f"/v1/sms/callbacks/simulator/{SMS_SECRET}/report",  # no secret was set for it
    ],
)
async def test_forged_it_is_not_found_and_nothing_is_kept(sqlite_api: Api, path: str) -> None:
    async with sqlite_api.nothing_changes():
        for answer in (
            await pushed(sqlite_api, path),
            await sqlite_api.as_nobody().post(path, REPORT, key=""),
        ):
            problem(answer, 404, "sms.provider_unknown")


async def test_what_cannot_be_read_is_asked_for_again_and_kept_for_look_up(api: Api) -> None:
    nobody = api.as_nobody()
    cut = '{"msgid": "01704101", "mobile"'
    for _ in range(2):
        answer = await nobody.send(
            "POST", f"{CHUANGLAN}/report", key="", content=cut, headers={"Content-Type": "text/plain"}
        )  # fmt: skip
        assert (answer.status_code, answer.json()) == (200, AGAIN)
    assert (await nobody.get(f"{CHUANGLAN}/report")).json() == AGAIN
    assert rows(api, RECEIPTS) == []
    first, second = rows(api, UNREAD)
    assert (first.provider, first.what, first.raw) == ("chuanglan", "report", cut)
    assert second.why == "nothing in it"


async def test_a_push_that_is_too_large_is_refused(sqlite_api: Api) -> None:
    async with sqlite_api.nothing_changes():
        answer = await sqlite_api.as_nobody().post(
            f"{CHUANGLAN}/report", {**REPORT, "x": "x" * 1_100_000}, key=""
        )
        problem(answer, 413, "body.too_large")


async def test_another_provider_is_answered_in_its_own_words(api: Api) -> None:
    told = {
        "user_receive_time": "2026-03-04 20:03:04",
        "nationcode": "86",
        "mobile": "13800138000",
        "report_status": "FAIL",
        "errmsg": "MK:0001",
        "description": "空号",
        "sid": "0029:7781624",
    }
    answer = await api.as_nobody().post(f"{TENCENT}/report", [told, {"sid": "x"}], key="")
    assert answer.json() == {"result": 0, "errmsg": "OK"}
    (row,) = rows(api, RECEIPTS)
    assert (row.provider, row.msgid, row.status) == ("tencent", "0029:7781624", "FAIL")
    assert len(rows(api, UNREAD)) == 1  # the half one took the whole one not with it


async def test_a_reply_is_kept_once_and_one_that_refuses_is_marked(api: Api) -> None:
    for text in ("几点关门", "R", "R"):
        reply = {"mobile": "13800138000", "moTime": "2603042003", "messageContent": text}
        answer = await api.as_nobody().get(f"{CHUANGLAN}/mo", params=reply)
        assert answer.json() == HEARD
    assert [(row.text, row.stops) for row in rows(api, REPLIES)] == [
        ("几点关门", False),
        ("R", True),
    ]


async def test_the_secret_and_the_phone_are_in_no_log(
    sqlite_api: Api, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        await pushed(sqlite_api, f"{CHUANGLAN}/report")
    said = [vars(record) for record in caplog.records if record.name.startswith("server")]
    assert said
    assert SMS_SECRET not in repr(said)
    assert "13800138000" not in repr(said)


async def test_staff_see_that_messages_are_simulated(sqlite_api: Api) -> None:
    answer = await sqlite_api.as_manager().get("/v1/sms/provider")
    assert answer.json() == {"name": "simulator", "is_simulated": True, "opt_out": "拒收请回复R"}
    problem(await sqlite_api.as_pad().get("/v1/sms/provider"), 403, "role.forbidden")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    what=st.sampled_from(["report", "mo"]),
    base=st.sampled_from([CHUANGLAN, TENCENT]),
    query=st.binary(max_size=60),
    body=st.none() | st.binary(max_size=200),
)
async def test_any_bytes_are_answered_as_the_provider_expects(
    sqlite_api: Api, what: str, base: str, query: bytes, body: bytes | None
) -> None:
    """No 500, and never a receipt out of noise; hypothesis chooses the bytes."""
    path = f"{base}/{what}?" + "".join(f"%{byte:02X}" for byte in query if byte)
    method = "GET" if body is None else "POST"
    answer = await sqlite_api.as_nobody().send(method, path, key="", content=body or b"")
    assert answer.status_code == 200, answer.text
    assert answer.json() in (
        HEARD,
        AGAIN,
        {"result": 0, "errmsg": "OK"},
        {"result": 1, "errmsg": "not read"},
    )
    assert rows(sqlite_api, RECEIPTS) == []
