"""短信与群发: what goes out, how far it is, why something did not; and a new text to many."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlencode

from PySide6.QtCore import QObject, Slot

from cashier_app.corner import phone_list, pictures, sms_batch, sms_say
from cashier_app.corner.around import Around
from cashier_app.corner.edit import Act, Edit, Fact, nothing
from cashier_app.corner.list_page import Filter, ListPage, ListRow
from cashier_app.form import Field, FieldKind, Form, Option, Send, Values
from cashier_app.saving import saved
from cashier_app.words import translate
from common.client.api import ApiError
from common.domain.errors import Refused
from common.domain.sms_messages import SmsState
from common.qt.tasks import spawn
from common.wire.answers import Page
from common.wire.sms_messages import MessageBody, MessageStory

AT_ONCE: Final = 60
LIVE_EVERY: Final = timedelta(seconds=3)
_PHONES_SHOWN: Final = 40
_MOVEMENTS_SHOWN: Final = 12
_S = SmsState
_OF_FILTER: Final = {
    "open": (_S.SCHEDULED, _S.QUEUED, _S.PAID, _S.SUBMITTING, _S.SUBMITTED, _S.SUBMIT_UNKNOWN),
    "done": (_S.DELIVERED, _S.SETTLED),
    "not": (_S.UNDELIVERED, _S.FAILED, _S.EXPIRED, _S.NOT_SENT, _S.CLOSED_UNKNOWN),
}


class SmsMessagesPage(ListPage):
    """The newest are asked for again every few seconds, and so is the one that is looked at."""

    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._known: dict[str, MessageBody] = {}
        self._stories: dict[str, MessageStory] = {}
        self._next: str | None = None
        self._asked_at: datetime | None = None
        self._is_fetching = False

    async def load(self) -> None:
        self._asked_at = self._around.core.now()
        found = await self._page(None)
        is_first = not self._known
        if not any(each.id in self._known for each in found.items):
            self._known = {}  # more came than a page holds: begin anew rather than leave a gap
        self._known |= {each.id: each for each in found.items}
        if is_first:
            self._next = found.next
        if self._editor.key in self._known:
            await self._ask_story(self._editor.key)

    async def _page(self, cursor: str | None) -> Page[MessageBody]:
        query = {"limit": AT_ONCE} | ({"cursor": cursor} if cursor else {})
        path = f"{sms_batch.MESSAGES}?{urlencode(query)}"
        return await self._around.core.call("GET", path, Page[MessageBody])

    async def _ask_story(self, key: str) -> None:
        path = f"{sms_batch.MESSAGES}/{quote(key)}"
        self._stories[key] = await self._around.core.call("GET", path, MessageStory)

    # ── living ──────────────────────────────────────────────────────────────────────────────────

    def look(self) -> None:
        now = self._around.core.now()
        if self._is_loaded and self._asked_at and now - self._asked_at >= LIVE_EVERY:
            self.refresh()
        super().look()

    @Slot(str)
    def choose(self, key: str) -> None:
        super().choose(key)
        if key not in self._stories:
            self.refresh()

    @property
    def has_more(self) -> bool:
        return self._next is not None

    @Slot()
    def more(self) -> None:
        if self._next is not None and not self._is_fetching:
            self._is_fetching = True
            spawn(self._more(self._next), self, "older texts")

    async def _more(self, cursor: str) -> None:
        try:
            found = await self._page(cursor)
        except ApiError:
            self._around.told(translate("Cashier", "没有连上服务器"))
        else:
            self._known |= {each.id: each for each in found.items}
            self._next = found.next
        finally:
            self._is_fetching = False
        self.look()
        self.changed.emit()

    # ── the list ────────────────────────────────────────────────────────────────────────────────

    def word_new(self) -> str:
        return translate("Cashier", "群发")

    def words_empty(self) -> tuple[str, str]:
        return translate("Cashier", "没有这样的短信"), translate("Cashier", "换个词搜索，或发一条")

    def filters(self) -> tuple[Filter, ...]:
        return (
            Filter("", translate("Cashier", "全部")),
            Filter("open", translate("Cashier", "路上"), "half"),
            Filter("not", translate("Cashier", "没到"), "triangle"),
            Filter("done", translate("Cashier", "完成"), "check"),
        )

    def listed(self) -> Iterable[ListRow]:
        for each in sorted(self._known.values(), key=lambda x: x.id, reverse=True):
            word, icon, tone = sms_say.state(each.state)
            told = (sms_say.kind(each.kind), sms_say.units(each.units), sms_say.progress(each),
                    sms_say.reason(each.why))  # fmt: skip
            yield ListRow(
                key=each.id,
                title=each.text,
                detail=" · ".join(x for x in told if x),
                note=self._moment(each.accepted_at),
                status=word,
                icon=icon,
                tone=tone,
                filters=tuple(key for key, held in _OF_FILTER.items() if each.state in held),
            )

    # ── one of them ─────────────────────────────────────────────────────────────────────────────

    def edit_of(self, key: str) -> Edit | None:
        each = self._known.get(key)
        if each is None:
            return None
        word, icon, tone = sms_say.state(each.state)
        facts = [Fact("state", translate("Cashier", "现在"), word, icon, tone)]
        named = (
            ("why", translate("Cashier", "为什么"), sms_say.reason(each.why)),
            ("progress", translate("Cashier", "进度"), sms_say.progress(each)),
            ("kind", translate("Cashier", "种类"), sms_say.kind(each.kind)),
            ("units", translate("Cashier", "用了"), sms_say.units(each.units)),
            ("accepted", translate("Cashier", "受理"), self._moment(each.accepted_at)),
            ("submitted", translate("Cashier", "提交"), self._moment(each.submitted_at)),
            ("ended", translate("Cashier", "结束"), self._moment(each.ended_at)),
        )
        facts += [Fact(name, label, value) for name, label, value in named if value]
        story = self._stories.get(key)
        facts += self._told(story) if story is not None else ()
        export = Act(
            "export", "receipt", translate("Cashier", "导出这一天"), send=self._export(each)
        )
        return Edit(
            key, Form("text", each.text, (), "", nothing), facts=tuple(facts), acts=(export,)
        )

    def _told(self, story: MessageStory) -> Iterable[Fact]:
        """Each phone with its end, and where its credits went."""
        shown = sorted(story.phones, key=lambda x: (x.state in _OF_FILTER["done"], x.place))
        for each in shown[:_PHONES_SHOWN]:
            word, icon, tone = sms_say.state(each.state)
            key = f"phone-{each.place}"
            if each.why:
                yield Fact(key, each.phone, f"{word} · {sms_say.reason(each.why)}")
            else:
                yield Fact(key, each.phone, word, icon, tone)
        if len(story.phones) > _PHONES_SHOWN:
            more = len(story.phones) - _PHONES_SHOWN
            rest = translate("Cashier", "还有 {0} 个号码，导出可看").format(more)
            yield Fact("phones", "", rest)
        for booked in story.movements[:_MOVEMENTS_SHOWN]:
            value = f"{sms_say.movement(booked.kind)} {sms_say.units(booked.units)}"
            yield Fact(f"moved-{booked.id}", self._moment(booked.at), value)

    def _export(self, each: MessageBody) -> Send:
        async def send(_: Values, __: str) -> str:
            day = each.accepted_at.astimezone(self._around.sight().zone).date().isoformat()
            query = urlencode({"first_day": day, "last_day": day, "format": "xlsx"})
            path = f"{sms_batch.MESSAGES}/export?{query}"
            at, problem = await saved(self._around.core, self._around.files, path)
            if problem:
                raise Refused("file.not_saved", {"why": problem})
            return at

        return send

    # ── a new one to many ───────────────────────────────────────────────────────────────────────

    def edit_new(self) -> Edit:
        title = translate("Cashier", "群发短信")
        word = translate("Cashier", "看看要多少条")
        form = Form("batch", title, sms_batch.fields(), word, self._judge)
        word = translate("Cashier", "从文件读号码…")
        return Edit("", form, acts=(Act("file", "upload", word, opens=self._ask_file),))

    async def _judge(self, values: Values, _: str) -> str:
        judged = await sms_batch.judge(self._around.core, values)
        self._around.ask(sms_batch.confirmation(self._around.core, judged, self._sent))
        return translate("Cashier", "还没有发送，请先核对")

    async def _sent(self) -> None:
        self._editor.clear()
        self.refresh()

    def _ask_file(self) -> None:
        spawn(self._find_files(), self, "look for lists")

    async def _find_files(self) -> None:
        paths = await asyncio.to_thread(pictures.lists_in, pictures.folders())
        if not paths:
            self._around.told(translate("Cashier", "没有找到 CSV 或 TXT 文件"))
            return
        options = tuple(Option(str(x), x.name, x.parent.name) for x in paths)
        label = translate("Cashier", "最近的表格（CSV 或 TXT）")
        field = Field("file", FieldKind.CHOICE, label, options=options)
        title = translate("Cashier", "从文件读号码")
        word = translate("Cashier", "读入")
        self._around.ask(Form("phoneFile", title, (field,), word, self._read, needs_link=False))

    async def _read(self, values: Values, _: str) -> str:
        path = Path(values.text("file"))
        try:
            phones = await asyncio.to_thread(phone_list.read_list, path)
        except (OSError, phone_list.NoList) as error:
            raise Refused("sms.list_unreadable", {"field": "$.file"}) from error
        if not phones:
            raise Refused("sms.no_phones", {"field": "$.file"})
        self._editor.fill("phones", "\n".join(phones))
        return translate("Cashier", "读到 {0} 个号码").format(len(phones))

    def _moment(self, at: datetime | None) -> str:
        sight = self._around.sight()
        return sms_say.moment(at, sight.now, sight.zone)
