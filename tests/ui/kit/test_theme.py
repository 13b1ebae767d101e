"""The tokens reach QML whole, readable and by role; the icons take the colour asked for."""

import re
from itertools import chain

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication
from pytestqt.logging import _QtMessageCapture

from common.qt.app import QmlWindow
from common.qt.assets import asset, kit_import_path
from common.qt.gallery import screens
from common.qt.icons import IconProvider, icon_names
from common.qt.theme import UNKNOWN_ROLE, ThemeName, all_roles, raw_tokens, theme_values, use_fonts
from tests.ui.kit.conftest import OpenQml

UI = kit_import_path() / "Zaotai" / "Ui"


def luminance(colour: QColor) -> float:
    """Relative luminance, 0–1, as WCAG 2.2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(first: str, second: str) -> float:
    bright, dark = sorted((luminance(QColor(first)), luminance(QColor(second))), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "pair", raw_tokens()["contrast"], ids=lambda pair: f"{pair['theme']}-{pair['fg']}-{pair['bg']}"
)
def test_every_named_pair_can_be_read(pair: dict[str, str]) -> None:
    theme = raw_tokens()["themes"][pair["theme"]]
    assert contrast(theme[pair["fg"]], theme[pair["bg"]]) >= float(pair["min"])


@pytest.mark.parametrize("theme", ThemeName)
@pytest.mark.parametrize(
    ("ink", "fill"),
    [
        ("text", "raised"), ("text2", "surface2"), ("onPrimary", "primary"), ("cooking", "cookingBg"),
        ("onCooking", "cookingSolid"), ("done", "doneBg"), ("onDone", "done"), ("due", "dueBg"),
        ("cancel", "cancelBg"), ("late", "lateBg"), ("offline", "offlineBg"), ("rush", "rushBg"),
        ("notified", "notifiedBg"), ("onSelect", "select"), ("onPrimaryTint", "primaryTint"),
    ],
)  # fmt: skip
def test_what_the_kit_draws_can_be_read_in_every_theme(
    theme: ThemeName, ink: str, fill: str
) -> None:
    colours = theme_values(theme).color
    assert contrast(colours[ink], colours[fill]) >= 4.5


def test_theme_qml_names_every_role_of_the_tokens() -> None:
    read = set(re.findall(r"Tokens\.color\.(\w+)", (UI / "Theme.qml").read_text(encoding="utf-8")))
    assert read == set(all_roles())


def test_the_kit_names_only_roles_that_every_theme_has() -> None:
    files = [path for path in UI.glob("*.qml") if path.name != "Theme.qml"]
    named = set(
        chain.from_iterable(
            re.findall(r"Theme\.(\w+)", f.read_text(encoding="utf-8")) for f in files
        )
    )
    text = (UI / "Theme.qml").read_text(encoding="utf-8")
    role_of = dict(re.findall(r"color (\w+): Tokens\.color\.(\w+)", text))
    for theme in ThemeName:
        colours = theme_values(theme).color
        missing = {name for name in named if colours.get(role_of.get(name, "")) == UNKNOWN_ROLE}
        assert not missing, theme


def test_no_screen_of_the_kit_writes_a_colour() -> None:
    for path in kit_import_path().rglob("*.qml"):
        assert not re.search(r'"#[0-9a-fA-F]{3,8}"', path.read_text(encoding="utf-8")), path.name


def test_reduced_motion_stops_movements_and_keeps_waits(open_qml: OpenQml) -> None:
    window = open_qml(
        'Item { objectName: "t"; property int sheet: Theme.sheetMs; property int undo: Theme.undoMs }'
    )
    probe = window.find("t")
    assert (probe.property("sheet"), probe.property("undo")) == (220, 5000)
    window.tokens.set_reduce_motion(True)
    assert (probe.property("sheet"), probe.property("undo")) == (0, 5000)


def test_two_windows_show_two_themes_at_once(open_qml: OpenQml) -> None:
    kitchen, pad = open_qml(""), open_qml("", theme=ThemeName.PAD)
    assert kitchen.root.property("color") == QColor(raw_tokens()["themes"]["kitchen"]["bg"])
    assert pad.root.property("color") == QColor(raw_tokens()["themes"]["pad"]["bg"])


def test_digits_stand_in_columns(open_qml: OpenQml, qapp: QGuiApplication) -> None:
    use_fonts(qapp)
    window = open_qml(
        'Txt { objectName: "a"; role: "clock"; text: "11:11" }'
        'Txt { objectName: "b"; role: "clock"; text: "08:08" }'
    )
    assert window.find("a").implicitWidth() == window.find("b").implicitWidth()


@pytest.mark.parametrize("name", sorted(icon_names()))
def test_an_icon_is_drawn_in_the_colour_asked_for(name: str, qapp: QGuiApplication) -> None:
    pixmap = IconProvider().requestPixmap(f"{name}/4cc3aa", QSize(), QSize(48, 48))
    image = pixmap.toImage()
    solid = [
        image.pixelColor(x, y)
        for x in range(48)
        for y in range(48)
        if image.pixelColor(x, y).alpha() == 255
    ]
    asked = QColor(0x4C, 0xC3, 0xAA)
    assert solid
    for seen in solid:  # where two strokes overlap, blending rounds by one
        assert max(abs(seen.red() - asked.red()), abs(seen.green() - asked.green())) <= 2


def test_icons_name_no_colour_of_their_own() -> None:
    for name in icon_names():
        svg = asset("icons", f"{name}.svg").read_text(encoding="utf-8")
        assert "currentColor" in svg
        assert "#" not in svg


@pytest.mark.parametrize("page", sorted(screens()))
def test_the_gallery_draws_every_part_without_a_warning(page: str, qapp: QGuiApplication) -> None:
    window = QmlWindow(screens()[page])
    window.show()
    image = window.view.grabWindow()
    unknown = QColor(UNKNOWN_ROLE).rgb()
    seen = {
        image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    }
    window.close()
    assert window.warnings == []
    assert len(seen) > 50
    assert unknown not in seen


@pytest.mark.qt_log_ignore("no icon named")
def test_an_icon_that_does_not_exist_is_a_fault_that_is_seen(
    qapp: QGuiApplication, qtlog: _QtMessageCapture
) -> None:
    IconProvider().requestPixmap("nosuch/4cc3aa", QSize(), QSize(24, 24))
    assert [record.message for record in qtlog.records] == ["no icon named nosuch"]
