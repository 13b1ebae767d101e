"""What a guest may choose of a dish, written as a manager writes it: one group a line.

    辣度 选1：不辣、微辣、特辣
    加料 可选0-3：加蛋+3、牛肉+12.5

`选2` exactly two, `选0-3` none to three, nothing: one or none. `+3` costs 3 yuan more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from cashier_app.form import fen_of
from common.domain.money import yuan_text
from common.domain.rows import OptionGroup
from common.wire.menu import PutOption, PutOptionGroup

MOST_GROUPS: Final = 10
MOST_OPTIONS: Final = 20
LONGEST: Final = 20
_HEAD: Final = re.compile(
    r"(?P<name>.*?)(?:\s*可?选\s*(?P<least>\d{1,2})(?:\s*[-–~至]\s*(?P<most>\d{1,2}))?)?\s*[:：]"
)
_BETWEEN: Final = re.compile(r"[、，,]")
_PRICE: Final = re.compile(r"(?P<name>.*?)\s*(?:[+＋]\s*(?P<yuan>[^+＋]*))?")


class Unreadable(ValueError):
    """`line` counts from 1; the text says what is wrong with it, in `Problem`'s terms."""

    def __init__(self, line: int, problem: str, about: str = "") -> None:
        super().__init__(f"{line}: {problem} {about}")
        self.line = line
        self.problem = problem
        self.about = about


def text_of(groups: Sequence[OptionGroup]) -> str:
    """As `read` reads it."""
    return "\n".join(_line_of(group) for group in groups)


def read(
    text: str, known: Sequence[OptionGroup], new_id: Callable[[], str]
) -> list[PutOptionGroup]:
    """The groups of `text`. An option of a name that its group had keeps its id: orders name it.

    Raises Unreadable.
    """
    ids = {(group.name, option.name): option.id for group in known for option in group.options}
    lines = [(at, line) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    groups: list[PutOptionGroup] = []
    for at, line in lines:
        group = _group(at, line.strip(), lambda pair: ids.get(pair) or new_id())
        if any(other.name == group.name for other in groups):
            raise Unreadable(at, "twice", group.name)
        groups.append(group)
    if len(groups) > MOST_GROUPS:
        raise Unreadable(lines[MOST_GROUPS][0], "too_many", str(MOST_GROUPS))
    return groups


def _group(at: int, line: str, id_of: Callable[[tuple[str, str]], str]) -> PutOptionGroup:
    head = _HEAD.match(line)
    if head is None:
        raise Unreadable(at, "no_colon")
    name = _named(at, head["name"])
    options = list(_options(at, name, line[head.end() :], id_of))
    least = 0 if head["least"] is None else int(head["least"])
    most = int(head["most"]) if head["most"] is not None else max(least, 1)
    if not 0 <= least <= most <= len(options) or most < 1:
        raise Unreadable(at, "cannot_choose", name)
    return PutOptionGroup(name=name, options=options, at_least=least, at_most=most)


def _options(
    at: int, group: str, text: str, id_of: Callable[[tuple[str, str]], str]
) -> Iterator[PutOption]:
    seen: set[str] = set()
    for part in _BETWEEN.split(text):
        found = _PRICE.fullmatch(part.strip())
        assert found is not None, "both parts may be empty"
        name = _named(at, found["name"])
        extra = 0 if found["yuan"] is None else fen_of(found["yuan"])
        if extra is None:
            raise Unreadable(at, "no_price", part.strip())
        if name in seen or len(seen) == MOST_OPTIONS:
            raise Unreadable(at, "twice" if name in seen else "too_many", name)
        seen.add(name)
        yield PutOption(id=id_of((group, name)), name=name, extra_fen=extra)


def _named(at: int, name: str) -> str:
    name = name.strip()
    if not name or len(name) > LONGEST:
        raise Unreadable(at, "no_name" if not name else "long_name", name)
    return name


def _line_of(group: OptionGroup) -> str:
    options = "、".join(
        option.name + (f"+{_yuan(option.extra_fen)}" if option.extra_fen else "")
        for option in group.options
    )
    return f"{group.name} {_how_many(group.at_least, group.at_most)}：{options}"


def _how_many(least: int, most: int) -> str:
    return f"选{least}" if least == most else f"可选{least}-{most}"


def _yuan(fen: int) -> str:
    return yuan_text(fen).removesuffix(".00")
