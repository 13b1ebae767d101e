"""Templates of announcements: one text, typed placeholders, two strings. Source: spec 30.

`{roomName}房间下单了{goodsName}{num}份,请注意` gives the *shown* `801房间下单了水饺2份,请注意` and the
*spoken* `八零幺房间下单了水饺两份,请注意`. The type of each placeholder comes from the event's schema
(`common.domain.announcing`), never from a look at the value.

Placeholders of a line (dish, quantity, unit) may stand for several lines: the stretch from the
first to the last of them is repeated, joined by `、`. A 份 right behind a quantity belongs to that
stretch and gives way to the dish's own unit (可乐1瓶).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from common.domain.errors import Invalid
from common.domain.numbers import HIGHEST_COUNT, OneIsRead, read_code, read_count

MAX_TEMPLATE_LENGTH: Final = 200
"""Characters."""
DEFAULT_UNIT: Final = "份"
JOINT: Final = "、"

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_BLANKS: Final = re.compile(r"\s+")


class ParamType(StrEnum):
    """What a placeholder stands for; it decides how its digits are said."""

    CODE = "code"  # room, order number, hand tag: digit by digit
    COUNT = "count"  # a quantity: 0–99 999 999, as people count
    TEXT = "text"  # a name: said and shown as it is


@dataclass(frozen=True, slots=True)
class Param:
    """One placeholder of a schema. `of_line`: each line of the order has its own value."""

    name: str
    type: ParamType
    of_line: bool = False


Schema = Mapping[str, Param]


def schema(*params: Param) -> Schema:
    return {param.name: param for param in params}


class TemplateInvalid(Invalid):
    """A template that may not be saved. `position` counts characters from 0."""

    def __init__(self, code: str, position: int, **facts: object) -> None:
        super().__init__(code, "template", {"position": position, **facts})
        self.position = position

    def at(self, field: str) -> TemplateInvalid:
        """The same refusal, of the template in `field`."""
        others = {name: fact for name, fact in self.facts.items() if name != "position"}
        return TemplateInvalid(self.code, self.position, **{**others, "field": field})


class ParamRefused(Invalid):
    """A call whose parameters cannot fill its template: it is refused, not half spoken."""

    def __init__(self, code: str, name: str, **facts: object) -> None:
        super().__init__(code, f"$.params.{name}", facts)


@dataclass(frozen=True, slots=True)
class Literal:
    text: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    param: Param
    has_unit: bool = False  # a 份 stood right behind it


Part = Literal | Placeholder


@dataclass(frozen=True, slots=True)
class Template:
    """A validated template: what goes before the lines, what is said of each line, what follows."""

    text: str
    before: tuple[Part, ...]
    each_line: tuple[Part, ...]
    after: tuple[Part, ...]

    @property
    def names(self) -> frozenset[str]:
        """The placeholders it uses."""
        parts = (*self.before, *self.each_line, *self.after)
        return frozenset(part.param.name for part in parts if isinstance(part, Placeholder))


@dataclass(frozen=True, slots=True)
class Rendered:
    """One sentence, for the eye and for the ear."""

    shown: str
    spoken: str


def parse(text: str, known: Schema) -> Template:
    """Validate `text` against the event's schema.

    Raises TemplateInvalid with the position: `template.empty`, `template.too_long`,
    `template.unknown_placeholder`, `template.unclosed_placeholder`, `template.stray_brace`.
    """
    if not text.strip():
        raise TemplateInvalid("template.empty", 0)
    if len(text) > MAX_TEMPLATE_LENGTH:
        raise TemplateInvalid(
            "template.too_long",
            MAX_TEMPLATE_LENGTH,
            length=len(text),
            at_most=MAX_TEMPLATE_LENGTH,
        )
    return _grouped(text, _with_units(_split(text, known)))


def _split(text: str, known: Schema) -> list[Part]:
    parts: list[Part] = []
    at = 0
    while at < len(text):
        opening = text.find("{", at)
        end = len(text) if opening < 0 else opening
        if (stray := text.find("}", at, end)) >= 0:
            raise TemplateInvalid("template.stray_brace", stray)
        if end > at:
            parts.append(Literal(text[at:end]))
        if opening < 0:
            break
        closing = text.find("}", opening)
        if closing < 0 or "{" in text[opening + 1 : closing]:
            raise TemplateInvalid("template.unclosed_placeholder", opening)
        parts.append(Placeholder(_named(text[opening + 1 : closing], opening, known)))
        at = closing + 1
    return parts


def _named(name: str, position: int, known: Schema) -> Param:
    if _NAME.fullmatch(name) is None or name not in known:
        raise TemplateInvalid(
            "template.unknown_placeholder", position, placeholder=name, known=sorted(known)
        )
    return known[name]


def _with_units(parts: Sequence[Part]) -> list[Part]:
    """Take the 份 behind each quantity of a line into its placeholder."""
    joined: list[Part] = []
    for part in parts:
        previous = joined[-1] if joined else None
        if (
            isinstance(part, Literal)
            and part.text.startswith(DEFAULT_UNIT)
            and isinstance(previous, Placeholder)
            and previous.param.of_line
            and previous.param.type is ParamType.COUNT
        ):
            joined[-1] = Placeholder(previous.param, has_unit=True)
            if rest := part.text.removeprefix(DEFAULT_UNIT):
                joined.append(Literal(rest))
        else:
            joined.append(part)
    return joined


def _grouped(text: str, parts: Sequence[Part]) -> Template:
    of_line = [
        place
        for place, part in enumerate(parts)
        if isinstance(part, Placeholder) and part.param.of_line
    ]
    if not of_line:
        return Template(text, tuple(parts), (), ())
    first, last = of_line[0], of_line[-1] + 1
    return Template(text, tuple(parts[:first]), tuple(parts[first:last]), tuple(parts[last:]))


def render(
    template: Template,
    params: Mapping[str, str],
    lines: Sequence[Mapping[str, str]] = (),
    one: OneIsRead = OneIsRead.YAO,
) -> Rendered:
    """Fill the template. Each of `lines` fills its line placeholders; none: `params` are the one line.

    Raises ParamRefused (`message.param_missing`, `message.param_invalid`) and says nothing then.
    """
    spoken_of = (lines or ({},)) if template.each_line else ()
    each = [_fill(template.each_line, {**params, **line}, one) for line in spoken_of]
    before = _fill(template.before, params, one)
    after = _fill(template.after, params, one)
    return Rendered(
        shown=before.shown + JOINT.join(said.shown for said in each) + after.shown,
        spoken=before.spoken + JOINT.join(said.spoken for said in each) + after.spoken,
    )


def check_params(params: Mapping[str, str], known: Schema) -> None:
    """Whether each of `params` is the event's and of its type, used by the template or not.

    Raises ParamRefused `message.param_unknown`, `message.param_invalid`.
    """
    for name, value in params.items():
        if name not in known:
            raise ParamRefused("message.param_unknown", name, known=sorted(known))
        if known[name].type is ParamType.COUNT:
            _count(name, value)


def _fill(parts: Sequence[Part], params: Mapping[str, str], one: OneIsRead) -> Rendered:
    filled = [_fill_part(part, params, one) for part in parts]
    return Rendered(
        shown="".join(part.shown for part in filled),
        spoken="".join(part.spoken for part in filled),
    )


def _fill_part(part: Part, params: Mapping[str, str], one: OneIsRead) -> Rendered:
    if isinstance(part, Literal):
        return Rendered(part.text, part.text)
    name = part.param.name
    value = _BLANKS.sub(" ", params.get(name, "")).strip()
    if not value:
        raise ParamRefused("message.param_missing", name)
    unit = (params.get("unit") or DEFAULT_UNIT) if part.has_unit else ""
    match part.param.type:
        case ParamType.TEXT:
            return Rendered(value, value)
        case ParamType.CODE:
            return Rendered(value, read_code(value, one))
        case ParamType.COUNT:
            count = _count(name, value)
            return Rendered(f"{count}{unit}", f"{read_count(count)}{unit}")


def _count(name: str, value: str) -> int:
    if not (value.isascii() and value.isdecimal() and len(value) <= len(str(HIGHEST_COUNT))):
        raise ParamRefused("message.param_invalid", name, value=value, at_most=HIGHEST_COUNT)
    return int(value)
