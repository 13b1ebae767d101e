"""A question that the desk asks before it does something: fields, a button, what happens then."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import Final

from common.domain.money import LARGEST_FEN
from common.wire.requests import Approval


class FieldKind(StrEnum):
    TEXT = "text"
    LONG = "long"  # several lines
    SECRET = "secret"
    AMOUNT = "amount"  # yuan
    NUMBER = "number"  # whole, typed
    COUNT = "count"  # whole, stepped
    TIME = "time"  # HH:MM
    DATE = "date"  # YYYY-MM-DD
    CHOICE = "choice"
    SWITCH = "switch"  # "1" or nothing
    IMAGE = "image"  # the address of a picture, or nothing


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """`options`: of a choice what there is to choose; of other kinds quick answers to tap.

    `value` of a choice: the chosen keys, comma-separated (`many`: more than one may be chosen).
    `wire`: what the server calls it in a problem, where that is not `key` (`$.<wire>`).
    `at_least`, `at_most`: of a number or count; of a text `longest` counts its characters.
    """

    key: str
    kind: FieldKind
    label: str
    value: str = ""
    hint: str = ""
    options: tuple[Option, ...] = ()
    many: bool = False
    optional: bool = False
    wire: str = ""
    unit: str = ""
    at_least: int = 1
    at_most: int = 99
    longest: int = 200


@dataclass(frozen=True, slots=True)
class Values:
    """What was filled in, by field."""

    held: Mapping[str, str]

    def text(self, key: str) -> str:
        return self.held.get(key, "").strip()

    def fen(self, key: str) -> int:
        """0 where it is no amount."""
        return fen_of(self.text(key)) or 0

    def number(self, key: str) -> int:
        """0 where it is no whole number."""
        return number_of(self.text(key)) or 0

    def is_on(self, key: str) -> bool:
        return bool(self.text(key))

    def chosen(self, key: str) -> list[str]:
        return [part for part in self.text(key).split(",") if part]

    def approval(self) -> Approval | None:
        """The manager's yes, where it was asked for and given."""
        login, pin = self.text(MANAGER), self.text(MANAGER_PIN)
        return Approval(login, pin) if login and pin else None


Send = Callable[[Values, str], Awaitable[str]]
"""Carries it out with an idempotency key; returns the word for a toast. Raises ApiError, Refused."""

CODE = "code"
"""Came by text, where somebody signs in at a device that is new to them."""
MANAGER = "manager"
MANAGER_PIN = "managerPin"


@dataclass(frozen=True, slots=True)
class Form:
    """`obstacles`: what stands in the way, named. `is_held`: confirmed by holding. `summary`: what
    the answers come to, painted large. `is_right`: whether it may be sent, beside full fields.
    `check`: what is wrong with which field, in words."""

    name: str
    title: str
    fields: tuple[Field, ...]
    confirm: str
    send: Send
    note: str = ""
    obstacles: tuple[str, ...] = ()
    is_held: bool = False
    needs_link: bool = True
    summary: Callable[[Values], str] | None = None
    is_right: Callable[[Values], bool] | None = None
    check: Callable[[Values], Mapping[str, str]] | None = None


_AMOUNT: Final = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.\d{0,2})?|\.\d{1,2}", re.ASCII)


def _plain(text: str) -> str:
    """What a Chinese input method makes of digits and points (`１２。５`), as it was meant."""
    return unicodedata.normalize("NFKC", text).replace("。", ".").strip()


def fen_of(text: str) -> int | None:
    """`12.5` yuan → 1250, `99,999.99` → 9999999; None for what is no amount of whole fen."""
    plain = _plain(text).removeprefix("¥").strip()
    if not _AMOUNT.fullmatch(plain):
        return None
    fen = int(Decimal(plain.replace(",", "")) * 100)
    return fen if fen <= LARGEST_FEN else None


def number_of(text: str) -> int | None:
    """A whole number, as typed."""
    text = _plain(text)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


def time_of(text: str) -> time | None:
    """`18:30`, also typed as `1830` or `9:5`; None for what is no time of day."""
    digits = text.strip().replace("：", ":")
    if ":" not in digits and len(digits) in (3, 4):
        digits = f"{digits[:-2]}:{digits[-2:]}"
    hour, _, minute = digits.partition(":")
    whole = number_of(hour), number_of(minute or "0")
    if whole[0] is None or whole[1] is None or whole[0] > 23 or whole[1] > 59:
        return None
    return time(whole[0], whole[1])


def date_of(text: str) -> date | None:
    """`2026-11-22`; None for what is no day."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def is_full(field: Field) -> bool:
    """Whether it holds an answer that means something."""
    text = field.value.strip()
    if not text:
        return field.optional or field.kind in (FieldKind.SWITCH, FieldKind.IMAGE)
    match field.kind:
        case FieldKind.AMOUNT:
            return fen_of(text) is not None
        case FieldKind.NUMBER | FieldKind.COUNT:
            number = number_of(text)
            return number is not None and field.at_least <= number <= field.at_most
        case FieldKind.TIME:
            return time_of(text) is not None
        case FieldKind.DATE:
            return date_of(text) is not None
        case _:
            return True
