"""Secrets of terminals, people and pairing: made here, kept only as SHA-256 or argon2."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

DEVICE_PREFIX: Final = "zd_"
STAFF_PREFIX: Final = "zs_"
ACCESS_CHANGED: Final = "access"
"""Woken after a commit that ended sessions, renewed tokens or changed terminals: who remembers
them must forget."""

CODE_DIGITS: Final = 8  # typed on a touch screen: digits only

_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""OWASP's smaller setting (19 MiB): a shop's server is also its neighbour's display."""


def new_device_token() -> str:
    return DEVICE_PREFIX + secrets.token_urlsafe(32)


def new_staff_token() -> str:
    return STAFF_PREFIX + secrets.token_urlsafe(32)


def new_code() -> str:
    """A pairing code, 8 digits."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def new_pin() -> str:
    """Six digits."""
    return f"{secrets.randbelow(10**6):06d}"


def digest(secret: str) -> str:
    """SHA-256 in hex: enough for 256-bit tokens, and for codes that live for minutes."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hash_pin(pin: str) -> str:
    return _HASHER.hash(pin)


def fits(pin: str, pin_hash: str | None) -> bool:
    """Whether `pin` is the one; takes the same time for a person who has none. About 20 ms."""
    try:
        _HASHER.verify(pin_hash or _NOBODY, pin)
    except (VerificationError, InvalidHashError):
        return False
    return pin_hash is not None


_NOBODY: Final = _HASHER.hash(secrets.token_urlsafe(16))
