"""Callbacks of whoever takes payments: whether they are genuine and of now.

`X-Zaotai-Signature` is the hex HMAC-SHA256 of `timestamp` + "." + the body's bytes, under the secret
shared with the provider; `X-Zaotai-Timestamp` is the time it was made, in Unix seconds.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Final

TIMESTAMP: Final = "X-Zaotai-Timestamp"
SIGNATURE: Final = "X-Zaotai-Signature"
WINDOW: Final = timedelta(minutes=5)
"""Either side of now: providers' clocks are not ours. A repetition within it changes nothing."""
_LONGEST: Final = 12


def sign(secret: str, timestamp: str, body: bytes) -> str:
    signed = timestamp.encode() + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def is_genuine(secret: str, timestamp: str, signature: str, body: bytes, now: datetime) -> bool:
    """Whether `body` was signed with `secret`, within `WINDOW` of `now` (UTC)."""
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _LONGEST):
        return False
    expected = sign(secret, timestamp, body)
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        return False
    made = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(timestamp))
    return abs(now - made) <= WINDOW


def parse_secrets(text: str) -> dict[str, str]:
    """`name=secret, name=secret` of the setting; raises ValueError."""
    found = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, separator, secret = part.partition("=")
        if not (name and separator and secret):
            raise ValueError("expected name=secret, …")
        found[name.strip()] = secret.strip()
    return found
