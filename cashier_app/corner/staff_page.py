"""People: who may sign in as what, and with which PIN. The last manager stays."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from PySide6.QtCore import QObject

from cashier_app import words
from cashier_app.corner import terminals
from cashier_app.corner.around import Around
from cashier_app.corner.edit import Act, Edit, Fact
from cashier_app.corner.list_page import Filter, ListPage, ListRow
from cashier_app.form import Field, FieldKind, Form, Option, Values
from cashier_app.words import translate
from common.domain.roles import Role
from common.wire.answers import Page
from common.wire.shop import NewPin, NewStaff, StaffBody, StaffInfo, StaffPhone, StaffRole

_K = FieldKind
_PIN_DIGITS = range(4, 13)


class StaffPage(ListPage):
    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._people: list[StaffBody] = []

    async def load(self) -> None:
        self._people = (await self._around.core.call("GET", "/v1/staff", Page[StaffBody])).items

    def word_new(self) -> str:
        return translate("Cashier", "加员工")

    def words_empty(self) -> tuple[str, str]:
        return translate("Cashier", "没有这样的员工"), ""

    def filters(self) -> tuple[Filter, ...]:
        return (
            Filter("", translate("Cashier", "全部")),
            Filter("active", translate("Cashier", "在职")),
            Filter("gone", translate("Cashier", "停用")),
        )

    def listed(self) -> Iterable[ListRow]:
        now = self._around.core.now()
        order = sorted(self._people, key=lambda x: (not x.is_active, x.name))
        return [_row(x, x.locked_until is not None and x.locked_until > now) for x in order]

    def edit_new(self) -> Edit:
        fields = (
            Field("name", _K.TEXT, translate("Cashier", "姓名"), longest=60),
            Field("login", _K.TEXT, translate("Cashier", "登录账号"), longest=60,
                  hint=translate("Cashier", "字母、数字，例如 lijing")),
            self._role_field("cashier"),
        )  # fmt: skip
        word = translate("Cashier", "加员工")
        return Edit("", Form("staff", translate("Cashier", "新员工"), fields, word, self._add_one))

    def edit_of(self, key: str) -> Edit | None:
        person = next((x for x in self._people if x.id == key), None)
        if person is None:
            return None

        async def save(values: Values, idempotency_key: str) -> str:
            role: StaffRole = values.text("role")  # type: ignore[assignment]  # one of the choices
            body = StaffInfo(values.text("name"), role, values.is_on("isActive"))
            path = f"/v1/staff/{quote(person.id)}"
            saved = await self._around.core.call("PUT", path, StaffBody, body, idempotency_key)
            return translate("Cashier", "{0} 已保存").format(saved.name)

        fields = (
            Field("name", _K.TEXT, translate("Cashier", "姓名"), person.name, longest=60),
            self._role_field(person.role),
            Field("isActive", _K.SWITCH, translate("Cashier", "可以登录"),
                  "1" if person.is_active else "", wire="is_active"),
        )  # fmt: skip
        return Edit(
            key=person.id,
            form=Form("staff", person.name, fields, translate("Cashier", "保存"), save),
            detail=translate("Cashier", "登录账号 {0}").format(person.login),
            facts=self._facts_of(person),
            acts=(
                Act("pin", "lock", translate("Cashier", "重设 PIN") if person.has_pin
                    else translate("Cashier", "设 PIN"), opens=lambda: self._ask_pin(person)),
                Act("phone", "phone", translate("Cashier", "手机号"),
                    opens=lambda: self._ask_phone(person)),
            ),
        )  # fmt: skip

    def _facts_of(self, person: StaffBody) -> tuple[Fact, ...]:
        label, phone = translate("Cashier", "PIN"), translate("Cashier", "手机号")
        return (
            self._pin_fact(person, label),
            Fact("phone", phone, person.phone or translate("Cashier", "没有")),
        )

    def _pin_fact(self, person: StaffBody, label: str) -> Fact:
        if not person.has_pin:
            none = translate("Cashier", "还没有，不能登录")
            return Fact("pin", label, none, "triangle", "warn")
        now = self._around.core.now()
        if person.locked_until is not None and person.locked_until > now:
            until = words.clock(person.locked_until, self._around.sight().zone)
            locked = translate("Cashier", "输错太多次，锁到 {0}").format(until)
            return Fact("pin", label, locked, "lock", "bad")
        return Fact("pin", label, translate("Cashier", "已设"), "check", "ok")

    def _ask_pin(self, person: StaffBody) -> None:
        async def send(values: Values, key: str) -> str:
            path = f"/v1/staff/{quote(person.id)}/pin"
            await self._around.core.call("PUT", path, StaffBody, NewPin(values.text("pin")), key)
            self.refresh()
            return translate("Cashier", "{0} 的 PIN 已设").format(person.name)

        self._around.ask(
            Form(
                "pin",
                translate("Cashier", "{0} 的 PIN").format(person.name),
                (
                    Field(
                        "pin",
                        _K.SECRET,
                        translate("Cashier", "新 PIN（4 到 12 位数字）"),
                        longest=12,
                    ),
                    Field("again", _K.SECRET, translate("Cashier", "再输一次"), longest=12),
                ),
                translate("Cashier", "设 PIN"),
                send,
                note=translate("Cashier", "设好后，他在别处的登录会退出。"),
                is_right=_pins_agree,
            )
        )

    def _ask_phone(self, person: StaffBody) -> None:
        async def send(values: Values, key: str) -> str:
            path = f"/v1/staff/{quote(person.id)}/phone"
            body = StaffPhone(values.text("phone") or None)
            await self._around.core.call("PUT", path, StaffBody, body, key)
            self.refresh()
            return translate("Cashier", "{0} 的手机号已保存").format(person.name)

        field = Field("phone", _K.TEXT, translate("Cashier", "手机号（不填就删掉）"), optional=True,
                      hint=person.phone, longest=40)  # fmt: skip
        title = translate("Cashier", "{0} 的手机号").format(person.name)
        note = translate("Cashier", "在新设备上登录时，验证码发到这个号码。")
        self._around.ask(
            Form("phone", title, (field,), translate("Cashier", "保存"), send, note=note)
        )

    async def _add_one(self, values: Values, key: str) -> str:
        role: StaffRole = values.text("role")  # type: ignore[assignment]  # one of the choices
        body = NewStaff(values.text("login"), values.text("name"), role)
        added = await self._around.core.call("POST", "/v1/staff", StaffBody, body, key)
        self.choose_next(added.id)
        return translate("Cashier", "{0} 已加上，再给他设 PIN").format(added.name)

    def _role_field(self, chosen: str) -> Field:
        staff = self._around.core.staff
        roles = ["cashier", "waiter", "kitchen", "manager"]
        if chosen == "brand_admin" or (staff is not None and staff.role is Role.BRAND_ADMIN):
            roles.append("brand_admin")
        options = tuple(Option(x, terminals.role_word(x)) for x in roles)
        return Field("role", _K.CHOICE, translate("Cashier", "职位"), chosen, options=options)


def _row(person: StaffBody, is_locked: bool) -> ListRow:
    if not person.is_active:
        status, icon, tone = translate("Cashier", "停用"), "forbid", "off"
    elif not person.has_pin:
        status, icon, tone = translate("Cashier", "没有 PIN"), "triangle", "warn"
    elif is_locked:
        status, icon, tone = translate("Cashier", "锁定"), "lock", "bad"
    else:
        status, icon, tone = translate("Cashier", "可以登录"), "check", "ok"
    return ListRow(
        key=person.id,
        title=person.name,
        detail=f"{terminals.role_word(person.role)} · {person.login}",
        status=status,
        icon=icon,
        tone=tone,
        filters=("active" if person.is_active else "gone",),
    )


def _pins_agree(values: Values) -> bool:
    pin = values.text("pin")
    is_digits = pin.isascii() and pin.isdecimal() and len(pin) in _PIN_DIGITS
    return is_digits and pin == values.text("again")
