"""Terminals: which there are, where they stand, whether they are on; pairing, moving, shutting out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote

from PySide6.QtCore import QObject

from cashier_app import words
from cashier_app.corner import terminals
from cashier_app.corner.around import Around
from cashier_app.corner.device_form import DeviceForm, ago
from cashier_app.corner.edit import Act, Edit, Fact
from cashier_app.corner.list_page import Filter, ListPage, ListRow
from cashier_app.form import Form, Values
from cashier_app.waiter_address import waiter_url
from cashier_app.words import translate
from common.domain.roles import Role
from common.qt import phrases
from common.wire.shop import DeviceBody, PairingCodeBody

CODE: Final = "code"
_LOOK_AGAIN: Final = timedelta(seconds=10)
_LOOK_AGAIN_FOR_PAIRING: Final = timedelta(seconds=2)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pairing code that nobody has typed yet; `for_id`: the terminal that it renews, or ""."""

    code: str
    expires_at: datetime
    what: str
    kind: str
    made_at: datetime
    for_id: str = ""


class DevicesPage(ListPage):
    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._devices: list[DeviceBody] = []
        self._waiting: Waiting | None = None
        self._looked_at: datetime | None = None
        self._form = DeviceForm(around)

    async def load(self) -> None:
        self._looked_at = self._around.core.now()
        self._devices = await terminals.devices(self._around.core)
        self._notice_pairing()

    def look(self) -> None:
        now = self._around.core.now()
        every = _LOOK_AGAIN_FOR_PAIRING if self._waiting else _LOOK_AGAIN
        if self._is_loaded and self._looked_at is not None and now - self._looked_at >= every:
            self.refresh()
        if self._waiting is not None and now >= self._waiting.expires_at:
            self._waiting = None
        super().look()

    def _notice_pairing(self) -> None:
        """The terminal for which the code was made has come: show it instead of the code."""
        waiting = self._waiting
        if waiting is None:
            return
        for device in self._devices:
            is_it = device.id == waiting.for_id or not waiting.for_id
            if is_it and device.kind == waiting.kind and device.paired_at >= waiting.made_at:
                self._waiting = None
                self.choose_next(device.id)
                self._around.told(translate("Cashier", "{0} 已配对").format(device.name))
                return

    # ── list ────────────────────────────────────────────────────────────────────────────────────

    def word_new(self) -> str:
        return translate("Cashier", "配对新设备")

    def words_empty(self) -> tuple[str, str]:
        return translate("Cashier", "没有这样的设备"), ""

    def filters(self) -> tuple[Filter, ...]:
        kinds = (Role.PAD, Role.KITCHEN, Role.CALL_BOARD, Role.CASHIER, Role.WAITER)
        return (
            Filter("", translate("Cashier", "全部")),
            Filter("away", translate("Cashier", "不在线"), "wifi-off"),
            *(Filter(x.value, terminals.kind_word(x.value)) for x in kinds),
        )

    def listed(self) -> Iterable[ListRow]:
        now = self._around.core.now()
        order = sorted(
            self._devices, key=lambda x: (x.revoked_at is not None, x.kind, self._place(x), x.name)
        )
        rows = [self._row(x, now) for x in order]
        return [self._waiting_row(self._waiting), *rows] if self._waiting else rows

    def _waiting_row(self, waiting: Waiting) -> ListRow:
        return ListRow(
            key=CODE,
            title=translate("Cashier", "等待配对"),
            detail=waiting.what,
            status=translate("Cashier", "{0} 前有效").format(self._clock(waiting.expires_at)),
            icon="hourglass",
            tone="info",
        )

    def _row(self, device: DeviceBody, now: datetime) -> ListRow:
        status, icon, tone = _look(device, now)
        is_away = device.revoked_at is None and not terminals.is_online(device, now)
        place = self._place(device)
        return ListRow(
            key=device.id,
            title=device.name,
            detail=" · ".join(x for x in (terminals.kind_word(device.kind), place) if x),
            note=ago(now - device.live_at) if is_away and device.live_at is not None else "",
            status=status,
            icon=icon,
            tone=tone,
            filters=(device.kind, "away") if is_away else (device.kind,),
        )

    def _place(self, device: DeviceBody) -> str:
        sight = self._around.sight()
        room = sight.room(device.room_id)
        if room is not None:
            return room.name
        if device.kind != Role.KITCHEN.value:
            return ""
        names = [x.name for x in sight.stations if x.id in device.station_ids]
        return phrases.listed(names) or translate("Cashier", "所有档口")

    # ── editor ──────────────────────────────────────────────────────────────────────────────────

    def edit_new(self) -> Edit:
        async def send(values: Values, key: str) -> str:
            body = self._form.new_code(values)
            path = "/v1/devices/codes"
            made = await self._around.core.call("POST", path, PairingCodeBody, body, key)
            self._wait_for(made, body.kind, self._form.what(values))
            return translate("Cashier", "配对码已生成")

        title, word = translate("Cashier", "配对新设备"), translate("Cashier", "生成配对码")
        form = Form(
            "pair", title, self._form.new_fields(), word, send, is_right=self._form.is_right
        )
        detail = translate("Cashier", "生成一个配对码，15 分钟内在新设备上输入。")
        return Edit("", form, detail)

    def edit_of(self, key: str) -> Edit | None:
        if key == CODE:
            return self._code_edit(self._waiting) if self._waiting else None
        device = next((x for x in self._devices if x.id == key), None)
        if device is None:
            return None
        path = f"/v1/devices/{quote(device.id)}"

        async def save(values: Values, idempotency_key: str) -> str:
            body = self._form.info(device, values)
            saved = await self._around.core.call("PUT", path, DeviceBody, body, idempotency_key)
            return translate("Cashier", "{0} 已保存").format(saved.name)

        async def revoke(values: Values, idempotency_key: str) -> str:
            await self._around.core.call(
                "POST", f"{path}/revoke", DeviceBody, None, idempotency_key
            )
            return translate("Cashier", "{0} 已停用").format(device.name)

        async def renew(values: Values, idempotency_key: str) -> str:
            made = await self._around.core.call(
                "POST", f"{path}/code", PairingCodeBody, None, idempotency_key
            )
            self._wait_for(made, device.kind, device.name, device.id)
            return translate("Cashier", "配对码已生成")

        is_revoked = device.revoked_at is not None
        again = Act("renew", "refresh", translate("Cashier", "重新配对"), send=renew)
        shut_out = Act(
            "revoke", "forbid", translate("Cashier", "按住停用"), send=revoke, is_held=True,
            is_danger=True,
        )  # fmt: skip
        word = "" if is_revoked else translate("Cashier", "保存")
        fields = () if is_revoked else self._form.fields(device)
        return Edit(
            key=device.id,
            form=Form("device", device.name, fields, word, save, is_right=self._form.is_right),
            detail=terminals.kind_word(device.kind),
            facts=self._facts_of(device),
            acts=(again,) if is_revoked else (again, shut_out),
        )

    def _code_edit(self, waiting: Waiting) -> Edit:
        async def nothing(values: Values, key: str) -> str:
            return ""

        left = words.lasting(waiting.expires_at - self._around.core.now())
        address = self._address(waiting)
        detail = (
            translate("Cashier", "用手机相机扫一扫，或打开下面的网址输入这个码。")
            if address
            else translate("Cashier", "在新设备上输入这个码。")
        )
        return Edit(
            key=CODE,
            form=Form(CODE, translate("Cashier", "配对码"), (), "", nothing),
            detail=detail + translate("Cashier", "配对后这里会自动换成那台设备。"),
            facts=(
                Fact("what", translate("Cashier", "设备"), waiting.what),
                Fact("until", translate("Cashier", "有效到"), self._clock(waiting.expires_at)),
                Fact("left", translate("Cashier", "还剩"), left),
            ),
            large=f"{waiting.code[:4]} {waiting.code[4:]}",
            address=address,
        )

    def _address(self, waiting: Waiting) -> str:
        """A waiter's terminal is a page: where a phone finds it."""
        identity = self._around.core.identity
        if waiting.kind != Role.WAITER.value or identity is None:
            return ""
        return waiter_url(identity.server_url, waiting.code)

    def _wait_for(self, made: PairingCodeBody, kind: str, what: str, for_id: str = "") -> None:
        now = self._around.core.now()
        self._waiting = Waiting(made.code, made.expires_at, what, kind, now, for_id)
        self.choose_next(CODE)

    def _facts_of(self, device: DeviceBody) -> tuple[Fact, ...]:
        now = self._around.core.now()
        status, icon, tone = _look(device, now)
        seen = ago(now - device.live_at) if device.live_at else translate("Cashier", "还没有")
        paired = words.day_and_clock(device.paired_at, self._around.sight().zone)
        facts = [
            Fact("state", translate("Cashier", "现在"), status, icon, tone),
            Fact("seen", translate("Cashier", "最后连上"), seen),
            Fact("paired", translate("Cashier", "配对于"), paired),
        ]
        if device.app_version:
            facts.append(Fact("version", translate("Cashier", "程序版本"), device.app_version))
        return tuple(facts)

    def _clock(self, at: datetime) -> str:
        return words.clock(at, self._around.sight().zone)


def _look(device: DeviceBody, now: datetime) -> tuple[str, str, str]:
    if device.revoked_at is not None:
        return translate("Cashier", "已停用"), "forbid", "off"
    if terminals.is_online(device, now):
        return translate("Cashier", "在线"), "wifi", "ok"
    return translate("Cashier", "不在线"), "wifi-off", "bad"
