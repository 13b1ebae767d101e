"""One announcement as fields to fill in, and back; the rules are those of the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import Final

from cashier_app.corner import message_words as say
from cashier_app.form import Field, FieldKind, Option, Values, time_of
from cashier_app.words import translate
from common.domain.announcement_settings import base_for, check_templates, spoken_as
from common.domain.announcing import RANGES, Announcement, QuietHours
from common.domain.chimes import Chime, chime_named
from common.domain.errors import Invalid
from common.domain.rows import OrderSource
from common.domain.templates import MAX_TEMPLATE_LENGTH, TemplateInvalid
from common.wire.messages import AnnouncementBody, AnnouncementFields, QuietSpan

_K = FieldKind
TEMPLATES: Final = ("room_template", "tag_template")
_RATES: Final = (140, 170, 200)
_LONGEST: Final = MAX_TEMPLATE_LENGTH + 50  # a little over is typed and told, not cut off


def fields_of(body: AnnouncementBody) -> tuple[Field, ...]:
    held = body.fields
    names = {each.name for each in body.placeholders}
    told = [
        _switch("is_enabled", translate("Cashier", "告诉{0}").format(say.channel(body.channel)),
                held.is_enabled),
        Field("room_template", _K.LONG, translate("Cashier", "说什么（按房号）"),
              held.room_template, longest=_LONGEST),
    ]  # fmt: skip
    if "handTag" in names:
        told.append(
            Field("tag_template", _K.LONG, translate("Cashier", "说什么（按手牌）"),
                  held.tag_template, optional=True, longest=_LONGEST)
        )  # fmt: skip
    if body.can_be_spoken:
        told.insert(
            1, _switch("is_spoken", translate("Cashier", "念出来（关掉就只显示）"), held.is_spoken)
        )
    return (*told, *_how_often(held), *_how(held), *_when(held, has_order="goodsName" in names))


def _how_often(held: AnnouncementFields) -> tuple[Field, ...]:
    return (
        _within(Field("repeats", _K.COUNT, translate("Cashier", "说几遍"), str(held.repeats))),
        _seconds("interval_s", translate("Cashier", "每遍隔多久"), held.interval_s, (20, 30, 60)),
        _seconds("delay_s", translate("Cashier", "过多久才说"), held.delay_s, (0, 5, 30)),
    )  # fmt: skip


def _how(held: AnnouncementFields) -> tuple[Field, ...]:
    rates = (
        translate("Cashier", "慢"),
        translate("Cashier", "正常"),
        translate("Cashier", "快"),
    )
    speeds = tuple(Option(str(rate), word) for rate, word in zip(_RATES, rates, strict=True))
    chimes = tuple(Option(each, say.chime(each)) for each in Chime)
    return (
        Field("chime", _K.CHOICE, translate("Cashier", "先响什么"), held.chime or "",
              options=chimes, optional=True),
        _within(
            Field("voice_rate", _K.NUMBER, translate("Cashier", "语速"), str(held.voice_rate),
                  options=speeds, longest=3)
        ),
        _within(
            Field("priority", _K.COUNT, translate("Cashier", "先后（0 最先，9 最后）"),
                  str(held.priority))
        ),
    )  # fmt: skip


def _when(held: AnnouncementFields, *, has_order: bool) -> tuple[Field, ...]:
    quiet = held.quiet
    sources = tuple(Option(each, say.order_source(each)) for each in OrderSource)
    fields = [
        Field("quiet_from", _K.TIME, translate("Cashier", "安静时段从（只显示，不播报；可不填）"),
              quiet.starts if quiet else "", optional=True, wire="quiet", longest=5),
        Field("quiet_to", _K.TIME, translate("Cashier", "安静时段到"),
              quiet.ends if quiet else "", optional=True, longest=5),
        _seconds("confirm_within_s", translate("Cashier", "多久没人播报就换别处提醒"),
                 held.confirm_within_s, (15, 30, 60)),
        _seconds("expires_after_s", translate("Cashier", "多久以后只显示，不再播报"),
                 held.expires_after_s, (60, 120, 300)),
    ]  # fmt: skip
    if has_order:
        word = translate("Cashier", "只限哪里下的单（不选：都算）")
        chosen = ",".join(held.sources)
        fields.append(
            Field("sources", _K.CHOICE, word, chosen, options=sources, many=True, optional=True)
        )
    return tuple(fields)


def _switch(key: str, label: str, is_on: bool) -> Field:
    return Field(key, _K.SWITCH, label, "1" if is_on else "")


def _seconds(key: str, label: str, value: int, quick: tuple[int, ...]) -> Field:
    words = tuple(Option(str(s), translate("Cashier", "{0} 秒").format(s)) for s in quick)
    unit = translate("Cashier", "秒")
    return _within(Field(key, _K.NUMBER, label, str(value), unit=unit, options=words, longest=4))


def _within(field: Field) -> Field:
    """With the borders that the rules set."""
    lowest, highest = RANGES[field.key]
    return replace(field, at_least=lowest, at_most=highest)


# ── what was filled in ───────────────────────────────────────────────────────────────────────────


def body_from(body: AnnouncementBody, values: Values) -> AnnouncementFields:
    """The whole setting; call it once `check` finds nothing."""
    starts, ends = time_of(values.text("quiet_from")), time_of(values.text("quiet_to"))
    return AnnouncementFields(
        is_enabled=values.is_on("is_enabled"),
        is_spoken=body.can_be_spoken and values.is_on("is_spoken"),
        room_template=values.text("room_template"),
        tag_template=values.text("tag_template"),
        delay_s=values.number("delay_s"),
        repeats=values.number("repeats"),
        interval_s=values.number("interval_s"),
        priority=values.number("priority"),
        voice_rate=values.number("voice_rate"),
        expires_after_s=values.number("expires_after_s"),
        confirm_within_s=values.number("confirm_within_s"),
        sources=[OrderSource(each) for each in values.chosen("sources")],
        chime=chime_named(values.text("chime")),
        quiet=QuietSpan(_wall(starts), _wall(ends)) if starts and ends else None,
    )


def announcement_from(body: AnnouncementBody, values: Values) -> Announcement:
    """As the rules know it. Raises Invalid for what no setting can be."""
    held = body_from(body, values)
    base = base_for(body.event, body.channel)
    quiet = held.quiet
    return replace(
        base,
        msg_type=spoken_as(base, is_spoken=held.is_spoken),
        **{name: getattr(held, name) for name in (*TEMPLATES, *RANGES, "is_enabled", "chime")},
        sources=frozenset(held.sources),
        quiet=None
        if quiet is None
        else QuietHours(time.fromisoformat(quiet.starts), time.fromisoformat(quiet.ends)),
    )


def check(body: AnnouncementBody, values: Values) -> Mapping[str, str]:
    """What is wrong with which field, in words."""
    wrong: dict[str, str] = {}
    for name in RANGES:
        lowest, highest = RANGES[name]
        if not lowest <= values.number(name) <= highest:
            wrong[name] = translate("Cashier", "要在 {0} 和 {1} 之间").format(lowest, highest)
    for key, other in (("quiet_from", "quiet_to"), ("quiet_to", "quiet_from")):
        if values.text(other) and not values.text(key):
            wrong[key] = translate("Cashier", "两个时间都要填，或都不填")
    if wrong:
        return wrong
    try:
        check_templates(announcement_from(body, values))
    except TemplateInvalid as refusal:
        return {_field_of(refusal): template_word(refusal)}
    except Invalid:
        return {"room_template": translate("Cashier", "填得不对")}
    return {}


def template_word(refusal: TemplateInvalid) -> str:
    """Where a template is wrong, and how; places are counted from 1."""
    at = refusal.position + 1
    name = str(refusal.facts.get("placeholder", ""))
    known = {
        "template.empty": translate("Cashier", "不能空着"),
        "template.too_long": translate("Cashier", "最多 {0} 个字").format(MAX_TEMPLATE_LENGTH),
        "template.unknown_placeholder": translate("Cashier", "第 {0} 个字：没有 {1} 这个词").format(
            at, "{" + name + "}"
        ),
        "template.unclosed_placeholder": translate("Cashier", "第 {0} 个字：括号没有关上").format(
            at
        ),
        "template.stray_brace": translate("Cashier", "第 {0} 个字：多了一个括号").format(at),
        "template.not_always_known": translate(
            "Cashier", "第 {0} 个字：客人不一定有{1}，这里不能用"
        ).format(at, say.placeholder(name)),
    }
    return known.get(refusal.code, refusal.code)


def _field_of(refusal: TemplateInvalid) -> str:
    field = str(refusal.facts.get("field", "")).removeprefix("$.")
    return field if field in TEMPLATES else "room_template"


def _wall(at: time) -> str:
    return f"{at:%H:%M}"
