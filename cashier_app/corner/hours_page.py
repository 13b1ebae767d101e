"""When the shop is open: the hand on the sign, the week, temporary closings; each with its preview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote

from PySide6.QtCore import QObject

from cashier_app import words
from cashier_app.corner import hours_words
from cashier_app.corner.around import Around
from cashier_app.corner.edit import Act, Edit, Fact
from cashier_app.corner.hours_words import DAYS, day_text, day_word, every_day, preview
from cashier_app.corner.list_page import ListPage, ListRow
from cashier_app.form import Field, FieldKind, Form, Option, Values, date_of, time_of
from cashier_app.words import translate
from common.domain.opening_hours import ByHand, ClosedFor, Hours, Span, judge
from common.wire.answers import ShopBody
from common.wire.requests import CloseShop
from common.wire.shop import ClosingBody, HoursBody, NewClosing, WeeklyHours

_K = FieldKind
_NOW: Final = "now"
_DAY: Final = "day-"
_CLOSING: Final = "closing-"


class HoursPage(ListPage):
    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._body: HoursBody | None = None

    async def load(self) -> None:
        self._body = await self._around.core.call("GET", "/v1/shop/hours", HoursBody)

    def word_new(self) -> str:
        return translate("Cashier", "加临时歇业")

    def words_empty(self) -> tuple[str, str]:
        return translate("Cashier", "还没有取到营业时间"), ""

    # ── list ────────────────────────────────────────────────────────────────────────────────────

    def listed(self) -> Iterable[ListRow]:
        body, now = self._body, self._around.core.now()
        if body is None:
            return []
        hours = self._hours(body)
        weekly = translate("Cashier", "每周营业时间")
        days = [
            ListRow(f"{_DAY}{day}", day_word(day), day_text(hours.weekly, day), section=weekly)
            for day in DAYS
        ]
        return [self._now_row(hours, now), *days, *map(self._closing_row, body.closings)]

    def _now_row(self, hours: Hours, now: datetime) -> ListRow:
        opening = judge(hours, now)
        is_by_hand = hours.by_hand is not None and hours.by_hand.holds_at(now)
        return ListRow(
            key=_NOW,
            title=translate("Cashier", "营业中")
            if opening.is_open
            else translate("Cashier", "打烊"),
            detail=preview(hours, now),
            note=translate("Cashier", "手动") if is_by_hand else "",
            status=translate("Cashier", "营业")
            if opening.is_open
            else translate("Cashier", "打烊"),
            icon="check" if opening.is_open else "lock",
            tone="ok" if opening.is_open else "warn",
            section=translate("Cashier", "现在"),
        )

    def _closing_row(self, closing: ClosingBody) -> ListRow:
        zone = self._around.sight().zone
        until = words.day_and_clock(closing.ends_at, zone)
        return ListRow(
            key=_CLOSING + closing.id,
            title=f"{words.day_and_clock(closing.starts_at, zone)} – {until}",
            detail=closing.reason,
            section=translate("Cashier", "临时歇业"),
        )

    # ── editor ──────────────────────────────────────────────────────────────────────────────────

    def edit_of(self, key: str) -> Edit | None:
        body = self._body
        if body is None:
            return None
        if key == _NOW:
            return self._by_hand_edit(body)
        if key.startswith(_DAY):
            return self._day_edit(body, int(key.removeprefix(_DAY)))
        closing = next((x for x in body.closings if _CLOSING + x.id == key), None)
        return self._closing_edit(closing) if closing is not None else None

    def _day_edit(self, body: HoursBody, day: int) -> Edit:
        hours = self._hours(body)
        spans = [x for x in every_day(hours.weekly) if x.weekday == day]

        def wanted(values: Values) -> Hours:
            return replace(hours, weekly=_weekly(hours.weekly, day, values))

        async def save(values: Values, key: str) -> str:
            weekly = WeeklyHours(hours_words.wire_spans(wanted(values).weekly))
            await self._around.core.call("PUT", "/v1/shop/hours", ShopBody, weekly, key)
            return translate("Cashier", "营业时间已保存")

        word = translate("Cashier", "保存")
        return Edit(
            key=f"{_DAY}{day}",
            form=Form(
                "day", day_word(day), _day_fields(day, spans), word, save,
                summary=lambda values: preview(wanted(values), self._around.core.now()),
                check=lambda values: _wrong_day(hours.weekly, day, values),
            ),
            detail=translate("Cashier", "打烊时间早于开门时间，就是到第二天"),
        )  # fmt: skip

    def _by_hand_edit(self, body: HoursBody) -> Edit:
        hours, zone = self._hours(body), self._around.sight().zone
        hand = body.by_hand

        def wanted(values: Values) -> Hours:
            state = values.text("state")
            if state == "hours":
                return replace(hours, by_hand=None)
            by_hand = ByHand(state == "open", values.text("reason"), self._until(values))
            return replace(hours, by_hand=by_hand)

        async def save(values: Values, key: str) -> str:
            call, by_hand = self._around.core.call, wanted(values).by_hand
            if by_hand is None:
                await call("DELETE", "/v1/shop/state", ShopBody, None, key)
                return translate("Cashier", "按营业时间开门和打烊")
            state = CloseShop(by_hand.is_open, by_hand.reason, by_hand.until)
            await call("PUT", "/v1/shop/state", ShopBody, state, key)
            if by_hand.is_open:
                return translate("Cashier", "已设为营业")
            return translate("Cashier", "已打烊，各屏马上知道")

        until = hand.until.astimezone(zone) if hand is not None and hand.until is not None else None
        chosen = "hours" if hand is None else "open" if hand.is_open else "closed"
        fields = (
            Field("state", _K.CHOICE, translate("Cashier", "门店"), chosen, options=(
                Option("hours", translate("Cashier", "按营业时间")),
                Option("closed", translate("Cashier", "打烊")),
                Option("open", translate("Cashier", "营业")),
            ), wire="is_open"),
            Field("reason", _K.TEXT, translate("Cashier", "原因（客人看得到，可不填）"),
                  hand.reason if hand else "", optional=True),
            Field("untilDay", _K.DATE, translate("Cashier", "到哪天为止（不填：直到有人改）"),
                  f"{until:%Y-%m-%d}" if until else "", optional=True, wire="until"),
            Field("untilTime", _K.TIME, translate("Cashier", "到几点为止"),
                  f"{until:%H:%M}" if until else "", optional=True),
        )  # fmt: skip
        title, word = translate("Cashier", "现在营业还是打烊"), translate("Cashier", "保存")
        return Edit(
            key=_NOW,
            form=Form(
                "state", title, fields, word, save,
                summary=lambda values: preview(wanted(values), self._around.core.now()),
                check=self._wrong_until,
            ),
        )  # fmt: skip

    def _wrong_until(self, values: Values) -> Mapping[str, str]:
        if values.text("state") == "hours":
            return {}
        has_day, has_time = bool(values.text("untilDay")), bool(values.text("untilTime"))
        if has_day != has_time:
            key = "untilTime" if has_day else "untilDay"
            return {key: translate("Cashier", "日期和时间要一起填")}
        until = self._until(values)
        if until is not None and until <= self._around.core.now():
            return {"untilDay": translate("Cashier", "这个时间已经过了")}
        return {}

    def edit_new(self) -> Edit:
        def wanted(values: Values) -> ClosedFor | None:
            starts, ends = self._at(values, "fromDay", "from"), self._at(values, "toDay", "to")
            if starts is None or ends is None:
                return None
            return ClosedFor(starts, ends, values.text("reason"))

        async def send(values: Values, key: str) -> str:
            closing = wanted(values)
            assert closing is not None, "the fields are full"
            body = NewClosing(closing.starts_at, closing.ends_at, closing.reason)
            path = "/v1/shop/closings"
            made = await self._around.core.call("POST", path, ClosingBody, body, key)
            self.choose_next(_CLOSING + made.id)
            return translate("Cashier", "临时歇业已加上")

        def check(values: Values) -> Mapping[str, str]:
            closing = wanted(values)
            if closing is None:
                return {}
            if closing.ends_at <= closing.starts_at:
                return {"toDay": translate("Cashier", "结束要晚于开始")}
            if closing.ends_at <= self._around.core.now():
                return {"toDay": translate("Cashier", "这个时间已经过了")}
            return {}

        def summary(values: Values) -> str:
            closing = wanted(values)
            if closing is None or self._body is None or check(values):
                return ""
            hours = self._hours(self._body)
            hours = replace(hours, closings=(*hours.closings, closing))
            again = judge(hours, closing.starts_at).next_change_at
            now, zone = self._around.core.now(), hours.zone
            when = hours_words.moment(again, now, zone) if again else "—"
            return translate("Cashier", "歇业之后 {0} 再开门").format(when)

        today = f"{self._around.core.now().astimezone(self._around.sight().zone):%Y-%m-%d}"
        title, word = translate("Cashier", "临时歇业"), translate("Cashier", "加临时歇业")
        form = Form(
            "closing", title, _closing_fields(today), word, send, summary=summary, check=check
        )
        return Edit("", form)

    def _closing_edit(self, closing: ClosingBody) -> Edit:
        async def drop(values: Values, key: str) -> str:
            path = f"/v1/shop/closings/{quote(closing.id)}"
            await self._around.core.call("DELETE", path, ShopBody, None, key)
            return translate("Cashier", "不歇业了")

        zone = self._around.sight().zone
        none = translate("Cashier", "没有写")
        return Edit(
            key=_CLOSING + closing.id,
            form=Form("closing", translate("Cashier", "临时歇业"), (), "", drop),
            facts=(
                Fact("from", translate("Cashier", "从"), words.day_and_clock(closing.starts_at, zone)),
                Fact("to", translate("Cashier", "到"), words.day_and_clock(closing.ends_at, zone)),
                Fact("reason", translate("Cashier", "原因"), closing.reason or none),
            ),
            acts=(
                Act("drop", "cross", translate("Cashier", "按住取消歇业"), send=drop, is_held=True,
                    is_danger=True),
            ),
        )  # fmt: skip

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _hours(self, body: HoursBody) -> Hours:
        return hours_words.hours_of(body, self._around.sight().zone)

    def _until(self, values: Values) -> datetime | None:
        return self._at(values, "untilDay", "untilTime")

    def _at(self, values: Values, day_key: str, time_key: str) -> datetime | None:
        day, wall = date_of(values.text(day_key)), time_of(values.text(time_key))
        if day is None or wall is None:
            return None
        return datetime.combine(day, wall, self._around.sight().zone).astimezone(UTC)


def _day_fields(day: int, spans: list[Span]) -> tuple[Field, ...]:
    texts = [
        (f"{x.opens:%H:%M}", f"{x.closes:%H:%M}") for x in sorted(spans, key=lambda x: x.opens)
    ]
    first = texts[0] if texts else ("10:00", "22:00")
    second = texts[1] if len(texts) > 1 else ("", "")
    others = tuple(Option(str(x), day_word(x)) for x in DAYS if x != day)
    return (
        Field("isOpen", _K.SWITCH, translate("Cashier", "这天营业"), "1" if spans else ""),
        Field("opens", _K.TIME, translate("Cashier", "开门"), first[0], wire="spans"),
        Field("closes", _K.TIME, translate("Cashier", "打烊"), first[1]),
        Field("opens2", _K.TIME, translate("Cashier", "第二段开门（可不填）"), second[0], optional=True),
        Field("closes2", _K.TIME, translate("Cashier", "第二段打烊"), second[1], optional=True),
        Field("also", _K.CHOICE, translate("Cashier", "同样用于"), options=others, many=True,
              optional=True),
    )  # fmt: skip


def _closing_fields(today: str) -> tuple[Field, ...]:
    return (
        Field("fromDay", _K.DATE, translate("Cashier", "从哪天"), today, wire="starts_at"),
        Field("from", _K.TIME, translate("Cashier", "几点"), "10:00"),
        Field("toDay", _K.DATE, translate("Cashier", "到哪天"), today, wire="ends_at"),
        Field("to", _K.TIME, translate("Cashier", "几点"), "22:00"),
        Field("reason", _K.TEXT, translate("Cashier", "原因（客人看得到，可不填）"), optional=True),
    )


def _weekly(weekly: tuple[Span, ...], day: int, values: Values) -> tuple[Span, ...]:
    """The week as it would be: this day's spans, and the same for the days that were tapped."""
    days = {day, *map(int, values.chosen("also"))}
    kept = [x for x in every_day(weekly) if x.weekday not in days]
    pairs = [("opens", "closes"), ("opens2", "closes2")] if values.is_on("isOpen") else []
    for opens_key, closes_key in pairs:
        opens, closes = time_of(values.text(opens_key)), time_of(values.text(closes_key))
        if opens is not None and closes is not None:
            kept += [Span(x, opens, closes) for x in days]
    return tuple(sorted(kept, key=lambda x: (x.weekday, x.opens)))


def _wrong_day(weekly: tuple[Span, ...], day: int, values: Values) -> Mapping[str, str]:
    wanted = _weekly(weekly, day, values)
    if not wanted:
        # No span at all would mean: always open.
        return {"isOpen": translate("Cashier", "不能每天都休息；要关店请用上面的“打烊”")}
    if bool(values.text("opens2")) != bool(values.text("closes2")):
        return {"closes2": translate("Cashier", "第二段要有开门和打烊")}
    mine = [x for x in wanted if x.weekday == day]
    if len(mine) == 2 and _ends(mine[0]) > _begins(mine[1]):
        return {"opens2": translate("Cashier", "两段时间重叠了")}
    return {}


def _begins(span: Span) -> timedelta:
    return timedelta(hours=span.opens.hour, minutes=span.opens.minute)


def _ends(span: Span) -> timedelta:
    length = timedelta(hours=span.closes.hour, minutes=span.closes.minute)
    return length if span.closes > span.opens else length + timedelta(days=1)
