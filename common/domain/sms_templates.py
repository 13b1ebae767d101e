"""Templates of text messages: a text with {placeholders}, each of a type. Source: spec 40, Sending."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from common.domain.errors import Invalid

LONGEST_VALUE: Final = 60
_PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z0-9_]{0,19})\}")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,19}")


class SmsParam(StrEnum):
    """What a placeholder takes. Stored by value."""

    TEXT = "text"  # 1–60 characters, without 【】 and line breaks
    CODE = "code"  # 4–8 digits
    NUMBER = "number"  # digits, perhaps with a sign and two decimals


_SHAPES: Final[Mapping[SmsParam, re.Pattern[str]]] = {
    SmsParam.TEXT: re.compile(rf"[^【】{{}}\x00-\x1f\x7f]{{1,{LONGEST_VALUE}}}"),
    SmsParam.CODE: re.compile(r"[0-9]{4,8}"),
    SmsParam.NUMBER: re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?"),
}


def check(text: str, params: Mapping[str, SmsParam]) -> None:
    """Raises Invalid `sms.template_invalid`: braces that name nothing, names that stand nowhere."""
    named = set(_PLACEHOLDER.findall(text))
    left = _PLACEHOLDER.sub("", text)
    if "{" in left or "}" in left:
        raise Invalid("sms.template_invalid", "$.text", {"why": "stray_brace"})
    for name in sorted(named - params.keys()):
        raise Invalid("sms.template_invalid", "$.text", {"why": "unknown", "name": name})
    for name in sorted(params.keys() - named):
        raise Invalid("sms.template_invalid", f"$.params.{name}", {"why": "unused", "name": name})
    for name in params:
        if not _NAME.fullmatch(name):
            raise Invalid("sms.template_invalid", "$.params", {"why": "name", "name": name})


def filled(text: str, params: Mapping[str, SmsParam], values: Mapping[str, str]) -> str:
    """Raises Invalid `sms.params_invalid`: one is missing, unknown, or not of its type."""
    for name in sorted(values.keys() - params.keys()):
        raise Invalid("sms.params_invalid", f"$.params.{name}", {"why": "unknown"})
    for name, type_ in params.items():
        if name not in values:
            raise Invalid("sms.params_invalid", f"$.params.{name}", {"why": "missing"})
        if not _SHAPES[type_].fullmatch(values[name]) or not values[name].strip():
            raise Invalid("sms.params_invalid", f"$.params.{name}", {"why": type_})
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)
