"""Windows: what fails to load says why, kiosks fill the screen, pictures and languages work."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from common.qt.app import QmlWindow, Screen, WindowFailed
from common.qt.i18n import Language, Languages, build_translations
from common.qt.theme import ThemeName
from tests.ui.kit.conftest import OpenQml

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
<context><name>Kit</name>
<message><source>撤销</source><translation>Undo</translation></message>
</context></TS>
"""


def screen(**changes: object) -> Screen:
    values: dict[str, object] = {
        "module": "Zaotai.Gallery",
        "component": "States",
        "theme": ThemeName.KITCHEN,
        "title": "灶台",
        "size": (1920, 1080),
    }
    return Screen(**(values | changes))  # type: ignore[arg-type] # the fields by name


@pytest.mark.qt_log_ignore("contains no type named")
def test_a_screen_that_does_not_load_says_why(qapp: QGuiApplication) -> None:
    with pytest.raises(WindowFailed, match="Nowhere"):
        QmlWindow(screen(component="Nowhere"))


@pytest.mark.qt_log_ignore("ReferenceError")
def test_a_warning_of_qml_is_kept_for_the_test_to_see(
    qapp: QGuiApplication, tmp_path: Path
) -> None:
    (tmp_path / "Odd").mkdir()
    (tmp_path / "Odd" / "qmldir").write_text("module Odd\nOdd 1.0 Odd.qml\n")
    (tmp_path / "Odd" / "Odd.qml").write_text("import QtQuick\nItem { width: nobody.width }\n")
    window = QmlWindow(screen(module="Odd", component="Odd", import_paths=[tmp_path]))
    assert any("nobody" in line for line in window.warnings)


def test_a_kiosk_fills_the_screen_and_hides_the_cursor(qapp: QGuiApplication, qtbot: QtBot) -> None:
    window = QmlWindow(screen(kiosk=True))
    window.show()
    qtbot.waitUntil(lambda: window.view.isExposed())
    assert window.view.windowState() == Qt.WindowState.WindowFullScreen
    assert window.view.cursor().shape() == Qt.CursorShape.BlankCursor
    window.close()


def test_a_closed_window_tells_so(open_qml: OpenQml, qtbot: QtBot) -> None:
    window = open_qml("")
    with qtbot.waitSignal(window.closed, timeout=2_000):
        window.close()


def test_a_picture_shows_the_window(open_qml: OpenQml, tmp_path: Path) -> None:
    path = open_qml("", size=(200, 100)).grab_to(tmp_path / "a.png")
    assert QImage(str(path)).size().toTuple() == (200, 100)


def test_a_picture_that_cannot_be_written_is_an_error(open_qml: OpenQml, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"a\.png"):
        open_qml("").grab_to(tmp_path / "nowhere" / "a.png")


def test_an_item_that_is_not_there_is_named(open_qml: OpenQml) -> None:
    with pytest.raises(LookupError, match="nobody"):
        open_qml("").find("nobody")


def test_another_language_comes_from_its_ts_file(qapp: QGuiApplication, tmp_path: Path) -> None:
    (tmp_path / "en.ts").write_text(TS, encoding="utf-8")
    assert [path.name for path in build_translations(tmp_path)] == ["en.qm"]
    languages = Languages(qapp, (tmp_path,))
    languages.use(Language.EN)
    assert QCoreApplication.translate("Kit", "撤销") == "Undo"
    languages.use(Language.ZH_CN)
    assert QCoreApplication.translate("Kit", "撤销") == "撤销"


def test_a_language_without_words_leaves_the_source(
    qapp: QGuiApplication, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    languages = Languages(qapp, (tmp_path / "i18n",))
    languages.use(Language.EN)
    assert QCoreApplication.translate("Kit", "撤销") == "撤销"
    assert f"no translation for en in {tmp_path.name}" in caplog.text
    languages.use(Language.ZH_CN)


def test_a_window_smaller_than_the_layout_shows_it_shrunk_and_whole(
    qapp: QGuiApplication, qtbot: QtBot
) -> None:
    window = QmlWindow(screen(least=(1920, 1080)))
    window.show()
    window.view.resize(1366, 768)
    qtbot.waitUntil(lambda: window.root.scale() < 1)
    shown = window.root.mapRectToScene(window.root.boundingRect())
    assert (round(shown.width()), round(shown.height())) == (1366, 768)
    assert window.root.width() >= 1920
    assert window.root.height() >= 1080
    window.view.resize(2560, 1440)
    qtbot.waitUntil(lambda: window.root.scale() == 1)
    assert window.root.width() == 2560
    window.close()
