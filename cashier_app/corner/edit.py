"""What the editor shows of one thing: its fields, facts that cannot be typed, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cashier_app.form import Form, Send, Values


@dataclass(frozen=True, slots=True)
class Fact:
    """A line that is only read. `tone`: ok, warn, bad, off or nothing."""

    key: str
    label: str
    value: str
    icon: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Something else that can be done with it: a button. Exactly one of `opens` and `send`.

    `send` needs the link and is confirmed by holding where `is_held`.
    """

    name: str
    icon: str
    word: str
    opens: Callable[[], None] | None = None
    send: Send | None = None
    is_held: bool = False
    is_danger: bool = False


@dataclass(frozen=True, slots=True)
class Edit:
    """`form.send` saves it. `key`: what it is, for the editor to know it again ("" for a new one).

    `large`: something to be read from afar, a pairing code. `address`: something for a phone's
    camera, drawn as a QR code. `warning`: what somebody should know before saving.
    """

    key: str
    form: Form
    detail: str = ""
    facts: tuple[Fact, ...] = ()
    acts: tuple[Act, ...] = ()
    large: str = ""
    address: str = ""
    warning: str = ""


async def nothing(_: Values, __: str) -> str:
    """For a thing that is only looked at: its form has no button."""
    return ""
