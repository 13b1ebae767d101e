"""QML lays out and animates: no logic, no colours of its own, and every pressable can be found and heard."""

import re
from functools import cache
from pathlib import PurePosixPath

import pytest

from tests.house.qml import QmlObject, parse
from tests.house.sources import files, lines_of, text_of

QML = files(".qml")
LONGEST_FUNCTION = 5
HEX_COLOUR = re.compile(r"""["']#[0-9a-fA-F]{3,8}["']""")
MADE_COLOUR = re.compile(r"\bQt\.(?:rgba|hsla|hsva|color)\(\s*[\d\"']")
PRESSED = {
    "AbstractButton", "Button", "CheckBox", "CheckDelegate", "DelayButton", "ItemDelegate",
    "MenuItem", "MouseArea", "RadioButton", "RadioDelegate", "RoundButton", "SwipeDelegate",
    "Switch", "TabButton", "TapHandler", "ToolButton",
}  # fmt: skip
HANDLERS = {"MouseArea", "TapHandler"}  # they make pressable the item that they stand in
NEEDED = ("objectName", "Accessible.name")


@cache
def roots() -> dict[str, QmlObject]:
    """The root object of each file, by path."""
    return {name: parse(text_of(name) or "") for name in QML}


@cache
def components() -> dict[str, QmlObject]:
    """The root object of each file, by the name under which others use it."""
    return {PurePosixPath(name).stem: root for name, root in roots().items()}


def says(item: QmlObject, wanted: str) -> bool:
    """Whether the item, or the component that it is an instance of, binds or requires `wanted`."""
    own = components().get(item.type)
    if wanted in item.bindings or wanted in item.declared:
        return True
    return own is not None and own is not item and says(own, wanted)


def is_pressable(item: QmlObject) -> bool:
    own = components().get(item.type)
    if item.type in PRESSED - HANDLERS or any(takes_taps(child) for child in item.children):
        return True
    return own is not None and own is not item and is_pressable(own)


def takes_taps(child: QmlObject) -> bool:
    """A handler that does something: one without a reaction only keeps taps from what is below."""
    reacts = any(name.startswith("on") or name == "id" for name in child.bindings)
    return child.type in HANDLERS and reacts and child.bindings.get("enabled") != "false"


def nameless(root: QmlObject) -> list[tuple[int, str, str]]:
    """(line, type, what is missing) of each pressable under `root`.

    The root of a file is a component to be used elsewhere: its user may give what it leaves open.
    """
    return [
        (item.line, item.type, wanted)
        for item in root.walk()
        if item is not root and is_pressable(item)
        for wanted in NEEDED
        if not says(item, wanted)
    ]


@pytest.mark.parametrize("name", QML)
def test_every_pressable_can_be_found_and_heard(name: str) -> None:
    assert nameless(roots()[name]) == []


@pytest.mark.parametrize("name", QML)
def test_no_function_does_more_than_five_lines(name: str) -> None:
    long = [
        (code.line, code.name, code.length)
        for item in roots()[name].walk()
        for code in item.code
        if code.length > LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize("name", QML)
def test_colours_come_from_the_tokens(name: str) -> None:
    written = [
        (number, line.strip())
        for number, line in lines_of(name)
        if HEX_COLOUR.search(line) or MADE_COLOUR.search(line)
    ]
    named = [
        (item.line, binding, value)
        for item in roots()[name].walk()
        for binding, value in item.bindings.items()
        if binding.rsplit(".")[-1].lower().endswith("color")
        and value[:1] in {'"', "'"}
        and value[1:-1] != "transparent"
    ]
    assert written + named == []


def test_a_button_without_a_name_is_found() -> None:
    found = nameless(
        parse('Item { Button { objectName: "pay" } Rectangle { TapHandler { onTapped: pay() } } }')
    )
    assert found == [
        (1, "Button", "Accessible.name"),
        (1, "Rectangle", "objectName"),
        (1, "Rectangle", "Accessible.name"),
    ]


def test_what_only_keeps_taps_away_is_no_button() -> None:
    assert nameless(parse("Item { Item { TapHandler { } } }")) == []
