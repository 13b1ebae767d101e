"""Buttons under real taps: mouse, finger, key; echoes, holds and undo."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from common.qt.app import QmlWindow
from common.qt.theme import ThemeName
from tests.ui.kit.conftest import OpenQml, middle_of, tap

BUTTON = 'PushButton { objectName: "go"; text: "制作"; onTapped: parent.taps++ }'
HOLD = 'HoldButton { objectName: "hold"; text: "沽清"; width: 300; onConfirmed: parent.taps++ }'


def taps(window: QmlWindow) -> int:
    return int(window.root.property("taps"))


def finger() -> QPointingDevice:
    return QTest.createTouchDevice()


def test_a_tap_acts_once(open_qml: OpenQml) -> None:
    window = open_qml(BUTTON)
    tap(window, "go")
    assert taps(window) == 1


def test_the_echo_of_a_wet_finger_changes_nothing(open_qml: OpenQml) -> None:
    window = open_qml(BUTTON)
    for _ in range(3):
        tap(window, "go")
    assert taps(window) == 1


def test_a_second_tap_after_the_echo_time_counts(open_qml: OpenQml, qtbot: QtBot) -> None:
    window = open_qml(BUTTON)
    tap(window, "go")

    def tapped_again() -> None:
        tap(window, "go")
        assert taps(window) == 2

    qtbot.waitUntil(tapped_again, timeout=2_000)


def test_a_disabled_button_is_deaf(open_qml: OpenQml) -> None:
    window = open_qml(BUTTON.replace("onTapped", "enabled: false; onTapped"))
    tap(window, "go")
    assert taps(window) == 0


def test_a_finger_that_slides_off_takes_the_tap_back(open_qml: OpenQml) -> None:
    window = open_qml(BUTTON)
    button = window.find("go")
    QTest.mousePress(window.view, Qt.MouseButton.LeftButton, pos=middle_of(button))
    QTest.mouseRelease(window.view, Qt.MouseButton.LeftButton, pos=QPoint(600, 400))
    assert taps(window) == 0


def test_two_cooks_press_two_buttons_at_the_same_moment(open_qml: OpenQml) -> None:
    window = open_qml(BUTTON + BUTTON.replace('"go"', '"too"; y: 200'))
    device, first, second = finger(), window.find("go"), window.find("too")
    QTest.touchEvent(window.view, device).press(0, middle_of(first)).press(
        1, middle_of(second)
    ).commit()
    QTest.touchEvent(window.view, device).release(0, middle_of(first)).release(
        1, middle_of(second)
    ).commit()
    assert taps(window) == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_bump_bar_presses_what_has_the_focus(open_qml: OpenQml, key: Qt.Key) -> None:
    window = open_qml(BUTTON)
    window.find("go").forceActiveFocus()
    QTest.keyClick(window.view, key)
    assert taps(window) == 1


@pytest.mark.parametrize(
    ("theme", "least"),
    [(ThemeName.KITCHEN, 64), (ThemeName.PAD, 56), (ThemeName.CASHIER, 48)],
)
def test_every_target_is_big_enough_for_its_place(
    open_qml: OpenQml, theme: ThemeName, least: int
) -> None:
    window = open_qml(BUTTON.replace("制作", "1"), theme=theme)
    button = window.find("go")
    assert button.width() >= least
    assert button.height() >= least


def test_a_held_button_acts_when_its_fill_is_full(open_qml: OpenQml, qtbot: QtBot) -> None:
    window = open_qml(HOLD)
    button = window.find("hold")
    QTest.mousePress(window.view, Qt.MouseButton.LeftButton, pos=middle_of(button))
    qtbot.waitUntil(lambda: taps(window) == 1, timeout=3_000)
    QTest.mouseRelease(window.view, Qt.MouseButton.LeftButton, pos=middle_of(button))
    assert taps(window) == 1
    assert button.property("held") == 0


def test_letting_go_early_cancels_and_empties_the_fill(open_qml: OpenQml, qtbot: QtBot) -> None:
    window = open_qml(HOLD)
    button = window.find("hold")
    QTest.mousePress(window.view, Qt.MouseButton.LeftButton, pos=middle_of(button))
    qtbot.waitUntil(lambda: button.property("held") > 0.1, timeout=2_000)
    QTest.mouseRelease(window.view, Qt.MouseButton.LeftButton, pos=middle_of(button))
    assert (taps(window), button.property("held")) == (0, 0)


def test_a_tap_is_not_a_hold_even_with_reduced_motion(open_qml: OpenQml) -> None:
    window = open_qml(HOLD, reduce_motion=True)
    tap(window, "hold")
    assert taps(window) == 0


def test_undo_stands_in_its_slot_while_there_is_something_to_undo(open_qml: OpenQml) -> None:
    window = open_qml('UndoSlot { objectName: "slot"; text: "拍黄瓜"; onUndone: parent.taps++ }')
    tap(window, "undo")
    assert taps(window) == 1
    window.find("slot").setProperty("text", "")
    assert not window.find("undo").isVisible()


def test_the_stepper_asks_and_does_not_count_by_itself(open_qml: OpenQml) -> None:
    window = open_qml(
        'Stepper { objectName: "s"; name: "dumplings"; label: "水饺"; value: 0; '
        "onIncreased: parent.taps++; onDecreased: parent.seen++ }",
        theme=ThemeName.PAD,
    )
    tap(window, "dumplingsPlus")
    tap(window, "dumplingsMinus")
    assert (taps(window), window.root.property("seen")) == (1, 0)
    assert window.find("s").property("value") == 0


def test_a_tab_names_what_was_chosen(open_qml: OpenQml) -> None:
    window = open_qml(
        'SegmentedTabs { current: 0; tabs: [{name: "all", text: "全部"}, {name: "hot", text: "热菜"}]\n'
        "onChosen: index => parent.taps = index }"
    )
    tap(window, "hot")
    assert taps(window) == 1


def test_a_tap_beside_the_sheet_asks_to_close_and_one_on_it_does_not(
    open_qml: OpenQml, qtbot: QtBot
) -> None:
    window = open_qml(
        BUTTON + 'Sheet { objectName: "sheet"; open: true; extent: 300; title: "沽清"; '
        "onCloseAsked: parent.seen++ }"
    )
    sheet = window.find("sheet")
    qtbot.waitUntil(lambda: sheet.property("shown") == 1)
    QTest.mouseClick(window.view, Qt.MouseButton.LeftButton, pos=QPoint(600, 400))
    assert window.root.property("seen") == 0
    tap(window, "go")
    assert (taps(window), window.root.property("seen")) == (0, 1)


def pressables(item: QQuickItem) -> list[QQuickItem]:
    found = [item] if item.metaObject().indexOfMethod("press()") >= 0 else []
    return found + [deeper for child in item.childItems() for deeper in pressables(child)]


def test_every_pressable_of_the_kit_has_a_name_for_tests_and_one_for_screen_readers(
    open_qml: OpenQml,
) -> None:
    window = open_qml(
        BUTTON + 'Stepper { name: "n"; label: "水饺"; value: 1 }'
        'Banner { kind: "offline"; title: "已断开"; action: "重连"; width: 400 }'
        'StatusChip { objectName: "c"; icon: "wifi"; title: "服务器"; value: "已连接" }'
        'Sheet { objectName: "s"; open: true; title: "沽清" }'
    )
    found = pressables(window.root)
    assert len(found) >= 6
    for item in found:
        assert item.objectName(), item
        assert item.property("label"), item.objectName()


def test_the_offline_frame_takes_no_tap_away(open_qml: OpenQml) -> None:
    window = open_qml(BUTTON + "OfflineFrame {}")
    QTest.mouseClick(window.view, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
    assert taps(window) == 1


def test_a_toast_shows_each_new_word(open_qml: OpenQml, qtbot: QtBot) -> None:
    window = open_qml('Toast { objectName: "toast"; text: "已静音" }')
    toast = window.find("toast")
    assert not toast.isVisible()
    toast.setProperty("serial", 1)
    qtbot.waitUntil(lambda: toast.isVisible() and toast.opacity() == 1)


def test_a_new_step_starts_the_line_of_the_undo_slot_again(open_qml: OpenQml, qtbot: QtBot) -> None:
    window = open_qml('UndoSlot { objectName: "slot"; text: "拍黄瓜" }')
    slot = window.find("slot")
    qtbot.waitUntil(lambda: 0 < slot.property("remaining") < 0.97, timeout=3_000)
    slot.setProperty("serial", 1)
    assert slot.property("remaining") > 0.97
