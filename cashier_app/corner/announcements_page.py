"""播报设置: who is told what, how and how often; how a sentence reads and sounds while it is typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import quote

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app.corner import announcement_form as form
from cashier_app.corner import message_words as say
from cashier_app.corner.around import Around
from cashier_app.corner.edit import Act, Edit, Fact
from cashier_app.corner.list_page import Filter, ListPage, ListRow
from cashier_app.corner.manner_form import MANNER, manner_edit
from cashier_app.form import Form, Send, Values
from cashier_app.words import translate
from common.domain.announcement_settings import Source, check_templates, sample
from common.domain.announcing import Announcement
from common.domain.errors import Invalid
from common.domain.numbers import OneIsRead
from common.domain.speaking import Utterance
from common.domain.templates import Rendered
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn
from common.wire.answers import Page
from common.wire.messages import AnnouncementBody, MannerBody

_CONFIGS: Final = "/v1/messages/configs"


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A sentence as it would be shown and said; `spoken` empty: it is only shown."""

    key: str
    title: str
    shown: str
    spoken: str


@dataclass(frozen=True, slots=True)
class WordRow:
    """Something that a template may name: `{roomName}` 房号."""

    name: str
    word: str


class AnnouncementsPage(ListPage):
    sampled = Signal()

    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._known: dict[str, AnnouncementBody] = {}
        self._manner: MannerBody | None = None
        self._samples = KeyedListModel(SampleRow, lambda row: row.key, self)
        self._words = KeyedListModel(WordRow, lambda row: row.name, self)
        self._told: Announcement | None = None
        self._editor.changed.connect(self._sample)

    async def load(self) -> None:
        core = self._around.core
        found = await core.call("GET", _CONFIGS, Page[AnnouncementBody])
        self._known = {_key(each): each for each in found.items}
        self._manner = await core.call("GET", MANNER, MannerBody)

    # ── the list ────────────────────────────────────────────────────────────────────────────────

    def filters(self) -> tuple[Filter, ...]:
        return (
            Filter("", translate("Cashier", "全部")),
            Filter("told", translate("Cashier", "告诉"), "horn"),
            Filter("spoken", translate("Cashier", "播报"), "speaker"),
            Filter("own", translate("Cashier", "本店改过"), "sliders"),
        )

    def words_empty(self) -> tuple[str, str]:
        return translate("Cashier", "没有这样的消息"), translate("Cashier", "换个词搜索")

    def listed(self) -> Iterable[ListRow]:
        if self._manner is not None:
            yield ListRow(
                key=MANNER,
                title=translate("Cashier", "全店的说话方式"),
                detail=translate("Cashier", "连着下单怎么合并，屏幕离线多久告诉收银台"),
                section=translate("Cashier", "全店"),
            )
        for body in self._known.values():
            yield _row(body)

    def edit_of(self, key: str) -> Edit | None:
        if key == MANNER:
            return manner_edit(self._around.core, self._manner) if self._manner else None
        body = self._known.get(key)
        if body is None:
            return None
        title = f"{say.event(body.event)} → {say.channel(body.channel)}"
        return Edit(
            key=key,
            form=Form(
                "announcement", title, form.fields_of(body), translate("Cashier", "保存"),
                self._saver(body), check=lambda values: form.check(body, values),
            ),
            facts=(Fact("source", translate("Cashier", "现在用的"), say.source(body.source)),),
            acts=tuple(self._acts(body)),
        )  # fmt: skip

    def _acts(self, body: AnnouncementBody) -> Iterable[Act]:
        if body.source is Source.SHOP:
            word = translate("Cashier", "恢复默认")
            yield Act("reset", "undo", word, send=self._resetter(body), is_held=True)

    def _saver(self, body: AnnouncementBody) -> Send:
        async def save(values: Values, key: str) -> str:
            fields = form.body_from(body, values)
            await self._around.core.call("PUT", _path(body), AnnouncementBody, fields, key)
            return translate("Cashier", "{0} 已保存").format(_name(body))

        return save

    def _resetter(self, body: AnnouncementBody) -> Send:
        async def send(_: Values, key: str) -> str:
            await self._around.core.call("DELETE", _path(body), AnnouncementBody, None, key)
            return translate("Cashier", "{0} 已恢复默认").format(_name(body))

        return send

    # ── how it reads and sounds ─────────────────────────────────────────────────────────────────

    def _sample(self) -> None:
        """Bring the samples up to what stands in the fields; a template that is wrong has none."""
        body = self._known.get(self._editor.key)
        if body is None:
            self._told = None
            self._samples.replace(())
            self._words.replace(())
            return
        self._words.replace(
            WordRow(each.name, say.placeholder(each.name)) for each in body.placeholders
        )
        try:
            told = form.announcement_from(body, self._editor.values())
            check_templates(told)
            by_room, by_tag = sample(told, {}, self._one)
        except Invalid:
            self._told = None
            self._samples.replace(())
        else:
            self._told = told
            self._samples.replace(_samples(told, by_room, by_tag))
        self.sampled.emit()

    @property
    def _one(self) -> OneIsRead:
        said = self._manner.fields.say_one_as_yao if self._manner else True
        return OneIsRead.YI if said is False else OneIsRead.YAO

    @Slot(str)
    def rehearse(self, key: str) -> None:
        """试听, from this desk's own speaker."""
        row = next((x for x in self._samples.rows if x.key == key), None)
        told = self._told
        if row is not None and told is not None and row.spoken:
            said = Utterance(row.spoken, told.chime, rate=told.voice_rate, key="rehearsal")
            spawn(self._rehearse(row.shown, said), self, "rehearse")

    async def _rehearse(self, shown: str, said: Utterance) -> None:
        if not await self._around.core.rehearse(shown, said):
            self._around.told(translate("Cashier", "没有播出来，请看顶栏的语音灯"))

    @Slot(str)
    def insert(self, name: str) -> None:
        """Put `{name}` at the end of the template that has the cursor."""
        at = self._editor.focus if self._editor.focus in form.TEMPLATES else form.TEMPLATES[0]
        held = self._editor.values().held.get(at, "")
        self._editor.fill(at, held + "{" + name + "}")

    samples = Property(QObject, lambda self: self._samples, constant=True)
    placeholders = Property(QObject, lambda self: self._words, constant=True)
    isWrong = Property(
        bool,
        lambda self: self._editor.key in self._known and not self._samples.rows,
        notify=sampled,
    )


def _samples(told: Announcement, by_room: Rendered, by_tag: Rendered | None) -> list[SampleRow]:
    rows = [SampleRow("room", translate("Cashier", "按房号"), by_room.shown, by_room.spoken)]
    if by_tag is not None:
        tag = SampleRow("tag", translate("Cashier", "按手牌"), by_tag.shown, by_tag.spoken)
        rows.append(tag)
    else:
        rows = [replace(rows[0], title=translate("Cashier", "这样说"))]
    return rows if told.is_spoken else [replace(row, spoken="") for row in rows]


def _row(body: AnnouncementBody) -> ListRow:
    fields = body.fields
    if not fields.is_enabled:
        status, icon, tone = translate("Cashier", "不告诉"), "muted", "off"
    elif fields.is_spoken:
        status, icon, tone = translate("Cashier", "播报"), "speaker", "ok"
    else:
        status, icon, tone = translate("Cashier", "只显示"), "screen", "info"
    is_own = body.source is Source.SHOP
    kept = {
        "told": fields.is_enabled,
        "spoken": fields.is_enabled and fields.is_spoken,
        "own": is_own,
    }
    return ListRow(
        key=_key(body),
        title=say.channel(body.channel),
        detail=fields.room_template if fields.is_enabled else "",
        note=say.source(body.source) if body.source is not Source.HOUSE else "",
        status=status,
        icon=icon,
        tone=tone,
        section=say.event(body.event),
        filters=tuple(name for name, is_so in kept.items() if is_so),
        words=say.event(body.event),
    )


def _key(body: AnnouncementBody) -> str:
    return f"{body.event}/{body.channel}"


def _path(body: AnnouncementBody) -> str:
    return f"{_CONFIGS}/{quote(body.event)}/{quote(body.channel)}"


def _name(body: AnnouncementBody) -> str:
    return f"{say.event(body.event)} → {say.channel(body.channel)}"
