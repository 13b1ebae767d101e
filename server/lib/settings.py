"""The server's settings, and the only place that reads them.

Each is a field of `Settings`. In the environment its name is upper case with the prefix
`ZAOTAI_` (`ZAOTAI_DATABASE_URL`); in the TOML file that `ZAOTAI_CONFIG` names it is the field's
name. The environment wins over the file, the file over the default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_type_hints

import msgspec
import platformdirs
from msgspec import Meta

from common.domain.errors import ZaotaiError

PREFIX: Final = "ZAOTAI_"
CONFIG: Final = "ZAOTAI_CONFIG"


class SettingInvalid(ZaotaiError):
    """A setting cannot be used; the text names it and says what is expected."""

    def __init__(self, setting: str, expected: str) -> None:
        super().__init__(f"{setting}: {expected}")
        self.setting = setting
        self.expected = expected


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    data_dir: Annotated[str, Meta(min_length=1, description="folder for what the server keeps")] = (
        str(platformdirs.user_data_path("zaotai"))
    )
    database_url: Annotated[
        str,
        Meta(
            pattern="^(sqlite:///|postgres(ql)?://)",
            description="sqlite:///file or postgresql://user:password@host/name; "
            "default: zaotai.db in the data folder",
        ),
    ] = ""
    redis_url: Annotated[
        Annotated[str, Meta(pattern="^rediss?://")] | None,
        Meta(description="redis://host:port/number, for more than one process"),
    ] = None
    host: Annotated[str, Meta(min_length=1, description="address to listen on")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535, description="port to listen on")] = 8000
    payment_secrets: Annotated[
        str,
        Meta(
            pattern=r"^(\s*[a-z0-9_-]+=[^,\s]{16,}\s*(,|$))*$",
            description="who may report payments: name=secret of 16 or more characters, …",
        ),
    ] = ""
    sms_provider: Annotated[
        str,
        Meta(
            pattern="^[a-z]{1,20}$",
            description="who carries text messages: simulator (nobody's phone rings) or chuanglan",
        ),
    ] = "simulator"
    sms_simulator_url: Annotated[
        str,
        Meta(
            pattern="^(https?://[^/]+)?$",
            description="of a simulator that runs already; default: one of our own",
        ),
    ] = ""
    sms_account: Annotated[str, Meta(description="API account at the provider")] = ""
    sms_password: Annotated[str, Meta(description="its password")] = ""
    sms_host: Annotated[
        str,
        Meta(pattern="^https?://[^/]+$", description="as the provider's console names it"),
    ] = "https://smssh1.253.com"
    sms_single_path: Annotated[str, Meta(pattern="^/", description="send to one phone")] = (
        "/msg/v1/send/json"
    )
    sms_batch_path: Annotated[str, Meta(pattern="^/", description="send to many phones")] = (
        "/msg/v1/send/json"
    )
    sms_balance_path: Annotated[str, Meta(pattern="^/", description="ask what is left")] = (
        "/msg/balance/json"
    )
    sms_report_path: Annotated[str, Meta(pattern="^/", description="pull receipts")] = (
        "/msg/pull/report"
    )
    sms_reply_path: Annotated[str, Meta(pattern="^/", description="pull replies")] = "/msg/pull/mo"
    sms_opt_out: Annotated[
        str, Meta(min_length=1, max_length=30, description="how a marketing text must end")
    ] = "拒收请回复R"
    sms_codes: Annotated[
        str, Meta(description="answers that mean something else here: 120=fail, 131=wait, …")
    ] = ""
    sms_failures: Annotated[
        str, Meta(description="further receipt statuses that are final failures: XY:0001, …")
    ] = ""
    sms_callback_secrets: Annotated[
        str,
        Meta(
            pattern=r"^(\s*[a-z]+=[0-9A-Za-z_-]{16,64}\s*(,|$))*$",
            description="who may report receipts: provider=secret of 16 or more letters, …",
        ),
    ] = ""
    sms_lease_s: Annotated[
        int,
        Meta(
            ge=4,
            le=600,
            description="seconds until another sender takes over from one that no longer answers; "
            "a provider has half of it to answer",
        ),
    ] = 30
    sms_unknown_after_h: Annotated[
        int,
        Meta(ge=1, le=24 * 30, description="hours after which no receipt is waited for any more"),
    ] = 72
    sms_pull_every_s: Annotated[
        int, Meta(ge=0, le=3600, description="seconds between pulls of receipts; 0: never")
    ] = 60
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], Meta(description="least level logged")
    ] = "info"

    def __repr__(self) -> str:
        return f"Settings(data_dir={self.data_dir!r}, host={self.host!r}, port={self.port})"


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read and check all settings; raises SettingInvalid, which names the first wrong one."""
    kinds = get_type_hints(Settings, include_extras=True)
    _refuse_misspelt(environment, kinds)
    file = _read_file(environment.get(CONFIG), kinds)
    values: dict[str, Any] = {}  # Any: each field has its own type
    for name, kind in kinds.items():
        variable = PREFIX + name.upper()
        if variable in environment:
            values[name] = _convert(variable, environment[variable], kind, strict=False)
        elif name in file:
            values[name] = _convert(name, file[name], kind, strict=True)
    if "database_url" not in values:
        folder = Path(values.get("data_dir", Settings().data_dir))
        values["database_url"] = f"sqlite:///{folder / 'zaotai.db'}"
    return Settings(**values)


def describe() -> list[tuple[str, str, str]]:
    """(variable, default, meaning) of every setting, for the manual and the command line."""
    kinds = get_type_hints(Settings, include_extras=True)
    defaults = Settings()
    return [
        (PREFIX + name.upper(), str(getattr(defaults, name) or ""), _meaning(kind))
        for name, kind in kinds.items()
    ]


def _convert(setting: str, value: object, kind: Any, *, strict: bool) -> Any:
    # Any: `kind` is an annotated type and the result its value.
    try:
        return msgspec.convert(value, kind, strict=strict)
    except msgspec.ValidationError as error:
        raise SettingInvalid(setting, f"{error} ({_meaning(kind)})") from error


def _meaning(kind: Any) -> str:  # Any: an annotated type
    return next((meta.description for meta in kind.__metadata__ if meta.description), "")


def _read_file(path: str | None, kinds: Mapping[str, object]) -> dict[str, Any]:
    # Any: whatever stands in the file; each value is checked by its field.
    if not path:
        return {}
    try:
        with Path(path).open("rb") as file:
            found = tomllib.load(file)
    except OSError as error:
        raise SettingInvalid(CONFIG, f"cannot read {path}: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingInvalid(CONFIG, f"{path} is not TOML: {error}") from error
    for name in found:
        if name not in kinds:
            raise SettingInvalid(name, f"no such setting; there are {', '.join(sorted(kinds))}")
    return found


def _refuse_misspelt(environment: Mapping[str, str], kinds: Mapping[str, object]) -> None:
    """A database named in a misspelt variable must not start the server on an empty one.

    Other ZAOTAI_ variables are let through: the apps on the same machine have theirs.
    """
    known = [PREFIX + name.upper() for name in kinds] + [CONFIG]
    for name in environment:
        if not name.startswith(PREFIX) or name in known:
            continue
        if meant := get_close_matches(name, known, n=1, cutoff=0.85):
            raise SettingInvalid(name, f"no such setting; did you mean {meant[0]}?")
