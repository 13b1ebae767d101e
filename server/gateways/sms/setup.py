"""Which provider the settings name, and who may push to us; checked before anything starts."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

from common.domain.sms_receipts import STATUSES, StatusTable
from server.gateways.sms import tencent
from server.gateways.sms.chuanglan import Account, Chuanglan, Paths
from server.gateways.sms.chuanglan_codes import parse_codes
from server.gateways.sms.chuanglan_pushes import ChuanglanCallbacks
from server.gateways.sms.embedded import NAME as SIMULATOR
from server.gateways.sms.embedded import EmbeddedSimulator, simulated
from server.gateways.sms.port import SmsCallbacks, SmsProvider
from server.gateways.sms.tencent import TencentCallbacks
from server.lib.settings import PREFIX, SettingInvalid, Settings

CHUANGLAN: Final = "chuanglan"
_PULLS_A_SIMULATOR_S: Final = 1


@dataclass(frozen=True, slots=True)
class SmsLinks:
    """All that leads to and from providers. `pull_every` None: never. `unknown_after`: how
    long receipts are waited for. `lease`: how long a lane stays with a sender that is silent."""

    provider: SmsProvider
    listening: Listening
    statuses: Mapping[str, StatusTable]
    pull_every: timedelta | None
    unknown_after: timedelta = timedelta(hours=72)
    lease: timedelta = timedelta(seconds=30)


def links_of(settings: Settings, callback_base: str = "") -> SmsLinks:
    """`callback_base`: where this server is reached, so that a simulator of its own can push to it.

    Raises SettingInvalid.
    """
    listening = listening_of(settings)
    every_s = settings.sms_pull_every_s
    pushes = ""
    if settings.sms_provider == SIMULATOR and not settings.sms_simulator_url:
        if callback_base:
            secret = listening.secrets.get(SIMULATOR) or secrets.token_urlsafe(24)
            listening = replace(listening, secrets={**listening.secrets, SIMULATOR: secret})
            pushes = f"{callback_base}/v1/sms/callbacks/{SIMULATOR}/{secret}"
        else:
            every_s = min(every_s, _PULLS_A_SIMULATOR_S)
    return SmsLinks(
        provider=provider_of(settings, pushes),
        listening=listening,
        statuses=statuses_of(settings),
        pull_every=timedelta(seconds=every_s) if every_s else None,
        unknown_after=timedelta(hours=settings.sms_unknown_after_h),
        lease=timedelta(seconds=settings.sms_lease_s),
    )


def provider_of(settings: Settings, pushes: str = "") -> SmsProvider:
    """The one that sends. `pushes`: where a simulator of our own reports to; empty: it is asked.

    Raises SettingInvalid.
    """
    match settings.sms_provider:
        case "chuanglan":
            return Chuanglan(_account(settings))
        case "simulator" if settings.sms_simulator_url:
            return simulated(settings.sms_simulator_url, settings.sms_opt_out)
        case "simulator":
            return EmbeddedSimulator(Path(settings.data_dir), settings.sms_opt_out, pushes)
        case tencent.NAME:
            # Its sending takes approved templates with parameters, ours are whole texts.
            raise SettingInvalid(
                f"{PREFIX}SMS_PROVIDER", "tencent only receives; send by chuanglan"
            )
        case other:
            raise SettingInvalid(f"{PREFIX}SMS_PROVIDER", f"no provider is called {other}")


@dataclass(frozen=True, slots=True)
class Listening:
    """Who may push to us: the callbacks of each provider, behind its secret."""

    callbacks: Mapping[str, SmsCallbacks]
    secrets: Mapping[str, str] = field(repr=False)

    def of(self, provider: str, secret: str) -> SmsCallbacks | None:
        """None: nobody listens there, or the secret is wrong; the two look the same."""
        expected = self.secrets.get(provider, "")
        is_right = hmac.compare_digest(expected.encode(), secret.encode())
        return self.callbacks.get(provider) if expected and is_right else None


def listening_of(settings: Settings) -> Listening:
    """Raises SettingInvalid."""
    statuses = statuses_of(settings)
    known: dict[str, SmsCallbacks] = {
        CHUANGLAN: ChuanglanCallbacks(CHUANGLAN, statuses[CHUANGLAN]),
        SIMULATOR: ChuanglanCallbacks(SIMULATOR, statuses[SIMULATOR], is_simulated=True),
        tencent.NAME: TencentCallbacks(statuses[tencent.NAME]),
    }
    parts = (each.strip() for each in settings.sms_callback_secrets.split(","))
    shared = {name: secret for name, _, secret in (each.partition("=") for each in parts if each)}
    for name in shared:
        if name not in known:
            raise SettingInvalid(f"{PREFIX}SMS_CALLBACK_SECRETS", f"no provider is called {name}")
    return Listening(MappingProxyType(known), MappingProxyType(shared))


def statuses_of(settings: Settings) -> Mapping[str, StatusTable]:
    """What each provider's statuses mean, with the failures that the settings add."""
    more = settings.sms_failures.split(",")
    return MappingProxyType({name: table.with_failures(more) for name, table in STATUSES.items()})


def _account(settings: Settings) -> Account:
    for name in ("sms_account", "sms_password"):
        if not getattr(settings, name):
            raise SettingInvalid(PREFIX + name.upper(), "needed to send by chuanglan")
    try:
        codes = parse_codes(settings.sms_codes)
    except ValueError as error:
        raise SettingInvalid(f"{PREFIX}SMS_CODES", str(error)) from error
    return Account(
        host=settings.sms_host,
        account=settings.sms_account,
        password=settings.sms_password,
        paths=Paths(
            settings.sms_single_path,
            settings.sms_batch_path,
            settings.sms_balance_path,
            settings.sms_report_path,
            settings.sms_reply_path,
        ),
        opt_out=settings.sms_opt_out,
        codes=codes,
        statuses=statuses_of(settings)[CHUANGLAN],
    )
