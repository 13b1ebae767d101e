"""A question that the desk asks before it does something: fields, a button, what happens then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from common.domain.money import LARGEST_FEN
from common.wire.requests import Approval


class FieldKind(StrEnum):
    TEXT = "text"
    SECRET = "secret"
    AMOUNT = "amount"
    COUNT = "count"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Option:
    key: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """`options`: of a choice what there is to choose; of other kinds quick answers to tap.

    `value` of a choice: the chosen keys, comma-separated (`many`: more than one may be chosen).
    """

    key: str
    kind: FieldKind
    label: str
    value: str = ""
    hint: str = ""
    options: tuple[Option, ...] = ()
    many: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """What was filled in, by field."""

    held: Mapping[str, str]

    def text(self, key: str) -> str:
        return self.held.get(key, "").strip()

    def fen(self, key: str) -> int:
        """0 where it is no amount."""
        return fen_of(self.text(key)) or 0

    def chosen(self, key: str) -> list[str]:
        return [part for part in self.text(key).split(",") if part]

    def approval(self) -> Approval | None:
        """The manager's yes, where it was asked for and given."""
        login, pin = self.text(MANAGER), self.text(MANAGER_PIN)
        return Approval(login, pin) if login and pin else None


Send = Callable[[Values, str], Awaitable[str]]
"""Carries it out with an idempotency key; returns the word for a toast. Raises ApiError, Refused."""

MANAGER = "manager"
MANAGER_PIN = "managerPin"


@dataclass(frozen=True, slots=True)
class Form:
    """`obstacles`: what stands in the way, named. `is_held`: confirmed by holding. `summary`: what
    the answers come to, painted large. `is_right`: whether it may be sent, beside full fields."""

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


def fen_of(text: str) -> int | None:
    """`12.5` yuan → 1250; None for what is no amount of whole fen."""
    try:
        fen = Decimal(text.strip().replace("¥", "")) * 100
    except InvalidOperation:
        return None
    if not fen.is_finite() or fen != fen.to_integral_value() or not 0 <= fen <= LARGEST_FEN:
        return None
    return int(fen)


def is_full(field: Field) -> bool:
    if field.kind is FieldKind.AMOUNT and field.value.strip():
        return fen_of(field.value) is not None
    return field.optional or bool(field.value.strip())
