"""What a receipt's status means, and what it may still change (spec 40, Receipts)."""

from __future__ import annotations

from itertools import product

import pytest

from common.domain.sms_receipts import (
    EFFECTS,
    SMPP,
    STATUSES,
    Effect,
    Standing,
    StatusTable,
    Verdict,
    asks_to_stop,
    effect,
)

CHUANGLAN = STATUSES["chuanglan"]


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        ("DELIVRD", Verdict.DELIVERED),
        ("delivrd ", Verdict.DELIVERED),
        ("UNDELIV", Verdict.UNDELIVERED),
        ("EXPIRED", Verdict.UNDELIVERED),
        ("REJECTD", Verdict.UNDELIVERED),
        ("DELETED", Verdict.UNDELIVERED),
        ("MK:0001", Verdict.UNDELIVERED),
        ("MI:0059", Verdict.UNDELIVERED),
        ("MN:0017", Verdict.UNDELIVERED),
        ("MA:0026", Verdict.UNDELIVERED),
        ("ID:0076", Verdict.UNDELIVERED),
        ("BLACK", Verdict.UNDELIVERED),
        ("SIGFAIL", Verdict.UNDELIVERED),
        ("NOROUTE", Verdict.UNDELIVERED),
        ("BEYONDM", Verdict.UNDELIVERED),
        ("BEYONDH", Verdict.UNDELIVERED),
        ("BEYONDD", Verdict.UNDELIVERED),
        ("ACCEPTD", Verdict.NOT_FINAL),
        ("ENROUTE", Verdict.NOT_FINAL),
        ("UNKNOWN", Verdict.NOT_FINAL),
        ("", Verdict.NOT_FINAL),
        ("QX:0001", Verdict.NOT_FINAL),  # nobody told us of that carrier
        ("MK:", Verdict.NOT_FINAL),
        ("DELIVRD\x00", Verdict.NOT_FINAL),
        ("失败", Verdict.NOT_FINAL),
    ],
)
def test_what_a_status_means_at_chuanglan(status: str, verdict: Verdict) -> None:
    assert CHUANGLAN.verdict(status) is verdict


def test_what_is_not_listed_is_told_from_what_is_in_between() -> None:
    assert CHUANGLAN.is_listed("enroute")
    assert CHUANGLAN.is_listed("MK:0001")
    assert not CHUANGLAN.is_listed("QX:0001")


def test_an_operator_may_name_further_failures_but_not_redefine_a_word() -> None:
    taught = CHUANGLAN.with_failures(["qx:0001", " ", "DELIVRD"])
    assert taught.verdict("QX:0001") is Verdict.UNDELIVERED
    assert taught.verdict("DELIVRD") is Verdict.DELIVERED


def test_a_providers_own_words_mean_nothing_at_another() -> None:
    assert STATUSES["tencent"].verdict("SUCCESS") is Verdict.DELIVERED
    assert CHUANGLAN.verdict("SUCCESS") is Verdict.NOT_FINAL
    assert StatusTable(SMPP).verdict("MK:0001") is Verdict.NOT_FINAL


def test_every_standing_knows_what_every_verdict_does() -> None:
    assert set(EFFECTS) == set(product(Standing, Verdict))


@pytest.mark.parametrize(
    ("standing", "verdict", "done"),
    [
        (Standing.OPEN, Verdict.DELIVERED, Effect.DELIVER),
        (Standing.OPEN, Verdict.UNDELIVERED, Effect.REFUND),
        (Standing.OPEN, Verdict.NOT_FINAL, Effect.ALARM),
        (Standing.DELIVERED, Verdict.UNDELIVERED, Effect.TAKE_BACK),
        (Standing.DELIVERED, Verdict.DELIVERED, Effect.NOTHING),
        (Standing.REFUNDED, Verdict.UNDELIVERED, Effect.NOTHING),
        (Standing.REFUNDED, Verdict.DELIVERED, Effect.UNPAID_DELIVERY),
        (Standing.CLOSED, Verdict.DELIVERED, Effect.LATE),
        (Standing.CLOSED, Verdict.UNDELIVERED, Effect.LATE),
    ],
)
def test_what_a_receipt_still_changes(standing: Standing, verdict: Verdict, done: Effect) -> None:
    assert effect(standing, verdict) is done


def test_only_first_failures_give_units_back() -> None:
    giving = {at for at, done in EFFECTS.items() if done in {Effect.REFUND, Effect.TAKE_BACK}}
    assert giving == {
        (Standing.OPEN, Verdict.UNDELIVERED),
        (Standing.DELIVERED, Verdict.UNDELIVERED),
    }


@pytest.mark.parametrize("text", ["R", "r", " Ｒ ", "T", "td", "退订", "退订。", "拒收", "回复R"])
def test_a_reply_that_refuses(text: str) -> None:
    assert asks_to_stop(text)


@pytest.mark.parametrize("text", ["", "RR", "好的", "几点到", "Thanks", "不退订", "1"])
def test_a_reply_that_does_not(text: str) -> None:
    assert not asks_to_stop(text)
