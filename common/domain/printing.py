"""Print jobs: what may become of a paper, who prints it, and what is told to people (spec 15).

A paper is claimed by one desk with a lease. `begin` is committed before the first byte goes out, so
whoever dies before it has printed nothing, and whoever dies after it may have: a kitchen's dishes are
then printed again headed 补打, a guest's receipt waits for a person who looks (docs/adr).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from common.domain.errors import Invalid, Refused

UNSEEN_FOR: Final = timedelta(seconds=30)
"""A dish that no screen showed for so long is printed."""

STALE_AFTER: Final = timedelta(minutes=10)
"""A kitchen's paper older than that is not printed by itself: somebody has cooked it or asked."""

LEASE: Final = timedelta(seconds=30)
"""How long a desk has a paper; longer than the slowest printer is waited for."""

KEPT_FOR: Final = timedelta(days=14)
AT_MOST_UNASKED: Final = 3
"""So often a kitchen's paper is printed again by itself when nobody knows whether it came out."""

COLUMNS: Final = (48, 42, 32)
"""80 mm paper with the usual font, with Epson's 42 columns, and 58 mm."""


class PrinterKind(StrEnum):
    NETWORK = "network"  # host:port, raw
    FILE = "file"  # a device (/dev/usb/lp0, COM1) or a file on the desk's machine


class PrinterState(StrEnum):
    """What a desk found when it last looked."""

    UNKNOWN = "unknown"
    READY = "ready"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    UNREACHABLE = "unreachable"
    BROKEN = "broken"  # the printer itself reports an error: knife, heat


class PaperKind(StrEnum):
    PRE_SETTLEMENT = "pre_settlement"  # 预结单
    RECEIPT = "receipt"  # 结账小票
    TICKET = "ticket"  # a kitchen's fallback
    TEST = "test"


class JobState(StrEnum):
    """Stored by value."""

    QUEUED = "queued"
    CLAIMED = "claimed"  # a desk has it, no byte has gone out
    PRINTING = "printing"  # bytes may have gone out
    PRINTED = "printed"
    UNSURE = "unsure"  # may have come out: a person looks
    SKIPPED = "skipped"  # too old to be printed by itself
    FAILED = "failed"  # no printer for it
    CANCELLED = "cancelled"


class JobAction(StrEnum):
    CLAIM = "claim"
    BEGIN = "begin"
    FINISH = "finish"
    GIVE_BACK = "give_back"  # nothing was printed: it waits on
    LOSE = "lose"  # may have been printed
    SKIP = "skip"
    FAIL = "fail"  # there is no printer for it any more
    CANCEL = "cancel"
    AGAIN = "again"  # 补打, 重试
    CONFIRM = "confirm"  # a person saw it come out


class Attention(StrEnum):
    """Why a job stands where it stands, for people."""

    NO_PRINTER = "no_printer"
    TOO_OLD = "too_old"
    SEEN_MEANWHILE = "seen_meanwhile"  # a screen showed the dishes before the paper came out
    MAYBE_PRINTED = "maybe_printed"
    PRINTER_REMOVED = "printer_removed"


S, A = JobState, JobAction

MOVES: Final[Mapping[tuple[JobState, JobAction], JobState]] = {
    (S.QUEUED, A.CLAIM): S.CLAIMED,
    (S.QUEUED, A.SKIP): S.SKIPPED,
    (S.QUEUED, A.FAIL): S.FAILED,
    (S.QUEUED, A.CANCEL): S.CANCELLED,
    (S.CLAIMED, A.BEGIN): S.PRINTING,
    (S.CLAIMED, A.GIVE_BACK): S.QUEUED,
    (S.PRINTING, A.FINISH): S.PRINTED,
    (S.PRINTING, A.GIVE_BACK): S.QUEUED,  # the printer refused before the first byte
    (S.PRINTING, A.LOSE): S.UNSURE,
    (S.UNSURE, A.CONFIRM): S.PRINTED,
    (S.UNSURE, A.FINISH): S.PRINTED,  # its desk was only slow
    (S.UNSURE, A.CANCEL): S.CANCELLED,
    (S.SKIPPED, A.CANCEL): S.CANCELLED,
    (S.FAILED, A.CANCEL): S.CANCELLED,
    (S.UNSURE, A.AGAIN): S.QUEUED,
    (S.PRINTED, A.AGAIN): S.QUEUED,
    (S.SKIPPED, A.AGAIN): S.QUEUED,
    (S.FAILED, A.AGAIN): S.QUEUED,
    (S.CANCELLED, A.AGAIN): S.QUEUED,
}

SAME: Final[frozenset[tuple[JobState, JobAction]]] = frozenset(
    {
        (S.QUEUED, A.AGAIN),
        (S.CLAIMED, A.AGAIN),  # it is on its way
        (S.PRINTING, A.BEGIN),
        (S.PRINTED, A.FINISH),
        (S.PRINTED, A.CONFIRM),
        (S.CANCELLED, A.CANCEL),
    }
)
"""A second tap, or an answer that was lost: success, nothing changes."""

MAY_HAVE_COME_OUT: Final = frozenset({S.PRINTED, S.UNSURE})
"""Printed again from here a paper is a copy: it says 补打."""

HELD: Final = frozenset({S.CLAIMED, S.PRINTING})
"""A desk has it while its lease holds."""

SETTLED: Final = frozenset({S.PRINTED, S.CANCELLED})
"""Nobody has to do anything more: the desks' tables hold it no longer."""

NEEDS_A_PERSON: Final = frozenset({S.UNSURE, S.SKIPPED, S.FAILED})


def decide(state: JobState, action: JobAction) -> JobState:
    """The state after `action`; the same one for a repetition. Raises Refused `print.refused`."""
    if (state, action) in SAME:
        return state
    after = MOVES.get((state, action))
    if after is None:
        raise Refused("print.refused", {"state": state, "action": action})
    return after


def is_stale(kind: PaperKind, queued_at: datetime, now: datetime) -> bool:
    """Whether a paper has waited too long to be printed by itself."""
    return kind is PaperKind.TICKET and now - queued_at > STALE_AFTER


def prints_itself_again(kind: PaperKind, copies: int) -> bool:
    """Whether a paper that may have come out is printed again without asking.

    A dish that is cooked twice is dearer than a paper, and a dish that nobody cooks dearer than both:
    the copy says that it is one. A receipt lies before a person who sees it.
    """
    return kind is PaperKind.TICKET and copies < AT_MOST_UNASKED


RAW_PORT: Final = 9100


def network_address(text: str) -> tuple[str, int]:
    """Host and port of `192.168.1.50`, `printer.lan:9100` or `[fe80::1]:9100`.

    Raises Invalid `printer.address` naming the field `address`.
    """
    text = text.strip()
    host, port = text, str(RAW_PORT)
    if text.startswith("["):
        host, _, rest = text[1:].partition("]")
        port = rest[1:] if rest.startswith(":") else (rest or port)
    elif text.count(":") == 1:
        host, _, port = text.partition(":")
    is_number = port.isascii() and port.isdigit() and len(port) <= 5
    if not host or any(x.isspace() or x in "/[]@" for x in host) or not is_number:
        raise Invalid("printer.address", "address")
    if not 1 <= int(port) <= 65535:
        raise Invalid("printer.address", "address")
    return host, int(port)
