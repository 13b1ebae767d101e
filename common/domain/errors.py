"""Refusals, one tree.

ZaotaiError
├── DomainError            a rule of the house said no; carries a stable `code` and the facts
│   ├── Invalid            the input cannot mean anything (422), names the field
│   ├── Refused            the input is sound, the state says no (409)
│   ├── TooOften           sound, but not again before `facts["retry_after_s"]` seconds (429)
│   ├── NotFound           unknown, or not yours to know (404)
│   ├── Forbidden          your role may not (403)
│   └── NotEnoughCredit    prepaid balance is short (402)
└── GatewayError           something outside the house
    ├── GatewayTimeout     no answer: it may or may not have happened
    └── GatewayRefused     it answered no

The sentence for people is made by the screen, in its language, from `code` and `facts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

NO_FACTS: Mapping[str, object] = MappingProxyType({})


class ZaotaiError(Exception):
    """Everything this suite raises on purpose."""


class DomainError(ZaotaiError):
    """A rule refused. `code` is stable (part of the API); `facts` are JSON values."""

    def __init__(self, code: str, facts: Mapping[str, object] = NO_FACTS) -> None:
        super().__init__(code)
        self.code = code
        self.facts = dict(facts)

    def __str__(self) -> str:
        return f"{self.code} {self.facts}" if self.facts else self.code


class Invalid(DomainError):
    """The input names something impossible; `facts["field"]` says where (a JSON path)."""

    def __init__(self, code: str, field: str, facts: Mapping[str, object] = NO_FACTS) -> None:
        super().__init__(code, {"field": field, **facts})


class Refused(DomainError):
    """Sound, but not in this state."""


class TooOften(DomainError):
    """Sound, but too soon after the last time; `facts["retry_after_s"]` says when again."""

    def __init__(
        self, code: str, retry_after_s: int, facts: Mapping[str, object] = NO_FACTS
    ) -> None:
        super().__init__(code, {"retry_after_s": retry_after_s, **facts})
        self.retry_after_s = retry_after_s


class NotFound(DomainError):
    """Unknown, or belongs to somebody else: the two look the same from outside."""


class Forbidden(DomainError):
    """The role of the caller may not do this."""


class NotEnoughCredit(DomainError):
    """The prepaid balance is short; nothing was written."""


class GatewayError(ZaotaiError):
    """An outside service failed."""


class GatewayTimeout(GatewayError):
    """No answer in time: the effect is unknown."""


class GatewayRefused(GatewayError):
    """The outside service answered no."""
