"""The desk's voice: how it is, and its controls. Muted it counts down, for ten minutes at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Property, QObject, Signal, Slot

from cashier_app import words
from cashier_app.shown import MAP, as_map
from cashier_app.sight import Sight
from cashier_app.words import translate
from common.client.facade import Announcements, Core
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn


@dataclass(frozen=True, slots=True)
class SaidRow:
    """A recent sentence, newest first."""

    key: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """`word`: for the light, nothing while all is well. `failed`: the sentence that nobody heard."""

    icon: str = "speaker"
    word: str = ""
    level: str = "ok"
    state: str = ""
    is_muted: bool = False
    volume: int = 100
    tried: str = ""
    failed: str = ""


class VoiceModel(QObject):
    changed = Signal()

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._facts = VoiceFacts()
        self._tried = ""
        self._said = KeyedListModel(SaidRow, lambda row: row.key, self)

    def show(self, sight: Sight) -> None:
        said = self._core.announcements
        facts = _facts(said, sight, self._tried)
        self._said.replace(
            SaidRow(x.id, x.shown, words.clock(x.due_at, sight.zone)) for x in said.recent
        )
        if facts != self._facts:
            self._facts = facts
            self.changed.emit()

    def leave(self) -> None:
        """The sheet was closed: the next 试听 begins anew."""
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
        volume = (self._facts.volume + percent) / 100
        spawn(self._core.set_volume(min(1.0, max(0.1, volume))), self, "volume")

    @Slot()
    def tryVoice(self) -> None:
        """试听."""
        self._tried = translate("Cashier", "正在试听…")
        spawn(self._try(), self, "try voice")

    @Slot(str)
    def replay(self, message_id: str) -> None:
        spawn(self._core.replay(message_id), self, "replay")

    @Slot()
    def dismiss(self) -> None:
        self._core.dismiss_voice_failure()

    async def _try(self) -> None:
        heard = await self._core.try_voice()
        good, bad = translate("Cashier", "有声音"), translate("Cashier", "没有播出声音")
        self._tried = good if heard else bad

    facts = Property(MAP, lambda self: as_map(self._facts), notify=changed)
    said = Property(QObject, lambda self: self._said, constant=True)


def _facts(said: Announcements, sight: Sight, tried: str) -> VoiceFacts:
    volume = round(said.volume * 100)
    if said.muted_until is not None and said.muted_until > sight.now:
        left = words.lasting(said.muted_until - sight.now)
        word = translate("Cashier", "静音 {0}").format(left)
        state = translate("Cashier", "已静音，还剩 {0}").format(left)
        return VoiceFacts("muted", word, "warn", state, True, volume, tried)
    if said.failure is not None:
        return VoiceFacts(
            "muted",
            translate("Cashier", "没有声音"),
            "bad",
            translate("Cashier", "上一句没有播出声音，请检查音箱"),
            False,
            volume,
            tried,
            said.failure.shown,
        )
    if said.speaking is not None:
        state = translate("Cashier", "正在播报：{0}").format(said.speaking)
        return VoiceFacts("speaker", "", "ok", state, False, volume, tried)
    state = translate("Cashier", "开着，等着播报 {0} 句").format(len(said.waiting))
    return VoiceFacts("speaker", "", "ok", state, False, volume, tried)
