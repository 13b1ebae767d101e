"""How the simulator behaves, and the faults it is told to have.

A fault lasts for `times` uses (None: until taken away) and strikes the requests and reports of one
phone or one uid's beginning, or all. Of several the one given first strikes first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

Kind = Literal[
    # a request to send
    "refuse",  # with `code`
    "cut_before",  # the connection, before anything is accepted
    "cut_after",  # accepted, then cut: we cannot know
    "delay",  # the answer, by `seconds`; what is accepted is accepted at once
    "hang",  # accepted, and never an answer
    "garble",  # accepted, answered with something that is no JSON
    "no_id",  # accepted, but the answer names no msgId
    # its reports
    "status",  # `code` in place of DELIVRD
    "lose",  # no report ever
    "duplicate",  # each report `count` times
    "early",  # the report comes before the answer to the request
    "late",  # the report comes `seconds` later
    "shuffle",  # the reports of a request in another order
    "wrong_id",  # the report names another msgId; uid is right
    "longer",  # billed `count` parts more than the text has
    "then",  # after the report comes another one, of status `code`
]

AT_REPORTS: Final = frozenset(
    {"status", "lose", "duplicate", "early", "late", "shuffle", "wrong_id", "longer", "then"}
)


class Fault(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    kind: Kind
    times: Annotated[int, Meta(ge=1)] | None = 1
    code: str = ""
    count: Annotated[int, Meta(ge=1, le=100)] = 3
    seconds: Annotated[float, Meta(ge=0, le=3600)] = 1.0
    phone: str = ""  # as we are asked: 13800138000
    uid: str = ""  # how it begins

    def strikes(self, uid: str, phones: tuple[str, ...]) -> bool:
        return uid.startswith(self.uid) and (not self.phone or self.phone in phones)


class Conduct(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Until told otherwise: a fast, faithful provider."""

    accept_s: Annotated[float, Meta(ge=0, le=60, description="until it answers")] = 0.0
    report_s: Annotated[float, Meta(ge=0, le=3600, description="until it reports")] = 0.2
    per_second: Annotated[int, Meta(ge=1, description="requests; more are answered 103")] | None = (
        None
    )
    balance: Annotated[int, Meta(ge=0, description="units; then 109")] = 1_000_000_000
    allowed_ips: tuple[str, ...] = ()  # none: all; others are answered 117
    signatures: tuple[str, ...] = ()  # none: any in 【】
    hours: tuple[int, int] = (0, 24)  # Shanghai; outside them 110
    marketing: tuple[str, ...] = ()  # accounts whose texts must end with `tail`, else 115
    tail: str = "拒收请回复R"
    report_url: str = ""  # none: reports wait to be pulled
    reply_url: str = ""
    push_again_s: Annotated[float, Meta(gt=0, le=600, description="60 at the vendor")] = 60.0


@dataclass(slots=True)
class Faults:
    """Those that are still to strike."""

    waiting: list[Fault] = field(default_factory=list)

    def take(self, kinds: frozenset[str], uid: str, phones: tuple[str, ...]) -> list[Fault]:
        """The first of each of `kinds` that strikes; one use of each is spent."""
        struck: dict[str, Fault] = {}
        for fault in self.waiting:
            if fault.kind in kinds and fault.kind not in struck and fault.strikes(uid, phones):
                struck[fault.kind] = fault
        for fault in struck.values():
            if fault.times is not None:
                fault.times -= 1
        self.waiting = [fault for fault in self.waiting if fault.times != 0]
        return list(struck.values())
