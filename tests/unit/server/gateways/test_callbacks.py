"""What providers push, read from samples recorded after their documents, and from anything else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.domain.sms_receipts import STATUSES, Receipt, Reply, Verdict
from server.gateways.sms.chuanglan_pushes import ChuanglanCallbacks
from server.gateways.sms.port import Push, SmsCallbacks
from server.gateways.sms.reading import e164, national
from server.gateways.sms.tencent import TencentCallbacks

SAMPLES = Path(__file__).with_name("samples")
CHUANGLAN = ChuanglanCallbacks("chuanglan", STATUSES["chuanglan"])
TENCENT = TencentCallbacks()
EVERYBODY = (CHUANGLAN, TENCENT)

# As the vendor's document shows it: empty values keep their names, the words are URL-encoded UTF-8.
PUSHED = (
    "receiver=&pswd=&msgid=01704101038362451100000000000001&reportTime=2603042003"
    "&mobile=13800138000&status=DELIVRD&notifyTime=260304200311"
    "&statusDesc=%E6%88%90%E5%8A%9F&length=2&uid=m-1"
)
TOLD = Receipt(
    provider="chuanglan",
    provider_msg_id="01704101038362451100000000000001",
    phone="+8613800138000",
    status="DELIVRD",
    verdict=Verdict.DELIVERED,
    desc="成功",
    units=2,
    reported_at=datetime(2026, 3, 4, 12, 3, tzinfo=UTC),
    ref="m-1",
)


def by_query(text: str) -> Push:
    return Push("GET", parse_qsl(text, keep_blank_values=True), b"{}")


def by_body(body: bytes) -> Push:
    return Push("POST", [], body)


def test_implementations_are_callbacks() -> None:
    assert all(isinstance(each, SmsCallbacks) for each in EVERYBODY)


@pytest.mark.parametrize(
    "push",
    [
        by_query(PUSHED),
        by_query(PUSHED.replace("msgid", "msgId").replace("mobile", "Mobile")),
        by_body(PUSHED.encode()),
        by_body(msgspec.json.encode(dict(parse_qsl(PUSHED)))),
        by_body(b" [" + msgspec.json.encode(dict(parse_qsl(PUSHED))) + b"]"),
    ],
    ids=["query", "other case", "form", "object", "list"],
)
def test_a_report_of_chuanglan_however_it_comes(push: Push) -> None:
    heard = CHUANGLAN.parse_receipts(push)
    assert heard.items == (TOLD,)
    assert heard.unread == ()


def test_a_message_id_that_came_as_a_number_keeps_its_digits() -> None:
    body = b'{"msgId": 12345678901234567890123, "mobile": 13800138000, "status": "UNDELIV"}'
    (receipt,) = CHUANGLAN.parse_receipts(by_body(body)).items
    assert receipt.provider_msg_id == "12345678901234567890123"
    assert receipt.verdict is Verdict.UNDELIVERED


@pytest.mark.parametrize("missing", ["msgid", "mobile", "status"])
def test_a_report_without_what_it_needs_is_none(missing: str) -> None:
    heard = CHUANGLAN.parse_receipts(by_query(PUSHED.replace(f"{missing}=", f"{missing}=&x=")))
    assert heard.items == ()
    (unread,) = heard.unread
    assert b"13800138000" in unread.raw or missing == "mobile"


def test_nothing_at_all_is_no_report() -> None:
    assert CHUANGLAN.parse_receipts(Push("GET", [], b"{}")).unread
    assert CHUANGLAN.parse_receipts(by_body(b"")).unread


def test_a_reply_of_chuanglan() -> None:
    query = "destCode=10690000&mobile=13800138000&moTime=2603042003&spCode=1069&messageContent=R"
    (reply,) = CHUANGLAN.parse_replies(by_query(query)).items
    at = datetime(2026, 3, 4, 12, 3, tzinfo=UTC)
    assert reply == Reply("chuanglan", "+8613800138000", "R", at, "10690000")


def test_reports_of_tencent_come_as_a_list() -> None:
    sample = (SAMPLES / "tencent-report.json").read_bytes()
    arrived, failed = TENCENT.parse_receipts(by_body(sample)).items
    assert (arrived.provider_msg_id, arrived.phone) == ("0029:7781624", "+8613800138000")
    assert arrived.verdict is Verdict.DELIVERED
    assert arrived.reported_at == datetime(2026, 3, 4, 12, 3, 4, tzinfo=UTC)
    assert (failed.verdict, failed.desc) == (Verdict.UNDELIVERED, "MK:0001 空号")


def test_one_bad_entry_takes_no_other_with_it() -> None:
    sample = msgspec.json.decode((SAMPLES / "tencent-report.json").read_bytes())
    heard = TENCENT.parse_receipts(by_body(msgspec.json.encode([{"x": 1}, *sample, 7])))
    assert len(heard.items) == 2
    assert len(heard.unread) == 2


def test_a_reply_of_tencent() -> None:
    (reply,) = TENCENT.parse_replies(by_body((SAMPLES / "tencent-reply.json").read_bytes())).items
    at = datetime(2026, 3, 4, 12, 3, 4, tzinfo=UTC)
    assert reply == Reply("tencent", "+8613800138000", "退订", at, "1069013339140")


def test_each_is_answered_in_its_own_words() -> None:
    assert CHUANGLAN.answer(is_heard=True).body == b'{"clcode":"000000"}'
    assert CHUANGLAN.answer(is_heard=False).body == b'{"clcode":"111111"}'
    assert msgspec.json.decode(TENCENT.answer(is_heard=True).body) == {"result": 0, "errmsg": "OK"}
    assert msgspec.json.decode(TENCENT.answer(is_heard=False).body)["result"] != 0


@given(method=st.sampled_from(["GET", "POST"]), body=st.binary(max_size=300), query=st.text())
def test_whatever_comes_nobody_falls_over(method: str, body: bytes, query: str) -> None:
    push = Push(method, [("msgid", query), (query, "1")], body)
    for callbacks in EVERYBODY:
        assert len(callbacks.parse_receipts(push).items) <= len(body) + 1
        assert len(callbacks.parse_replies(push).items) <= len(body) + 1


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
_FIELD = st.sampled_from(
    ["msgid", "msgId", "mobile", "status", "length", "uid", "reportTime", "sid", "report_status"]
)


@given(entry=st.dictionaries(_FIELD, _JSON, max_size=9), many=st.booleans())
def test_any_json_in_the_right_places_is_read_or_set_aside(
    entry: dict[str, object], many: bool
) -> None:
    body = msgspec.json.encode([entry, entry] if many else entry)
    for callbacks in EVERYBODY:
        heard = callbacks.parse_receipts(by_body(body))
        assert len(heard.items) + len(heard.unread) == (2 if many else 1)
        for receipt in heard.items:
            assert 0 < len(receipt.provider_msg_id) <= 64
            assert 0 < len(receipt.status) <= 32
            assert 0 < len(receipt.phone) <= 32
            for text in (receipt.desc, receipt.ref, receipt.provider_msg_id):
                text.encode()
                assert "\0" not in text


@pytest.mark.parametrize(
    ("said", "ours"),
    [
        ("13800138000", "+8613800138000"),
        ("8613800138000", "+8613800138000"),
        ("+86 138-0013-8000", "+8613800138000"),
        ("008613800138000", "+8613800138000"),
        ("0085291234567", "+85291234567"),
        ("nobody", "nobody"),
        ("１３８００１３８０００", "１３８００１３８０００"),
    ],
)
def test_phones_are_written_one_way(said: str, ours: str) -> None:
    assert e164(said) == ours


def test_phones_are_written_for_the_provider() -> None:
    assert national("+8613800138000") == "13800138000"
    assert national("+85291234567") == "0085291234567"
