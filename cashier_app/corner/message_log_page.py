"""播报记录: every sentence, to whom it went, and what became of it and why; newest first, live."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from PySide6.QtCore import QObject, Slot

from cashier_app.corner import message_words as say
from cashier_app.corner.around import Around
from cashier_app.corner.edit import Act, Edit, Fact, nothing
from cashier_app.corner.list_page import Filter, ListPage, ListRow
from cashier_app.form import Form, Values
from cashier_app.saving import saved
from cashier_app.words import translate
from common.client.api import ApiError
from common.domain.announcing import MessageStatus
from common.qt.tasks import spawn
from common.wire.answers import MessageBody, Page

_MESSAGES: Final = "/v1/messages"
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
        self._asked_for = ""  # the words for which `_known` was found
        self._next: str | None = None
        self._asked_at: datetime | None = None
        self._is_fetching = False

    async def load(self) -> None:
        """The newest. Older ones stay as they are, unless more came than a page holds."""
        self._asked_at = self._around.core.now()
        text = self._text
        found = await self._page(text, None)
        reaches = any(each.id in self._known for each in found.items)
        if text != self._asked_for or not reaches:
            self._known, self._next, self._asked_for = {}, found.next, text
        self._take(found.items)

    async def _page(self, text: str, cursor: str | None) -> Page[MessageBody]:
        wanted = {"limit": str(AT_ONCE), "text": text, "cursor": cursor or ""}
        query = urlencode({name: value for name, value in wanted.items() if value})
        return await self._around.core.call("GET", f"{_MESSAGES}?{query}", Page[MessageBody])

    def _take(self, items: Iterable[MessageBody]) -> None:
        self._known |= {each.id: each for each in items}

    def search(self, text: str) -> None:
        self.refresh()

    # ── living ──────────────────────────────────────────────────────────────────────────────────

    def look(self) -> None:
        now = self._around.core.now()
        is_old = self._asked_at is not None and now - self._asked_at >= LIVE_EVERY
        if self._is_loaded and (is_old or self._text != self._asked_for):
            self.refresh()
        super().look()

    @property
    def has_more(self) -> bool:
        return self._next is not None

    @Slot()
    def more(self) -> None:
        if self._next is not None and not self._is_fetching:
            self._is_fetching = True
            spawn(self._more(self._asked_for, self._next), self, "older messages")

    async def _more(self, text: str, cursor: str) -> None:
        try:
            found = await self._page(text, cursor)
        except ApiError:
            self._around.told(translate("Cashier", "没有连上服务器"))
        else:
            if text == self._asked_for:
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
        for each in sorted(self._known.values(), key=lambda x: (x.created_at, x.id), reverse=True):
            status, icon, tone = say.status(each.status)
            again = translate("Cashier", "第 {0} 遍").format(each.repeat) if each.repeat > 1 else ""
            told = (say.event(each.event), say.channel(each.channel), each.account_name, again)
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
        if each.speaker:
            facts.append(Fact("speaker", translate("Cashier", "谁播的"), each.speaker))
        facts += [
            Fact("to", translate("Cashier", "告诉谁"), self._hearer(each)),
            Fact("event", translate("Cashier", "什么事"), say.event(each.event)),
            Fact("repeat", translate("Cashier", "第几遍"), str(each.repeat)),
            Fact("spoken", translate("Cashier", "念的是"),
                 each.spoken or translate("Cashier", "只显示，不念")),
            *self._times(each),
        ]  # fmt: skip
        form = Form("message", each.shown, (), "", nothing)
        word = translate("Cashier", "把记录存成表格")
        keep = Act("keep", "receipt", word, send=self._keep)
        return Edit(key, form, facts=tuple(facts), acts=(keep,))

    async def _keep(self, _: Values, __: str) -> str:
        """What the search finds, for a spreadsheet."""
        query = urlencode({"text": self._text} if self._text else {})
        kept, problem = await saved(
            self._around.core, self._around.files, f"{_MESSAGES}/export.csv?{query}".rstrip("?")
        )
        return kept or problem

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

    def _hearer(self, each: MessageBody) -> str:
        named = (say.channel(each.channel), each.account_name)
        return " · ".join(x for x in named if x)

    def _clock(self, at: datetime) -> str:
        sight = self._around.sight()
        today = sight.now.astimezone(sight.zone).date()
        local = at.astimezone(sight.zone)
        form = "%H:%M:%S" if local.date() == today else "%m-%d %H:%M:%S"
        return local.strftime(form)
