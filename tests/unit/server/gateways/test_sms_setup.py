"""Which provider the settings name: what is wrong is said before anything starts."""

from __future__ import annotations

from typing import Any

import pytest

from common.domain.sms_receipts import Verdict
from server.gateways.sms.chuanglan_codes import CODES, Answer, parse_codes, refusal
from server.gateways.sms.port import Busy, Refused
from server.gateways.sms.setup import links_of
from server.lib.settings import SettingInvalid, Settings

REAL: dict[str, Any] = {
    "sms_provider": "chuanglan",
    "sms_account": "N1234567",
    "sms_password": "very-secret",
}
SECRET = "0123456789abcdef"


async def test_without_settings_messages_are_simulated() -> None:
    links = links_of(Settings())
    assert links.provider.is_simulated
    assert links.listening.of("simulator", "") is None


async def test_chuanglan_by_its_settings() -> None:
    links = links_of(Settings(**REAL))
    assert (links.provider.name, links.provider.is_simulated) == ("chuanglan", False)
    await links.provider.close()


@pytest.mark.parametrize(
    ("changed", "setting"),
    [
        ({"sms_account": ""}, "ZAOTAI_SMS_ACCOUNT"),
        ({"sms_password": ""}, "ZAOTAI_SMS_PASSWORD"),
        ({"sms_codes": "120"}, "ZAOTAI_SMS_CODES"),
        ({"sms_codes": "0=fail"}, "ZAOTAI_SMS_CODES"),
        ({"sms_codes": "120=perhaps"}, "ZAOTAI_SMS_CODES"),
        ({"sms_provider": "nobody"}, "ZAOTAI_SMS_PROVIDER"),
        ({"sms_provider": "tencent"}, "ZAOTAI_SMS_PROVIDER"),
        ({"sms_callback_secrets": f"nobody={SECRET}"}, "ZAOTAI_SMS_CALLBACK_SECRETS"),
    ],
)
def test_what_cannot_be_used_is_named(changed: dict[str, Any], setting: str) -> None:
    with pytest.raises(SettingInvalid) as caught:
        links_of(Settings(**{**REAL, **changed}))
    assert caught.value.setting == setting
    assert "very-secret" not in str(caught.value)


async def test_a_provider_that_only_receives_is_heard_all_the_same() -> None:
    links = links_of(Settings(sms_callback_secrets=f"tencent={SECRET}"))
    heard = links.listening.of("tencent", SECRET)
    assert heard is not None
    assert heard.name == "tencent"
    assert links.listening.of("tencent", SECRET[:-1]) is None
    assert links.listening.of("chuanglan", SECRET) is None
    assert SECRET not in repr(links)


async def test_a_simulator_of_our_own_is_told_where_we_listen_and_knows_a_secret() -> None:
    first, second = (links_of(Settings(), "http://127.0.0.1:8000") for _ in range(2))
    (secret,) = first.listening.secrets.values()
    assert first.listening.of("simulator", secret) is not None
    assert second.listening.of("simulator", secret) is None


async def test_the_password_is_in_no_representation() -> None:
    provider = links_of(Settings(**REAL)).provider
    held = vars(provider)
    assert "very-secret" not in repr(held)
    assert "very-secret" not in repr(Settings(**REAL))
    await provider.close()


def test_codes_may_mean_something_else_by_setting() -> None:
    changed = parse_codes("120=fail, 131=wait")
    assert refusal("120", "", changed) == Refused("120", CODES["120"].why)
    assert isinstance(refusal("131", "", changed), Busy)
    assert changed["103"].answer is Answer.WAIT


async def test_further_failures_may_be_named() -> None:
    links = links_of(Settings(sms_failures="XY:0001"))
    assert links.statuses["chuanglan"].verdict("XY:0001") is Verdict.UNDELIVERED
