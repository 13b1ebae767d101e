"""One guest's evening, played on the real screens and checked at every step."""

from __future__ import annotations

import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from server.entry.demo.screens import Screen
from server.entry.demo.setting_up import Manager
from server.entry.demo.telling import Telling
from server.entry.demo.venue import SHOP, Sentence, Venue
from server.entry.seeding import stable_id

T = TypeVar("T")

LOOK_EVERY_S: Final = 0.05
ROOM: Final = "801"
DESK: Final = "收银台1"
SHOWN: Final = "801房间下单了水饺2份,请注意"
SPOKEN: Final = "八零幺房间下单了水饺两份,请注意"
ADDED: Final = "801房间加单了可乐1瓶,请注意"
CALLED_TWICE: Final = "正在叫号 · 第 2 次"
NOTIFY_AGAIN_S: Final = 5.2
"""A second tap on 通知 within 5 s is taken for an echo."""


class EveningFailed(Exception):
    """Something was not as it should be; the text says what was expected."""


class Evening:
    """`folder` gets the screenshots and `wav/` the spoken sentences."""

    def __init__(self, venue: Venue, folder: Path, telling: Telling) -> None:
        self._venue = venue
        self._folder = folder
        self._tell = telling
        self._wav = folder / "wav"
        self._paper = folder / "printer.bin"

    def play(self) -> None:
        """Raises EveningFailed, or what a screen or program of the venue failed with."""
        self._open()
        self._arrive()
        self._order()
        self._cook()
        self._add_on()
        self._change_of_mind()
        self._call()
        self._collect()
        self._rush_and_sold_out()
        self._go()

    # ── scenes ───────────────────────────────────────────────────────────────────────────────────
    def _open(self) -> None:
        self._tell.heading("开店")
        with self._tell.step("门店", "数据库建好，示范门店、菜单、房间已导入，服务器开始营业"):
            self._venue.open()
        with self._tell.step("门店", "后厨屏、叫号屏、801 平板、收银台开机配对；服务员登记"):
            self._kitchen = self._screen("kitchen", "kds_app", "主灶屏", voice=f"wav:{self._wav}")
            self._pad = self._screen("pad", "pad_app", "801平板", room=ROOM)
            self._calls = self._screen("call_board", "kds_app", "取餐屏", voice="silent")
            self._desk = self._screen("cashier", "cashier_app", DESK, voice="silent")
            self._waiter = self._venue.headless("小何", "waiter")
            self._kitchen.see("kitchen", timeout=30.0)
            self._pad.see("beginOrdering", timeout=30.0)
            self._calls.see("calling", timeout=30.0)
            self._desk.see("roomGrid", timeout=30.0)
        with self._tell.step("店长", "接上小票机"), Manager(self._venue) as manager:
            manager.add_receipt_printer(str(self._paper), DESK)
        with self._tell.step("收银台", "收银员登录，开班，备用金 500 元"):
            self._begin_shift()
        self._shoot("01", pad=self._pad, kitchen=self._kitchen)

    def _arrive(self) -> None:
        self._tell.heading("入住")
        with self._tell.step("收银台", "801 入住 2 位：点房间，F3"):
            self._desk.tap(f"room-{stable_id(SHOP, 'room', ROOM)}")
            self._desk.key("F3")
            self._desk.tap("formConfirm")
            self._desk.see("act-leave")
        with self._tell.step("平板", "客人翻开菜单"):
            self._pad.see("favourite-水饺")
        self._shoot("02-menu", pad=self._pad)

    def _order(self) -> None:
        self._tell.heading("点餐")
        with self._tell.step("平板", "客人点了水饺 2 份，下单"):
            self._put("水饺", "水饺面点", times=2)
            self._shoot("03-basket", pad=self._pad)
            self._pad.tap("placeOrder")
            self._pad.see("orderNumber")
        with self._tell.step("后厨", "屏上出现 801 的单子：水饺 2 份"):
            self._dumplings = self._line("水饺")
            self._see_state(self._kitchen, self._dumplings, "waiting")
        with self._tell.step("平板", "显示「厨房已收到」"):
            self._pad.see_value("pill-水饺", "lineState", "received")
        with self._tell.step("后厨", f"显示并播报「{SHOWN}」"):
            self._hear(SHOWN, SPOKEN)
        self._shoot("04-ordered", pad=self._pad, kitchen=self._kitchen, calls=self._calls)

    def _cook(self) -> None:
        self._tell.heading("制作")
        with self._tell.step("后厨", "师傅点一下：开始制作；平板跟着变"):
            self._kitchen.tap(self._dumplings)
            self._see_state(self._kitchen, self._dumplings, "cooking")
            self._pad.see_value("pill-水饺", "lineState", "cooking")
        self._shoot("05-cooking", pad=self._pad, kitchen=self._kitchen, calls=self._calls)
        with self._tell.step("后厨", "误点了完成，点「撤销」退回制作中"):
            self._kitchen.tap(self._dumplings)
            self._see_state(self._kitchen, self._dumplings, "ready")
            self._kitchen.tap("undo")
            self._see_state(self._kitchen, self._dumplings, "cooking")
            self._pad.see_value("pill-水饺", "lineState", "cooking")

    def _add_on(self) -> None:
        self._tell.heading("加单")
        with self._tell.step("平板", "客人再加一瓶可乐"):
            self._pad.tap("orderMore")
            self._put("可乐", "酒水")
            self._pad.tap("placeOrder")
            self._pad.see("orderNumber")
        with self._tell.step("后厨", f"同一张单子多出一块「加单」，播报「{ADDED}」"):
            self._cola = self._line("可乐")
            self._hear(ADDED)
        with self._tell.step("后厨", "水饺做好"):
            self._kitchen.tap(self._dumplings)
            self._see_state(self._kitchen, self._dumplings, "ready")
        self._shoot("06-added", pad=self._pad, kitchen=self._kitchen)

    def _change_of_mind(self) -> None:
        self._tell.heading("改主意")
        with self._tell.step("平板", "客人又点了剁椒鱼头，马上取消"):
            self._pad.tap("orderMore")
            self._put("剁椒鱼头", "招牌")
            self._pad.tap("placeOrder")
            fish = self._line("剁椒鱼头")
            self._pad.tap("cancel-剁椒鱼头")
        with self._tell.step("后厨", "那一行划掉，师傅点「知道了」"):
            self._see_state(self._kitchen, fish, "cancelled")
            self._shoot("07-cancelled", kitchen=self._kitchen)
            self._kitchen.tap(fish.replace("line-", "ack-"))
            self._kitchen.see_no(fish.replace("line-", "ack-"))

    def _call(self) -> None:
        self._tell.heading("呼叫服务")
        with self._tell.step("平板", "客人点「加水」"):
            self._pad.tap("callService")
            self._pad.tap("service-加水")
            self._pad.see_value("service-加水", "stage", "open")
        with self._tell.step("服务员", "看到呼叫，答应下来"):
            self._waiter.do("accept", ROOM)
        with self._tell.step("平板", "显示「已响应」"):
            self._pad.see_value("service-加水", "stage", "accepted")
        self._shoot("08-service", pad=self._pad)
        self._pad.tap("serviceSheetClose")

    def _collect(self) -> None:
        self._tell.heading("取餐")
        with self._tell.step("后厨", "通知取餐；叫号屏叫 #01"):
            self._kitchen.tap("notify")
            self._see_state(self._kitchen, self._dumplings, "notified")
            notified = time.monotonic()
            self._calls.see_value("hero", "number", "#01")
        self._shoot("09-notified", kitchen=self._kitchen, calls=self._calls)
        with self._tell.step("后厨", "可乐好了，不用通知，直接取走"):
            self._kitchen.tap(self._cola)
            self._see_state(self._kitchen, self._cola, "cooking")
            self._kitchen.tap(self._cola)
            self._see_state(self._kitchen, self._cola, "ready")
            self._waiter.do("pick-up", _id_of(self._cola))
            self._see_state(self._kitchen, self._cola, "picked_up")
        with self._tell.step("后厨", "水饺没人来取：过 5 秒再通知一次"):
            time.sleep(max(0.0, notified + NOTIFY_AGAIN_S - time.monotonic()))
            self._kitchen.tap("notify")
            self._eventually(lambda: self._is_told_again("line.notified"), "a second call")
            self._calls.see_value("hero", "calls", CALLED_TWICE)
        with self._tell.step("服务员", "取走水饺，送到 801"):
            self._waiter.do("pick-up", _id_of(self._dumplings))
            self._waiter.do("deliver", _id_of(self._dumplings), _id_of(self._cola))
        with self._tell.step("平板", "两样都已送达"):
            self._pad.see_value("pill-水饺", "lineState", "delivered")
            self._pad.see_value("pill-可乐", "lineState", "delivered")
            self._calls.see_no("hero")
        self._shoot("10-delivered", pad=self._pad, calls=self._calls)

    def _is_told_again(self, event: str) -> bool | None:
        told = {s.announcement_id for s in self._venue.sentences() if s.event == event}
        return len(told) > 1 or None

    def _rush_and_sold_out(self) -> None:
        self._tell.heading("催菜与沽清")
        with self._tell.step("收银台", "替客人加一份红烧肉（F2），并催菜"):
            self._desk.key("F2")
            self._desk.tap("dish-红烧肉")
            self._shoot("11-order", desk=self._desk)
            self._desk.key("F2")
            pork = self._line("红烧肉")
            self._desk.tap("openDishes")
            self._desk.tap(f"option-{_id_of(pork)}")
            self._desk.tap("formConfirm")
        with self._tell.step("后厨", "单子上出现「催菜」，师傅点「收到」"):
            rushes = self._eventually(lambda: self._kitchen.names("rushAck-") or None, "the rush")
            self._shoot("11-rushed", kitchen=self._kitchen)
            self._kitchen.tap(rushes[0])
            self._kitchen.see_no(rushes[0])
        with self._tell.step("后厨", "剁椒鱼头没有了：按住「沽清」，平板上马上不能再点"):
            self._pad.tap("orderMore")
            self._pad.tap("category-招牌")
            self._pad.see("add-剁椒鱼头")
            self._kitchen.tap("soldOut")
            self._kitchen.hold("soldOut-" + stable_id(SHOP, "goods", "剁椒鱼头"))
            self._pad.see_no("add-剁椒鱼头")
            self._kitchen.tap("sheetClose")
        self._shoot("12-sold-out", pad=self._pad)
        with self._tell.step("后厨", "红烧肉做好、取走、送到"):
            self._kitchen.tap("wholeOrder")
            self._see_state(self._kitchen, pork, "ready")
            self._kitchen.tap("pickUp")
            self._see_state(self._kitchen, pork, "picked_up")
            self._waiter.do("deliver", _id_of(pork))

    def _go(self) -> None:
        self._tell.heading("结账离店")
        with self._tell.step("收银台", "加上房费 198 元"):
            self._desk.tap("act-charge")
            self._desk.tap("option-房费")
            self._desk.tap("field-amount")
            self._desk.type("198")
            self._desk.tap("formConfirm")
            self._desk.see_text("billBreakdown", "198.00")
            self._desk.see_no("formConfirm")
        self._shoot("13-bill", desk=self._desk)
        with self._tell.step("收银台", "客人微信付 100 元（F5），余下付现金（F7）"):
            self._desk.key("F5")
            self._desk.see("field-amount")
            self._desk.type("100")
            self._desk.see_text("formSummary", "还差")
            self._desk.tap("formConfirm")
            self._desk.see_no("formConfirm")
            self._desk.key("F7")
            self._desk.tap("formConfirm")
            self._desk.see_text("balanceWord", "已结清")
            self._desk.see_no("formConfirm")
        with self._tell.step("收银台", "可乐没有喝：退 8 元，按住「退款」"):
            self._give_back_the_cola()
        self._shoot("14-refunded", desk=self._desk)
        with self._tell.step("小票机", "结账时自动出了小票；退款后再打一张"):
            self._print_receipt()
        with self._tell.step("收银台", "801 离店（F3），清洁完成（F4）"):
            self._desk.key("F3")
            self._desk.tap("act-clean")
            self._desk.see("vacantAction")
        with self._tell.step("平板", "回到欢迎页，上一位客人的东西一样不留"):
            self._pad.see("welcome")
            self._pad.see_no("orderNumber")
        with self._tell.step("收银台", "交班前看一眼：收了多少，应有多少（F11）"):
            self._desk.key("F11")
            self._desk.see_text("shiftState", "开班")
        self._shoot("16-end", pad=self._pad, kitchen=self._kitchen, desk=self._desk)

    def _begin_shift(self) -> None:
        pin = self._venue.staff_pin("cashier")
        self._desk.key("F11")
        self._desk.tap("signIn")
        self._desk.see("field-login")
        self._desk.type("cashier")
        self._desk.tap("field-pin")
        self._desk.type(pin)
        self._desk.tap("formConfirm")
        self._desk.see_no("formConfirm")
        self._desk.key("F11")
        self._desk.tap("openShift")
        self._desk.tap("formConfirm")
        self._desk.see_text("staff", "当班")

    def _give_back_the_cola(self) -> None:
        self._desk.tap("paidRow")
        self._desk.see("field-amount")
        self._desk.tap(self._desk.names("option-")[0])  # the first payment
        self._desk.tap("field-amount")
        self._desk.type("8")
        self._desk.tap(f"option-{_id_of(self._cola)}")
        self._desk.tap("option-客人退菜")
        self._desk.hold("formHold")
        self._desk.see_no("formHold")
        self._desk.see_text("balanceWord", "已结清")

    def _print_receipt(self) -> None:
        self._eventually(lambda: self._slips() or None, "the receipt of the payment")
        self._desk.tap("act-receipt")
        self._desk.see("receiptPicture")
        self._desk.see_value("printReceipt", "enabled", True)
        self._shoot("15-receipt", desk=self._desk)
        self._desk.tap("printReceipt")
        self._eventually(lambda: self._slips() > 1 or None, "the second receipt")
        self._desk.see_no("receiptPicture")
        said = self._venue.run("common.printing", str(self._paper), str(self._folder / "receipts"))
        self._tell.note("小票：" + "、".join(f"receipts/{Path(x).name}" for x in said.split()))

    def _slips(self) -> int:
        """How many papers the printer has cut off."""
        return self._paper.read_bytes().count(b"\x1dV") if self._paper.exists() else 0

    # ── what hands and eyes do ───────────────────────────────────────────────────────────────────
    def _screen(
        self, kind: str, module: str, name: str, *, room: str = "", voice: str = ""
    ) -> Screen:
        speech = ("--speech", voice) if voice else ()
        return self._venue.pair(kind, module, name, *speech, room=room)

    def _put(self, dish: str, category: str, times: int = 1) -> None:
        """Into the pad's basket."""
        self._pad.tap(f"category-{category}")
        self._pad.tap(f"add-{dish}")
        for _ in range(times - 1):
            self._pad.tap(f"card-{dish}-Plus")

    def _line(self, dish: str) -> str:
        """The name of the kitchen's line of this dish, once it is there."""
        return self._eventually(lambda: self._shown_line(dish), f"{dish} in the kitchen")

    def _shown_line(self, dish: str) -> str | None:
        names = self._kitchen.names("line-")
        return next((name for name in names if self._kitchen.read(name, "dish") == dish), None)

    def _see_state(self, screen: Screen, line: str, state: str) -> None:
        screen.see_value(line, "lineState", state)

    def _hear(self, shown: str, spoken: str = "") -> None:
        """The kitchen shows this sentence and has said it, audibly, into a WAV file."""
        found = self._eventually(lambda: self._said(shown), f"the sentence {shown}")
        if spoken and found.spoken != spoken:
            raise EveningFailed(f"{shown} is spoken as {found.spoken}")
        file = self._eventually(lambda: self._sound_of(found), f"the sound of {shown}")
        self._tell.note(f"读作「{found.spoken}」，录音 {file.relative_to(self._folder)}")

    def _said(self, shown: str) -> Sentence | None:
        of_kitchen = (s for s in self._venue.sentences() if s.status == "spoken")
        return next((s for s in of_kitchen if s.shown == shown), None)

    def _sound_of(self, sentence: Sentence) -> Path | None:
        key = f"{sentence.announcement_id}-{sentence.repeat}"
        file = next(self._wav.glob(f"*-{key}.wav"), None)
        if file is None:
            return None
        with wave.open(str(file)) as sound:
            is_audible = sound.getnframes() > sound.getframerate() / 2
        return file if is_audible else None

    def _eventually(self, look: Callable[[], T | None], what: str, within_s: float = 15.0) -> T:
        until = time.monotonic() + within_s
        while time.monotonic() < until:
            found = look()
            if found is not None:
                return found
            time.sleep(LOOK_EVERY_S)
        raise EveningFailed(f"{what}: not within {within_s:.0f} s")

    def _shoot(self, name: str, **screens: Screen) -> None:
        for who, screen in screens.items():
            screen.photograph(self._folder / f"{name}-{who}.png")


def _id_of(line: str) -> str:
    return line.removeprefix("line-")
