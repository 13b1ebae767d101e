"""播报记录: every sentence, to whom it went, and what became of it and why; newest first, live."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from PySide6.QtCore import QObject, Slot

from cashier_app.corner import message_words as say
from cashier_app.corner.around import Around
from cashier_app.corner.edit import Edit, Fact
from cashier_app.corner.list_page import Filter, ListPage, ListRow
from cashier_app.form import Form, Values
from cashier_app.words import translate
from common.client.api import ApiError
from common.domain.announcing import MessageStatus
from common.qt.tasks import spawn
from common.wire.answers import MessageBody, Page
from common.wire.shop import DeviceBody

_MESSAGES: Final = "/v1/messages"
_DEVICES: Final = "/v1/devices?limit=200"
AT_ONCE: Final = 60
LIVE_EVERY: Final = timedelta(seconds=3)
_OF_FILTER: Final = {
    "unheard": (MessageStatus.FAILED, MessageStatus.EXPIRED),
    "spoken": (MessageStatus.SPOKEN,),
    "silent": (MessageStatus.SUPPRESSED,),
    "open": (MessageStatus.PENDING, MessageStatus.SENT, MessageStatus.DELIVERED),
}


class MessageLogPage(ListPage):
    """The newest are asked for again every few seconds; older ones when the end is in sight."""

    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._known: dict[str, MessageBody] = {}
        self._devices: dict[str, str] = {}
        self._next: str | None = None
        self._asked_at: datetime | None = None
        self._is_fetching = False

    async def load(self) -> None:
        """The newest; what is known of older ones stays, and what became of them is asked for too."""
        self._asked_at = self._around.core.now()
        if not self._is_loaded:
            devices = await self._around.core.call("GET", _DEVICES, Page[DeviceBody])
            self._devices = {each.id: each.name for each in devices.items}
        found = await self._page(None)
        is_first = not self._known
        reaches = any(each.id in self._known for each in found.items)
        if not (is_first or reaches):
            self._known = {}  # more came than a page holds: begin anew rather than leave a gap
        self._take(found.items)
        if is_first or not reaches:
            self._next = found.next

    async def _page(self, cursor: str | None) -> Page[MessageBody]:
        query = {"limit": AT_ONCE} | ({"cursor": cursor} if cursor else {})
        path = f"{_MESSAGES}?{urlencode(query)}"
        return await self._around.core.call("GET", path, Page[MessageBody])

    def _take(self, items: Iterable[MessageBody]) -> None:
        self._known |= {each.id: each for each in items}

    # ── living ──────────────────────────────────────────────────────────────────────────────────

    def look(self) -> None:
        now = self._around.core.now()
        if self._is_loaded and self._asked_at and now - self._asked_at >= LIVE_EVERY:
            self.refresh()
        super().look()

    @property
    def has_more(self) -> bool:
        return self._next is not None

    @Slot()
    def more(self) -> None:
        if self._next is not None and not self._is_fetching:
            self._is_fetching = True
            spawn(self._more(self._next), self, "older messages")

    async def _more(self, cursor: str) -> None:
        try:
            found = await self._page(cursor)
        except ApiError:
            self._around.told(translate("Cashier", "没有连上服务器"))
        else:
            self._take(found.items)
            self._next = found.next
        finally:
            self._is_fetching = False
        self.look()
        self.changed.emit()

    # ── the list ────────────────────────────────────────────────────────────────────────────────

    def filters(self) -> tuple[Filter, ...]:
        return (
            Filter("", translate("Cashier", "全部")),
            Filter("unheard", translate("Cashier", "没人听到"), "triangle"),
            Filter("spoken", translate("Cashier", "已播报"), "speaker"),
            Filter("open", translate("Cashier", "路上"), "clock"),
            Filter("silent", translate("Cashier", "不必再播"), "muted"),
        )

    def words_empty(self) -> tuple[str, str]:
        return translate("Cashier", "没有这样的消息"), translate("Cashier", "换个词或筛选再看")

    def listed(self) -> Iterable[ListRow]:
        for each in sorted(self._known.values(), key=lambda x: x.id, reverse=True):
            status, icon, tone = say.status(each.status)
            again = translate("Cashier", "第 {0} 遍").format(each.repeat) if each.repeat > 1 else ""
            told = (say.event(each.event), say.channel(each.channel), self._hearer(each), again)
            yield ListRow(
                key=each.id,
                title=each.shown,
                detail=" · ".join(dict.fromkeys(x for x in told if x)),
                note=self._clock(each.created_at),
                status=status,
                icon=icon,
                tone=tone,
                filters=tuple(key for key, held in _OF_FILTER.items() if each.status in held),
                words=f"{say.why(each.why)} {each.spoken}",
            )

    def edit_of(self, key: str) -> Edit | None:
        each = self._known.get(key)
        if each is None:
            return None
        status, icon, tone = say.status(each.status)
        facts = [Fact("status", translate("Cashier", "结果"), status, icon, tone)]
        if each.why:
            facts.append(Fact("why", translate("Cashier", "为什么"), say.why(each.why)))
        if each.reason:
            facts.append(Fact("reason", translate("Cashier", "为什么再说"), say.again(each.reason)))
        facts += [
            Fact("to", translate("Cashier", "告诉谁"), self._whole_hearer(each)),
            Fact("event", translate("Cashier", "什么事"), say.event(each.event)),
            Fact("repeat", translate("Cashier", "第几遍"), str(each.repeat)),
            Fact("spoken", translate("Cashier", "念的是"),
                 each.spoken or translate("Cashier", "只显示，不念")),
            *self._times(each),
        ]  # fmt: skip
        return Edit(key, Form("message", each.shown, (), "", _nothing), facts=tuple(facts))

    def _times(self, each: MessageBody) -> Iterable[Fact]:
        for name, label, at in (
            ("created", translate("Cashier", "定下"), each.created_at),
            ("sent", translate("Cashier", "发出"), each.sent_at),
            ("delivered", translate("Cashier", "送到"), each.delivered_at),
            ("ended", translate("Cashier", "结束"), each.ended_at),
            ("expires", translate("Cashier", "过期"), each.expires_at),
        ):
            if at is not None:
                yield Fact(name, label, self._clock(at))

    def _whole_hearer(self, each: MessageBody) -> str:
        named = (say.channel(each.channel), self._hearer(each))
        return " · ".join(x for x in named if x)

    def _hearer(self, each: MessageBody) -> str:
        """One of several screens by its name; a shared account is its channel."""
        kind, _, whose = each.account.partition(":")
        return self._devices.get(whose, f"…{whose[-4:]}") if kind == "device" else ""

    def _clock(self, at: datetime) -> str:
        sight = self._around.sight()
        today = sight.now.astimezone(sight.zone).date()
        local = at.astimezone(sight.zone)
        form = "%H:%M:%S" if local.date() == today else "%m-%d %H:%M:%S"
        return local.strftime(form)


async def _nothing(_: Values, __: str) -> str:
    return ""
