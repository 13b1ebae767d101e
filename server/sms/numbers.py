"""Phone numbers as people type them: mobiles of mainland China, in E.164."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneMetadata, PhoneNumberType

from common.domain.errors import Invalid
from common.domain.sms_messages import MOST_PHONES

REGION: Final = "CN"
LONGEST: Final = 40
"""Characters of a number as it is typed."""
_CODE: Final = "+86"


def _national_pattern() -> str:
    china = PhoneMetadata.metadata_for_region(REGION)
    assert china is not None, "the library knows the country"
    assert china.mobile is not None, "it has mobiles"
    return str(china.mobile.national_number_pattern)


# What lists are full of is judged by the library's own pattern, without its parser (0.1 ms each).
_PLAIN: Final = re.compile(r"(?:\+86|0086|86)?(1[0-9]{10})")
_MOBILE: Final = re.compile(_national_pattern())


@dataclass(frozen=True, slots=True)
class Numbers:
    """`valid`: E.164, each once, in their order. `refused`: as they came, with a code."""

    valid: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]


def read(typed: Sequence[str]) -> Numbers:
    """Raises Invalid `sms.too_many_phones`."""
    if len(typed) > MOST_PHONES:
        facts = {"phones": len(typed), "at_most": MOST_PHONES}
        raise Invalid("sms.too_many_phones", "$.phones", facts)
    valid: dict[str, None] = {}
    refused: list[tuple[str, str]] = []
    for each in typed:
        phone = e164(each)
        if phone is None:
            refused.append((each, "sms.phone_invalid"))
        elif phone in valid:
            refused.append((each, "sms.phone_twice"))
        else:
            valid[phone] = None
    return Numbers(tuple(valid), tuple(refused))


def e164(typed: str) -> str | None:
    """None: no mobile of mainland China."""
    bare = typed.strip()
    plain = _PLAIN.fullmatch(bare)
    if plain is not None:
        return _CODE + plain[1] if _MOBILE.fullmatch(plain[1]) else None
    try:
        number = phonenumbers.parse(bare, REGION)
    except NumberParseException:
        return None
    is_mobile = phonenumbers.number_type(number) is PhoneNumberType.MOBILE
    if not is_mobile or not phonenumbers.is_valid_number_for_region(number, REGION):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
