"""Lists a page at a time: `{items, next}`, where `next` is an opaque cursor or null.

A cursor holds the sort key of the last row given, so rows that come or go meanwhile neither
repeat nor hide others.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import msgspec

from common.domain.errors import Invalid
from common.wire.answers import Page

T = TypeVar("T")
K = TypeVar("K", bound=tuple[Any, ...])  # Any: str, int, date or datetime, as the key's type says

LIMIT: Final = 50
LONGEST: Final = 200


def page(rows: Sequence[T], limit: int, key: Callable[[T], tuple[Any, ...]]) -> Page[T]:
    """The page of `rows`, which were read with `limit` + 1: one more row means one more page.

    `key` gives a row's sort key, unique among the rows.
    """
    if len(rows) <= limit:
        return Page(list(rows))
    kept = list(rows[:limit])
    return Page(kept, encode_cursor(key(kept[-1])))


def encode_cursor(key: tuple[Any, ...]) -> str:
    return urlsafe_b64encode(msgspec.json.encode(key)).decode().rstrip("=")


def decode_cursor(cursor: str, key_type: type[K]) -> K:
    """The key in `cursor`, e.g. `tuple[datetime, str]`; raises Invalid `cursor.invalid`."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        key: K = msgspec.json.decode(urlsafe_b64decode(padded.encode("ascii")), type=key_type)
    except (UnicodeEncodeError, binascii.Error, msgspec.DecodeError) as error:
        raise Invalid("cursor.invalid", "cursor") from error
    return key
