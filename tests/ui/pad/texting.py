"""What the server says to a guest who may leave a phone number."""

from __future__ import annotations

from dataclasses import replace

from common.client.api import ProblemAnswered
from common.domain.rows import StayRow
from common.wire.answers import StayBody, TextsOffer
from common.wire.problems import Problem
from tests.support.fake_core import FakeCore

MASKED = "138****5678"


def path_of(stay: StayRow) -> str:
    return f"/v1/stays/{stay.id}/phone"


def offer_texts(core: FakeCore, stay: StayRow, *, is_offered: bool = True) -> None:
    """The shop lets guests ask, and takes any number for that of the pictures."""
    told = replace(stay, texts_to=MASKED, version=stay.version + 1)
    gone = replace(stay, version=stay.version + 2)
    core.answers["GET", path_of(stay)] = TextsOffer(is_offered, "")
    core.answers["PUT", path_of(stay)] = StayBody(told, None)
    core.answers["DELETE", path_of(stay)] = StayBody(gone, None)


def refuse_phone(core: FakeCore, stay: StayRow, code: str = "sms.phone_invalid") -> None:
    core.answers["PUT", path_of(stay)] = ProblemAnswered(Problem(code, 422))
