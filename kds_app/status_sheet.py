"""What stands behind the four lights of the top bar, and the voice's own controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.client.facade import Core
from common.domain.rows import GoodsRow, LineRow, OrderRow
from common.qt.keyed_list_model import KeyedListModel
from common.qt.phrases import opening_hours
from common.qt.tasks import spawn
from kds_app import words
from kds_app.line_sheet import Fact, unlike
from kds_app.moment import Moment
from kds_app.painted_object import PaintedObject, shown
from kds_app.refusals import refusal_text
from kds_app.top_bar import server_chip, voice_chip
from kds_app.words import Kds


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A recent sentence, newest first."""

    key: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Voice:
    """`volume` in percent."""

    is_muted: bool = False
    volume: int = 100
    tried: str = ""


class StatusSheet(PaintedObject[Voice]):
    changed = Signal()
    isMuted = shown(bool, "is_muted", changed)
    volume = shown(int, "volume", changed)
    tried = shown(str, "tried", changed)

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(Voice(), parent)
        self._core = core
        self._tried = ""
        self._facts = KeyedListModel(Fact, lambda fact: fact.name, self)
        self._said = KeyedListModel(SaidRow, lambda row: row.key, self)

    facts = Property(QObject, lambda self: self._facts, constant=True)
    said = Property(QObject, lambda self: self._said, constant=True)

    def show(self, moment: Moment, topic: str) -> None:
        """`topic`: last, server, voice or unsent."""
        match topic:
            case "voice":
                self._facts.replace(_voice_facts(moment))
                self._said.replace(_said(moment))
            case "unsent":
                self._facts.replace(unlike(_unsent_facts(moment)))
            case _:
                self._facts.replace(_link_facts(moment))
        said = moment.said
        is_muted = said.muted_until is not None and said.muted_until > moment.now
        self.paint(Voice(is_muted, round(said.volume * 100), self._tried))

    def leave(self) -> None:
        self._tried = ""

    @Slot(int)
    def mute(self, minutes: int) -> None:
        self._core.mute(timedelta(minutes=minutes))

    @Slot()
    def unmute(self) -> None:
        self._core.unmute()

    @Slot(int)
    def changeVolume(self, percent: int) -> None:
        """Louder or softer by so many percent."""
        volume = (self.now_shown.volume + percent) / 100
        spawn(self._core.set_volume(min(1.0, max(0.1, volume))), self, "volume")

    @Slot()
    def tryVoice(self) -> None:
        """试听."""
        self._tried = words.translate("Kds", "正在试听…")
        spawn(self._try(), self, "try")

    @Slot(str)
    def replay(self, message_id: str) -> None:
        spawn(self._core.replay(message_id), self, "replay")

    @Slot()
    def reconnect(self) -> None:
        self._core.reconnect_now()

    async def _try(self) -> None:
        heard = await self._core.try_voice()
        good, bad = words.translate("Kds", "有声音"), words.translate("Kds", "没有播出声音")
        self._tried = good if heard else bad


def _link_facts(moment: Moment) -> Iterator[Fact]:
    link = moment.link
    yield Fact(words.translate("Kds", "服务器"), server_chip(moment).value)
    if moment.identity is not None:
        yield Fact(words.translate("Kds", "地址"), moment.identity.server_url)
        yield Fact(words.translate("Kds", "本屏名称"), moment.identity.name)
    age = words.exactly(int(moment.trust.age_s))
    yield Fact(words.translate("Kds", "最后消息"), words.translate("Kds", "{0}前").format(age))
    if link.as_of is not None:
        yield Fact(words.translate("Kds", "画面完整到"), moment.local_time(link.as_of, "%H:%M:%S"))
    unsent = Kds.tr("%n 条", "", link.unsent)
    yield Fact(words.translate("Kds", "未发送"), unsent)
    if link.problem:
        yield Fact(words.translate("Kds", "卡在"), link.problem)
    if moment.shop is not None:
        yield Fact(words.translate("Kds", "门店"), moment.shop.name)
        yield Fact(words.translate("Kds", "营业时间"), opening_hours(moment.shop))


def _voice_facts(moment: Moment) -> Iterator[Fact]:
    said = moment.said
    yield Fact(words.translate("Kds", "语音"), voice_chip(moment).value)
    if said.speaking is not None:
        yield Fact(words.translate("Kds", "正在播报"), said.speaking)
    waiting = Kds.tr("%n 句", "", len(said.waiting))
    yield Fact(words.translate("Kds", "等着播报"), waiting)
    if said.failure is not None:
        yield Fact(
            words.translate("Kds", "没有播出"),
            words.translate("Kds", "{0}（{1}）").format(said.failure.shown, said.failure.reason),
        )


def _said(moment: Moment) -> Iterator[SaidRow]:
    for row in moment.said.recent:
        yield SaidRow(row.id, row.shown, moment.local_time(row.due_at, "%H:%M:%S"))


def _unsent_facts(moment: Moment) -> Iterator[Fact]:
    unsent = Kds.tr("%n 条", "", moment.link.unsent)
    yield Fact(words.translate("Kds", "未发送"), unsent)
    lines = cast("Mapping[str, LineRow]", moment.tables["lines"])
    orders = cast("Mapping[str, OrderRow]", moment.tables["orders"])
    goods = cast("Mapping[str, GoodsRow]", moment.tables["goods"])
    for each in moment.unsent:
        if each in lines and lines[each].order_id in orders:
            place = words.place(orders[lines[each].order_id])
            yield Fact(f"{place} {lines[each].name}", words.state(lines[each].state))
        elif each in goods:
            yield Fact(goods[each].name, words.translate("Kds", "沽清"))
    for rejected in moment.link.rejected:
        yield Fact(words.translate("Kds", "没有生效"), refusal_text(rejected, moment.tables))
