"""`python -m tests.ui.pad.pictures DIR`: the pad as on the design pictures, and its other states."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from common.domain.rows import RoomState
from common.qt.app import QmlWindow, create_app, draw_offscreen
from common.qt.i18n import Language
from pad_app.compose import PROGRAM, pad_screen
from pad_app.pad_model import PadModel
from tests.support.language import speak_as_told
from tests.ui.pad.conftest import Pad
from tests.ui.pad.evening import Evening, an_evening, at
from tests.ui.pad.texting import offer_texts, refuse_phone


async def menu(pad: Pad) -> None:
    """pad_menu.png"""
    await pad.tap("category-水饺面点")
    await pad.tap("dish-手工水饺")
    for name in ("option-三鲜", "option-不要香菜", "dish-Plus", "confirmDish"):
        await pad.tap(name)
    await pad.tap("add-扬州炒饭")
    await pad.tap("basket-扬州炒饭")
    await pad.tap("option-少油")
    await pad.tap("confirmDish")
    await pad.tap("category-凉菜")
    await pad.tap("add-拍黄瓜")
    await pad.tap("category-水饺面点")


async def order(pad: Pad) -> None:
    """pad_order.png"""
    await pad.tap("tabOrder")


async def bill(pad: Pad) -> None:
    await pad.tap("tabBill")


async def dish(pad: Pad) -> None:
    await pad.tap("category-水饺面点")
    await pad.tap("dish-手工水饺")
    await pad.tap("option-三鲜")
    await pad.tap("dishAllergy-麸质")


async def noodles(pad: Pad) -> None:
    await pad.tap("category-水饺面点")
    await pad.tap("add-红烧牛肉面")


async def note(pad: Pad) -> None:
    await pad.tap("category-热菜")
    await pad.tap("add-宫保鸡丁")
    await pad.tap("openNote")
    await pad.tap("allergy-花生")


async def warned(pad: Pad) -> None:
    await note(pad)
    await pad.tap("noteDone")


async def service(pad: Pad) -> None:
    await pad.tap("callService")
    await pad.tap("service-送热水")


async def called(pad: Pad) -> None:
    await order(pad)
    await pad.tap("few-要发票")


async def offered(pad: Pad) -> None:
    offer_texts(pad.core, pad.evening.stay)
    await order(pad)
    await pad.wait_for("leavePhone")


async def phone(pad: Pad) -> None:
    await offered(pad)
    await pad.tap("leavePhone")
    for digit in "1381234":
        await pad.tap(f"key-{digit}")


async def wrong_phone(pad: Pad) -> None:
    await offered(pad)
    refuse_phone(pad.core, pad.evening.stay)
    await pad.tap("leavePhone")
    for digit in "10012345678":
        await pad.tap(f"key-{digit}")
    await pad.tap("savePhone")
    await pad.reads("phoneProblem", "手机号")


async def texted(pad: Pad) -> None:
    told = replace(pad.evening.stay, texts_to="138****5678", version=9)
    pad.core.server_says(stays=[told])
    await order(pad)


async def still(pad: Pad) -> None:
    await pad.breathe()


async def unsent(pad: Pad) -> None:
    pad.core.go_offline()
    await menu(pad)
    await pad.tap("placeOrder")
    await pad.pass_time(timedelta(seconds=70))


async def late(pad: Pad) -> None:
    await unsent(pad)
    pad.core.too_late(pad.core.given[0].key)


async def refused(pad: Pad) -> None:
    await menu(pad)
    facts = [{"goods_id": "x", "name": "酒酿圆子", "remaining": 1}]
    pad.core.refuse_next = ("goods.sold_out", {"goods": facts})
    await pad.tap("placeOrder")


PICTURES: dict[str, tuple[Callable[[], Evening], Callable[[Pad], Awaitable[None]]]] = {
    "pad_menu": (lambda: an_evening(with_order=True), menu),
    "pad_order": (lambda: an_evening(with_order=True), order),
    "pad_bill": (lambda: an_evening(with_order=True), bill),
    "pad_dish": (an_evening, dish),
    "pad_noodles": (an_evening, noodles),
    "pad_note": (an_evening, note),
    "pad_warned": (an_evening, warned),
    "pad_service": (an_evening, service),
    "pad_called": (lambda: an_evening(with_order=True), called),
    "pad_texts_offered": (lambda: an_evening(with_order=True), offered),
    "pad_phone": (lambda: an_evening(with_order=True), phone),
    "pad_phone_wrong": (lambda: an_evening(with_order=True), wrong_phone),
    "pad_texted": (lambda: an_evening(with_order=True), texted),
    "pad_empty": (an_evening, still),
    "pad_no_order": (an_evening, order),
    "pad_welcome": (lambda: an_evening(is_checked_in=False), still),
    "pad_cleaning": (
        lambda: an_evening(is_checked_in=False, room_state=RoomState.TO_CLEAN), still
    ),
    "pad_closed": (
        lambda: an_evening(
            is_open=False, closed_reason="今日盘点", next_change_at=at("19:42") + timedelta(hours=14)
        ),
        menu,
    ),
    "pad_unsent": (an_evening, unsent),
    "pad_late_order": (an_evening, late),
    "pad_refused": (an_evening, refused),
}  # fmt: skip


async def draw(folder: Path, names: list[str], spoken: Language) -> None:
    for name in names:
        make, play = PICTURES[name]
        evening = make()
        model = PadModel(evening.core, name="801平板", shops_language=spoken)
        window = QmlWindow(pad_screen(model, reduce_motion=True))
        window.show()
        pad = Pad(evening, window, model)
        await play(pad)
        await asyncio.sleep(0.4)
        QGuiApplication.processEvents()
        window.grab_to(folder / f"{name}.png")
        window.close()
        sys.stdout.write(f"{name} {window.warnings or ''}\n")


def main() -> None:
    draw_offscreen()
    app = create_app("zaotai-pad-pictures")
    spoken = speak_as_told(app, PROGRAM).current
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(draw(folder, sys.argv[2:] or list(PICTURES), spoken))
    del app


if __name__ == "__main__":
    main()
