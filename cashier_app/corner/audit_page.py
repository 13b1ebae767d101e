"""操作记录: who changed what, the newest first; asked of the server a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlencode

from PySide6.QtCore import QObject, Slot

from cashier_app import words
from cashier_app.corner import terminals
from cashier_app.corner.around import Around
from cashier_app.corner.audit_words import field_word, sentence, subject_word, value_text, who
from cashier_app.corner.edit import Edit, Fact
from cashier_app.corner.list_page import Filter, ListPage, ListRow
from cashier_app.form import Field, FieldKind, Form, Option, Values
from cashier_app.refusals import why
from cashier_app.words import translate
from common.client.api import ApiError
from common.domain.audit import Subject
from common.qt.tasks import spawn
from common.wire.answers import Page
from common.wire.audit import AuditBody
from common.wire.shop import StaffBody

_K = FieldKind
_A_PAGE: Final = 50


class AuditPage(ListPage):
    """The chips and the sheet narrow what is asked for; the search sifts what was read."""

    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._entries: list[AuditBody] = []
        self._next: str | None = None
        self._by = self._day = self._subject = ""
        self._people: list[StaffBody] = []
        self._is_reading = False

    async def load(self) -> None:
        page = await self._ask(None)
        self._entries, self._next = page.items, page.next

    async def _ask(self, cursor: str | None) -> Page[AuditBody]:
        wanted = {
            "subject": self._subject,
            "by": self._by,
            "day": self._day,
            "cursor": cursor or "",
        }
        held = urlencode({"limit": _A_PAGE, **{key: x for key, x in wanted.items() if x}})
        return await self._around.core.call("GET", f"/v1/audit?{held}", Page[AuditBody])

    @property
    def knows_all(self) -> bool:
        return False

    @property
    def has_more(self) -> bool:
        return self._next is not None

    @Slot()
    def more(self) -> None:
        if self._next is not None and not self._is_reading:
            self._is_reading = True
            spawn(self._read_on(), self, "audit")

    async def _read_on(self) -> None:
        try:
            page = await self._ask(self._next)
            self._entries, self._next = [*self._entries, *page.items], page.next
        except ApiError as error:
            self._problem = why(error.code, {})
        finally:
            self._is_reading = False
        self.show()
        self.changed.emit()

    # ── narrowing ───────────────────────────────────────────────────────────────────────────────

    def word_new(self) -> str:
        return translate("Cashier", "谁，哪天")

    def icon_new(self) -> str:
        return "sliders"

    @Slot()
    def add(self) -> None:
        spawn(self._ask_whom(), self, "audit people")

    async def _ask_whom(self) -> None:
        if not self._people:
            answer = await self._around.core.call("GET", "/v1/staff", Page[StaffBody])
            self._people = answer.items
        people = tuple(Option(x.id, x.name, terminals.role_word(x.role)) for x in self._people)

        async def send(values: Values, _key: str) -> str:
            self._by, self._day = values.text("by"), values.text("day")
            await self.load()
            self.show()
            self.changed.emit()
            return (
                translate("Cashier", "已筛选")
                if self._by or self._day
                else translate("Cashier", "全部记录")
            )

        by = Field("by", _K.CHOICE, translate("Cashier", "谁（不选是所有人）"), self._by, options=people,
                   optional=True)  # fmt: skip
        day = Field("day", _K.DATE, translate("Cashier", "营业日（不填是所有日子）"), self._day,
                    hint="2026-11-22", optional=True)  # fmt: skip
        title, word = translate("Cashier", "看谁的、哪天的记录"), translate("Cashier", "筛选")
        self._around.ask(Form("audit", title, (by, day), word, send))

    def filters(self) -> tuple[Filter, ...]:
        shown = (
            Subject.GOODS, Subject.ROOM, Subject.STATION, Subject.DEVICE, Subject.STAFF,
            Subject.THERAPIST, Subject.HOURS, Subject.SHOP, Subject.MESSAGE_CONFIG, Subject.PRINTER,
            Subject.SMS,
        )  # fmt: skip
        every = Filter("", translate("Cashier", "全部"))
        return every, *(Filter(x.value, subject_word(x)) for x in shown)

    def search(self, text: str) -> None:
        if self._filter != self._subject:
            self._subject = self._filter
            self._entries, self._next = [], None
            self.refresh()

    # ── showing ─────────────────────────────────────────────────────────────────────────────────

    def words_empty(self) -> tuple[str, str]:
        return (
            translate("Cashier", "没有这样的记录"),
            translate("Cashier", "菜单、房间、设备、员工、营业时间的每次修改都记在这里"),
        )

    def listed(self) -> Iterable[ListRow]:
        return [self._row(x) for x in self._entries]

    def _row(self, row: AuditBody) -> ListRow:
        zone = self._around.sight().zone
        at = row.at.astimezone(zone)
        device = f" · {row.device_name}" if row.by_name and row.device_name else ""
        return ListRow(
            key=row.id,
            title=sentence(row, zone),
            detail=f"{at:%H:%M}{device}",
            section=f"{at:%Y-%m-%d}",
            filters=(row.subject.value,),
            words=subject_word(row.subject),
        )

    def edit_of(self, key: str) -> Edit | None:
        row = next((x for x in self._entries if x.id == key), None)
        if row is None:
            return None

        async def nothing(values: Values, key: str) -> str:
            return ""

        zone = self._around.sight().zone
        at = f"{words.day_and_clock(row.at, zone)} · {who(row)}"
        facts = [
            Fact(field, field_word(field), self._from_to(row, field))
            for field in {**row.before, **row.after}
        ]
        if row.device_name:
            facts.append(Fact("_device", translate("Cashier", "在哪台设备"), row.device_name))
        title = f"{subject_word(row.subject)} {row.name}".strip()
        return Edit(row.id, Form("entry", title, (), "", nothing), at, tuple(facts))

    def _from_to(self, row: AuditBody, field: str) -> str:
        zone = self._around.sight().zone
        held = [value_text(field, x[field], zone) for x in (row.before, row.after) if field in x]
        return " → ".join(held)
