"""The sentences across the screen: cut off, recovering, recovered, refused, unheard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import Property, QObject, Signal, Slot

from common.client.facade import Core, Phase
from common.domain.freshness import Freshness
from common.qt.keyed_list_model import KeyedListModel
from common.qt.tasks import spawn
from kds_app import words
from kds_app.moment import Moment
from kds_app.refusals import refusal_text
from kds_app.words import Kds

RECOVERED_FOR: Final = timedelta(seconds=4)


@dataclass(frozen=True, slots=True)
class BannerRow:
    """`kind` is the kit's: offline, sending, done, rejected, warn."""

    key: str
    kind: str
    title: str
    detail: str = ""
    action: str = ""


class Banners(QObject):
    """Signals: `pairing_asked` when the server knows this screen no more and the cook says so."""

    pairing_asked = Signal()

    def __init__(self, core: Core, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._rows = KeyedListModel(BannerRow, lambda row: row.key, self)
        self._moment: Moment | None = None
        self._is_recovering = False
        self._total = 0
        self._recovered_at: datetime | None = None

    rows = Property(QObject, lambda self: self._rows, constant=True)

    def show(self, moment: Moment) -> None:
        self._moment = moment
        self._note_recovery(moment)
        self._rows.replace(self._banners(moment))

    @Slot(str)
    def act(self, key: str) -> None:
        """The button of a banner."""
        moment = self._moment
        if moment is None:
            return
        match key:
            case "link" if moment.link.phase is Phase.NEEDS_PAIRING:
                self.pairing_asked.emit()
            case "link":
                self._core.reconnect_now()
            case "rejected" if moment.link.rejected:
                spawn(self._core.settle(moment.link.rejected[0].key), self, "settle")
            case "voice":
                spawn(self._core.replay(_message_of_failure(moment)), self, "replay")
            case _:
                return

    def _note_recovery(self, moment: Moment) -> None:
        sending = moment.link.sending
        if sending is not None:
            self._total = sending.total
        # Before the first frame there is nothing to recover from.
        was_cut_off = moment.is_blind and moment.link.times.last_frame is not None
        if was_cut_off or sending is not None:
            self._is_recovering = True
        elif self._is_recovering and moment.trust.freshness is Freshness.FRESH:
            self._is_recovering, self._recovered_at = False, moment.now
        if self._recovered_at and moment.now - self._recovered_at > RECOVERED_FOR:
            self._recovered_at, self._total = None, 0

    def _banners(self, moment: Moment) -> Iterator[BannerRow]:
        yield from self._link(moment)
        yield from _rejected(moment)
        failure = moment.said.failure
        if failure is not None:
            title = words.translate("Kds", "语音没有播出")
            yield BannerRow("voice", "warn", title, failure.shown, words.translate("Kds", "重播"))
        if moment.link.update_needed:
            title = words.translate("Kds", "这个程序太旧了，请更新")
            yield BannerRow("update", "warn", title, words.translate("Kds", "有些新内容显示不出来"))

    def _link(self, moment: Moment) -> Iterator[BannerRow]:
        sending = moment.link.sending
        if moment.link.phase is Phase.NEEDS_PAIRING:
            yield BannerRow(
                "link",
                "offline",
                words.translate("Kds", "服务器不认识这块屏幕了，需要重新配对"),
                _stored(moment),
                words.translate("Kds", "重新配对"),
            )
        elif moment.is_blind:
            yield _cut_off(moment)
        elif sending is not None:
            text = words.translate("Kds", "已恢复，正在发送 {0} / {1}")
            yield BannerRow(
                "link", "sending", text.format(sending.done, sending.total), _complete_to(moment)
            )
        elif self._recovered_at is not None:
            text = Kds.tr("%n 条已发送", "", self._total)
            title = text if self._total else words.translate("Kds", "已恢复连接")
            yield BannerRow("link", "done", title, words.translate("Kds", "画面是最新的"))


def _cut_off(moment: Moment) -> BannerRow:
    again = words.translate("Kds", "立即重连")
    if moment.link.as_of is None:
        title = words.translate("Kds", "还没有连上服务器")
        return BannerRow("link", "offline", title, _server(moment), again)
    title = words.translate("Kds", "已断开服务器 {0} — 新单、加单、取消不会显示")
    stands = words.translate("Kds", "画面停在 {0}。").format(
        moment.local_time(moment.link.as_of, "%H:%M:%S")
    )
    detail = stands + _stored(moment) + words.translate("Kds", "请留意对讲机和纸单。")
    span = words.exactly(int(moment.trust.age_s))
    return BannerRow("link", "offline", title.format(span), detail, again)


def _stored(moment: Moment) -> str:
    if moment.link.unsent:
        return Kds.tr("照常点按即可：%n 条操作已存在本机，恢复后自动发送。", "", moment.link.unsent)
    return words.translate("Kds", "照常点按即可：操作会存在本机，恢复后自动发送。")


def _server(moment: Moment) -> str:
    return moment.identity.server_url if moment.identity else ""


def _complete_to(moment: Moment) -> str:
    if moment.link.as_of is None:
        return ""
    text = words.translate("Kds", "新单已补齐到 {0}")
    return text.format(moment.local_time(moment.link.as_of, "%H:%M:%S"))


def _rejected(moment: Moment) -> Iterator[BannerRow]:
    rejected = moment.link.rejected
    if rejected:
        title = Kds.tr("%n 条没有生效", "", len(rejected))
        detail = refusal_text(rejected[0], moment.tables)
        yield BannerRow("rejected", "rejected", title, detail, words.translate("Kds", "知道了"))


def _message_of_failure(moment: Moment) -> str | None:
    """The id of the sentence that nobody heard; None: the newest."""
    failure = moment.said.failure
    recent = moment.said.recent
    return next((row.id for row in recent if failure and row.shown == failure.shown), None)
