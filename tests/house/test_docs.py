"""The papers speak of what is there."""

from enum import StrEnum

import pytest

from common.domain.kitchen import LineAction, LineState, MarkKind
from common.domain.roles import Role
from common.domain.rows import RoomState
from tests.house.sources import files, text_of

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


def test_every_decision_record_has_a_number_of_its_own() -> None:
    records = [path for path in files(".md") if path.startswith("docs/adr/")]
    numbers = [int(path.removeprefix("docs/adr/")[:4]) for path in records]
    assert sorted(numbers) == list(range(1, len(records) + 1))
    for path, number in zip(records, numbers, strict=True):
        assert (text_of(path) or "").startswith(f"# {number}. "), path
