"""余额与套餐: what is left, of which package and until when; buying more; what stands still."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from PySide6.QtCore import QObject, Slot

from cashier_app import words
from cashier_app.corner import sms_say
from cashier_app.corner.around import Around
from cashier_app.corner.edit import Act, Edit, Fact, nothing
from cashier_app.corner.list_page import ListPage, ListRow
from cashier_app.form import Field, FieldKind, Form, Send, Values
from cashier_app.words import translate
from common.client.ids import new_id
from common.wire.answers import Page
from common.wire.sms import (
    AccountBody,
    BuyPackage,
    LotBody,
    MovementBody,
    PackageBody,
    PurchaseBody,
)
from common.wire.sms_messages import LaneBody, ResumeLane

_ACCOUNT: Final = "account"
_LANE: Final = "lane:"
_PACKAGE: Final = "package:"
_TRAIL: Final = 30


class SmsAccountPage(ListPage):
    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(around, parent)
        self._account: AccountBody | None = None
        self._packages: dict[str, PackageBody] = {}
        self._lots: dict[str, LotBody] = {}
        self._lanes: dict[str, LaneBody] = {}
        self._trails: dict[str, list[MovementBody]] = {}

    async def load(self) -> None:
        core = self._around.core
        self._account = await core.call("GET", "/v1/sms/account", AccountBody)
        packages = await core.call("GET", "/v1/sms/packages", Page[PackageBody])
        self._packages = {_PACKAGE + x.id: x for x in packages.items}
        lots = await core.call("GET", "/v1/sms/lots?limit=100", Page[LotBody])
        self._lots = {x.id: x for x in lots.items}
        lanes = await core.call("GET", "/v1/sms/lanes", Page[LaneBody])
        self._lanes = {_LANE + x.lane: x for x in lanes.items}
        key = self._editor.key
        if key == _ACCOUNT or key in self._lots:
            await self._ask_trail(key)

    async def _ask_trail(self, key: str) -> None:
        which = "" if key == _ACCOUNT else f"&lot_id={quote(key)}"
        path = f"/v1/sms/movements?limit={_TRAIL}{which}"
        found = await self._around.core.call("GET", path, Page[MovementBody])
        self._trails[key] = found.items

    @Slot(str)
    def choose(self, key: str) -> None:
        super().choose(key)
        if key not in self._trails:
            self.refresh()

    # ── the list ────────────────────────────────────────────────────────────────────────────────

    def words_empty(self) -> tuple[str, str]:
        return translate("Cashier", "没有这样的"), translate("Cashier", "换个词搜索")

    def listed(self) -> Iterable[ListRow]:
        if self._account is not None:
            yield self._account_row(self._account)
        for key, lane in self._lanes.items():
            if lane.paused_at is not None or lane.waiting:
                yield self._lane_row(key, lane)
        for lot in self._lots.values():
            yield self._lot_row(lot)
        for key, package in self._packages.items():
            yield ListRow(
                key=key,
                title=package.name,
                detail=translate("Cashier", "{0}，付款后 {1} 天有效").format(
                    sms_say.units(package.units), package.valid_days
                ),
                note=words.short(package.price_fen),
                section=translate("Cashier", "可以买的套餐"),
            )

    def _account_row(self, account: AccountBody) -> ListRow:
        low = account.is_low
        return ListRow(
            key=_ACCOUNT,
            title=translate("Cashier", "可用 {0}").format(sms_say.units(account.buckets.available)),
            detail=translate("Cashier", "冻结 {0}").format(sms_say.units(account.buckets.held)),
            status=translate("Cashier", "偏低") if low else translate("Cashier", "够用"),
            icon="triangle" if low else "check",
            tone="warn" if low else "ok",
            section=translate("Cashier", "余额"),
        )

    def _lane_row(self, key: str, lane: LaneBody) -> ListRow:
        is_paused = lane.paused_at is not None
        return ListRow(
            key=key,
            title=_lane_name(lane),
            detail=lane.paused_why or lane.rests_why,
            note=translate("Cashier", "{0} 条在等").format(lane.waiting),
            status=translate("Cashier", "停着") if is_paused else translate("Cashier", "在发"),
            icon="forbid" if is_paused else "half",
            tone="bad" if is_paused else "info",
            section=translate("Cashier", "发送通道"),
        )

    def _lot_row(self, lot: LotBody) -> ListRow:
        left = lot.buckets.available
        until = self._day(lot)
        is_over = lot.closed_at is not None
        return ListRow(
            key=lot.id,
            title=translate("Cashier", "{0} 的套餐").format(sms_say.units(lot.buckets.granted)),
            detail=translate("Cashier", "{0} 到期").format(until),
            note=translate("Cashier", "剩 {0}").format(sms_say.units(left)),
            status=translate("Cashier", "已到期") if is_over else "",
            icon="forbid" if is_over else "",
            tone="off" if is_over or not left else "",
            section=translate("Cashier", "买过的套餐"),
        )

    # ── the editor ──────────────────────────────────────────────────────────────────────────────

    def edit_of(self, key: str) -> Edit | None:
        if key == _ACCOUNT and self._account is not None:
            return self._account_edit(self._account)
        if key in self._lots:
            return self._lot_edit(self._lots[key])
        if key in self._lanes:
            return self._lane_edit(key, self._lanes[key])
        package = self._packages.get(key)
        return None if package is None else self._package_edit(key, package)

    def _account_edit(self, account: AccountBody) -> Edit:
        held = account.buckets
        facts = [
            Fact("available", translate("Cashier", "可用"), sms_say.units(held.available)),
            Fact("held", translate("Cashier", "冻结"), sms_say.units(held.held)),
            Fact("consumed", translate("Cashier", "已用"), sms_say.units(held.consumed)),
            Fact("expired", translate("Cashier", "过期"), sms_say.units(held.expired)),
            Fact("warn", translate("Cashier", "低于多少提醒"), sms_say.units(account.warn_below)),
        ]
        if account.debt:
            facts.append(Fact("debt", translate("Cashier", "欠账"), sms_say.units(account.debt),
                              "triangle", "bad"))  # fmt: skip
        facts += self._trail(_ACCOUNT)
        title = translate("Cashier", "短信余额")
        return Edit(_ACCOUNT, Form("account", title, (), "", nothing), facts=tuple(facts))

    def _lot_edit(self, lot: LotBody) -> Edit:
        held = lot.buckets
        facts = [
            Fact("until", translate("Cashier", "到期"), self._day(lot)),
            Fact("granted", translate("Cashier", "买了"), sms_say.units(held.granted)),
            Fact("available", translate("Cashier", "可用"), sms_say.units(held.available)),
            Fact("held", translate("Cashier", "冻结"), sms_say.units(held.held)),
            Fact("consumed", translate("Cashier", "已用"), sms_say.units(held.consumed)),
            Fact("expired", translate("Cashier", "过期"), sms_say.units(held.expired)),
            Fact("clawed", translate("Cashier", "收回"), sms_say.units(held.clawed_back)),
            *self._trail(lot.id),
        ]
        title = translate("Cashier", "{0} 的套餐").format(sms_say.units(held.granted))
        return Edit(lot.id, Form("lot", title, (), "", nothing), facts=tuple(facts))

    def _lane_edit(self, key: str, lane: LaneBody) -> Edit:
        sight = self._around.sight()
        since = sms_say.moment(lane.paused_at, sight.now, sight.zone)
        facts = [
            Fact("waiting", translate("Cashier", "在等的"), sms_say.units(lane.waiting)),
            Fact("since", translate("Cashier", "从何时停着"), since),
            Fact("why", translate("Cashier", "为什么"), lane.paused_why or lane.rests_why),
        ]
        acts: tuple[Act, ...] = ()
        if lane.paused_at is not None:
            word = translate("Cashier", "继续发送")
            acts = (Act("resume", "refresh", word, send=self._resume(lane), is_held=True),)
        form = Form("lane", _lane_name(lane), (), "", nothing)
        return Edit(key, form, facts=tuple(x for x in facts if x.value), acts=acts)

    def _package_edit(self, key: str, package: PackageBody) -> Edit:
        facts = (
            Fact("units", translate("Cashier", "里面有"), sms_say.units(package.units)),
            Fact("price", translate("Cashier", "价格"), words.short(package.price_fen)),
            Fact("days", translate("Cashier", "付款后有效"),
                 translate("Cashier", "{0} 天").format(package.valid_days)),
        )  # fmt: skip
        word = translate("Cashier", "买这个套餐…")
        buy = Act("buy", "wallet", word, opens=lambda: self._ask_buy(package))
        return Edit(key, Form("package", package.name, (), "", nothing), facts=facts, acts=(buy,))

    # ── doing ───────────────────────────────────────────────────────────────────────────────────

    def _ask_buy(self, package: PackageBody) -> None:
        async def send(values: Values, key: str) -> str:
            body = BuyPackage(package.id, package.price_fen, values.text("reference"))
            path = "/v1/sms/purchases"
            bought = await self._around.core.call("POST", path, PurchaseBody, body, key)
            self.refresh()
            if bought.paid_at is not None:
                return translate("Cashier", "已到账 {0}").format(sms_say.units(bought.units))
            return translate("Cashier", "已记下，付款确认后到账")

        reference = f"pay-{new_id(self._around.core.now())[:18]}"
        field = Field("reference", FieldKind.TEXT, translate("Cashier", "付款单号"), reference,
                      longest=64)  # fmt: skip
        self._around.ask(
            Form(
                name="buyPackage",
                title=package.name,
                fields=(field,),
                confirm=translate("Cashier", "记下这笔购买"),
                send=send,
                note=translate(
                    "Cashier", "付款时写上这个单号；收到支付方确认后，条数自动到账，这里不能自己加"
                ),
                summary=lambda _: words.short(package.price_fen),
            )
        )

    def _resume(self, lane: LaneBody) -> Send:
        async def send(_: Values, key: str) -> str:
            path = f"/v1/sms/lanes/{quote(lane.lane)}/resume"
            await self._around.core.call("POST", path, LaneBody, ResumeLane(), key)
            return translate("Cashier", "{0} 继续发送").format(_lane_name(lane))

        return send

    # ── inside ──────────────────────────────────────────────────────────────────────────────────

    def _trail(self, key: str) -> Iterable[Fact]:
        sight = self._around.sight()
        for booked in self._trails.get(key, ()):
            at = sms_say.moment(booked.at, sight.now, sight.zone)
            value = f"{sms_say.movement(booked.kind)} {sms_say.units(booked.units)}"
            yield Fact(f"moved-{booked.id}", at, value)

    def _day(self, lot: LotBody) -> str:
        """A lot ends at 24:00: the last day on which it can be used."""
        last = lot.expires_at - timedelta(microseconds=1)
        return last.astimezone(self._around.sight().zone).date().isoformat()


def _lane_name(lane: LaneBody) -> str:
    form = translate("Cashier", "批量") if lane.is_batch else translate("Cashier", "单条")
    return f"{sms_say.kind(lane.kind)} · {form}"
