"""The papers speak of what is there."""

from enum import StrEnum

import pytest

from common.domain.kitchen import LineAction, LineState, MarkKind
from common.domain.roles import Role
from common.domain.rows import RoomState
from tests.house.sources import text_of

NOT_IN_THE_SHOP = {Role.BRAND_ADMIN, Role.INTEGRATION, Role.PAD}  # the same word in both languages


@pytest.mark.parametrize("words", [LineState, LineAction, MarkKind, RoomState, Role])
def test_every_word_of_the_rules_stands_in_the_glossary(words: type[StrEnum]) -> None:
    glossary = text_of("docs/glossary.md") or ""
    assert [word for word in words if word not in glossary and word not in NOT_IN_THE_SHOP] == []


def test_every_target_of_make_explains_itself() -> None:
    makefile = (text_of("Makefile") or "").splitlines()
    named = next(line for line in makefile if line.startswith(".PHONY"))
    listed = named.removeprefix(".PHONY:").removesuffix("\\").split()
    explained = {line.split(":")[0] for line in makefile if " ## " in line}
    assert set(listed) - explained == {"static"}  # a part of `check`, not for people
