"""What Chuanglan's answer to a request means for us: one table (facts 1.4).

`code` is text. A code that stands nowhere is a failure with an alarm, never a reason to try again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from server.gateways.sms.port import Busy, Halted, Refused

ACCEPTED: Final = "0"


class Answer(StrEnum):
    """What to do about a refusal."""

    FAIL = "fail"  # this message will never go: its units go back
    BUG = "bug"  # as FAIL, and somebody has to look at our side
    WAIT = "wait"  # the same message may go later
    HALT = "halt"  # our account is stopped: no message of any brand would go


@dataclass(frozen=True, slots=True)
class Code:
    answer: Answer
    why: str
    retry_after_s: float = 0.0


_FAIL, _BUG, _WAIT, _HALT = Answer

CODES: Final[Mapping[str, Code]] = MappingProxyType(
    {
        "101": Code(_HALT, "no such account"),
        "102": Code(_HALT, "wrong password"),
        "103": Code(_WAIT, "too fast"),
        "104": Code(_WAIT, "the provider is busy"),
        "105": Code(_FAIL, "sensitive words"),
        "106": Code(_FAIL, "longer than the provider takes, or empty"),
        "107": Code(_FAIL, "a phone number is wrong"),
        "108": Code(_FAIL, "too many phone numbers, or none"),
        "109": Code(_HALT, "our quota at the provider is used up"),
        "110": Code(_WAIT, "outside the provider's sending hours", 600.0),
        "111": Code(_HALT, "over our monthly quota at the provider"),
        "112": Code(_HALT, "this product is not ordered"),
        "113": Code(_BUG, "wrong extension number"),
        "114": Code(_BUG, "wrong number of parameters"),
        "115": Code(_FAIL, "the provider's review refused it"),
        "116": Code(_FAIL, "the signature is missing or not registered"),
        "117": Code(_HALT, "our IP address is not on the provider's list"),
        "118": Code(_HALT, "our account may not send"),
        "119": Code(_HALT, "our account has expired"),
        "120": Code(_HALT, "the provider's daily limit against theft"),
        "121": Code(_BUG, "wrong report parameter"),
        "122": Code(_WAIT, "the same text too often in five minutes", 300.0),
        "123": Code(_HALT, "our account is for another type of message"),
        "124": Code(_FAIL, "matches no template on the white list"),
        "125": Code(_FAIL, "matches a refused template"),
        "126": Code(_FAIL, "does not match its approved template"),
        "127": Code(_BUG, "wrong time format"),
        "128": Code(_BUG, "the text cannot be decoded"),
        "129": Code(_BUG, "not JSON"),
        "130": Code(_BUG, "a parameter is missing"),
    }
)

Refusal = Refused | Busy | Halted


def refusal(code: str, told: str, codes: Mapping[str, Code] = CODES) -> Refusal:
    """The outcome of `code`, which is not "0"; `told` is the provider's own sentence."""
    known = codes.get(code)
    if known is None:
        return Refused(code, f"unknown code {code}: {told}".rstrip(": "), alarm=True)
    match known.answer:
        case Answer.FAIL:
            return Refused(code, known.why)
        case Answer.BUG:
            return Refused(code, known.why, alarm=True)
        case Answer.WAIT:
            return Busy(code, known.why, known.retry_after_s)
        case Answer.HALT:
            return Halted(code, known.why)


def parse_codes(text: str) -> Mapping[str, Code]:
    """`CODES` changed by the setting `120=fail, 131=wait`; raises ValueError."""
    changed = dict(CODES)
    for part in filter(None, (each.strip() for each in text.split(","))):
        code, separator, answer = (each.strip() for each in part.partition("="))
        if not (separator and code.isascii() and code.isdigit() and code != ACCEPTED):
            raise ValueError("expected code=fail|bug|wait|halt, …")
        known = CODES.get(code)
        why = known.why if known else f"code {code}, as the settings say"
        changed[code] = Code(Answer(answer), why, known.retry_after_s if known else 0.0)
    return MappingProxyType(changed)
