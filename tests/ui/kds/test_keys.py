"""Everything that a finger can do, the bump bar can do: the design sheet's table of keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from common.domain.commands import ActOnLine, ActOnLines, Command
from common.domain.kitchen import LineAction, LineState
from tests.ui.kds.conftest import OpenKitchen

K = Qt.Key


@pytest.mark.parametrize(
    ("key", "selected"),
    [
        (K.Key_1, "#07 · 801 房间"),
        (K.Key_2, "#09 · 手牌 208"),
        (K.Key_5, "#12 · 手牌 131"),
        (K.Key_8, "#16 · 1102 房间"),
        (K.Key_Right, "#09 · 手牌 208"),
    ],
)
async def test_digits_and_arrows_choose_a_ticket(
    open_kitchen: OpenKitchen, key: Qt.Key, selected: str
) -> None:
    cook = await open_kitchen()
    await cook.key(key)
    assert cook.shown("selected", "text") == selected


async def test_up_and_down_move_the_cursor_within_the_ticket(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    down, up = K.Key_Down, K.Key_Up
    for key, dish in ((down, "宫保鸡丁"), (down, "米饭"), (down, "米饭"), (up, "宫保鸡丁")):
        await cook.key(key)
        assert cook.shown(cook.at(dish), "isCursor") is True


@pytest.mark.parametrize("key", [K.Key_Return, K.Key_Enter])
async def test_enter_takes_the_line_further(open_kitchen: OpenKitchen, key: Qt.Key) -> None:
    cook = await open_kitchen()
    await cook.key(key)
    await cook.reads(cook.at("手工水饺"), "lineState", "ready")
    assert cook.given == [ActOnLine(cook.line("手工水饺").id, LineAction.FINISH)]


@pytest.mark.parametrize(
    ("slot", "key", "action"),
    [
        (K.Key_3, K.Key_F2, LineAction.FINISH),
        (K.Key_3, K.Key_F3, LineAction.NOTIFY),
        (K.Key_3, K.Key_F7, LineAction.PICK_UP),
    ],
)
async def test_function_keys_act_on_the_whole_ticket(
    open_kitchen: OpenKitchen, slot: Qt.Key, key: Qt.Key, action: LineAction
) -> None:
    cook = await open_kitchen()
    await cook.key(slot)
    await cook.key(key)
    await cook.until(lambda: _acted(cook.given, action))


def _acted(given: list[Command], action: LineAction) -> bool:
    return any(isinstance(each, ActOnLines) and each.action is action for each in given)


@pytest.mark.parametrize("key", [K.Key_F9, K.Key_Backspace])
async def test_undo_has_two_keys(open_kitchen: OpenKitchen, key: Qt.Key) -> None:
    cook = await open_kitchen()
    await cook.key(K.Key_Return)
    await cook.until(lambda: cook.sees("undo"))
    await cook.key(key)
    await cook.reads(cook.at("手工水饺"), "lineState", "cooking")


async def test_a_bouncing_key_presses_once(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.key(K.Key_2)
    await cook.key(K.Key_Down)
    await cook.key(K.Key_Down)
    cook.core.tick(1)
    for _ in range(2):
        cook.press_key(K.Key_Return)
    await cook.breathe()
    assert len(cook.given) == 1


async def test_pages_turn(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.key(K.Key_PageDown)
    await cook.until(lambda: cook.sees(cook.at("葱油拌面")))
    await cook.key(K.Key_PageUp)
    await cook.until(lambda: cook.sees(cook.at("宫保鸡丁")))
    await cook.tap("pageForth")
    await cook.until(lambda: cook.sees(cook.at("葱油拌面")))


async def test_f4_says_the_last_sentence_again(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.key(K.Key_F4)
    await cook.until(lambda: cook.core.replayed == [None])


async def test_tab_goes_through_the_stations(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.key(K.Key_Tab)
    await cook.until(lambda: not cook.sees(cook.at("红烧牛肉面")))
    assert cook.sees(cook.at("宫保鸡丁"))


async def test_under_a_sheet_keys_change_nothing(open_kitchen: OpenKitchen) -> None:
    cook = await open_kitchen()
    await cook.tap("recall")
    await cook.key(K.Key_Return)
    await cook.key(K.Key_F2)
    assert cook.given == []
    await cook.key(K.Key_Escape)
    await cook.until(lambda: not cook.sees("sheet"))
    await cook.key(K.Key_Return)
    await cook.until(lambda: cook.line("手工水饺").state is LineState.READY)
