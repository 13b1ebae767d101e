"""One way to and from JSON: times are RFC 3339 UTC with `Z`, unknown fields in answers are ignored.

Requests are strict (`forbid_unknown_fields` on their Structs); answers and events are tolerant, so
that an older screen survives a newer server.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

T = TypeVar("T")

_ENCODER = msgspec.json.Encoder()


def encode(value: object) -> bytes:
    return _ENCODER.encode(value)


def decode(data: bytes | str, kind: type[T]) -> T:
    """Raises msgspec.ValidationError (names the path) or msgspec.DecodeError (not JSON)."""
    return msgspec.json.decode(data, type=kind)
