"""The reader behind the QML rules sees what stands in a file."""

from tests.house.qml import parse

SCREEN = """
import QtQuick
pragma ComponentBehavior: Bound

// A screen with a bit of everything.
Item {
    id: root
    required property list<string> dishes
    property alias held: tap.pressed
    signal chosen(dish: string)
    anchors { fill: parent; margins: (1 + (2)) }
    width: root.wide
        ? 100 : { a: 1 }.a
    Behavior on x { NumberAnimation { duration: 80 } }
    component Tile: Rectangle { color: "red" }
    delegate: Tile {
        objectName: "tile-" + index
        onVisibleChanged: {
            one();
            two();
        }
        TapHandler { id: tap; onTapped: point => { root.chosen("}"); } }
    }
    states: [
        State { name: "held" }
    ]
    function total(prices: var): int {
        return prices.reduce((sum, price) => { return sum + (price); }, 0);
    }
    Text { text: qsTr("好") }
}
"""


def test_objects_keep_their_place_and_bindings() -> None:
    root = parse(SCREEN)
    assert [each.type for each in root.walk()] == [
        "Item", "Behavior", "NumberAnimation", "Rectangle", "Tile", "TapHandler", "State", "Text",
    ]  # fmt: skip
    assert root.bindings["anchors.fill"] == "parent"
    assert root.bindings["width"] == "root.wide ? 100 : {…} . a"
    assert root.declared == {"dishes", "held"}
    tap = next(each for each in root.walk() if each.type == "TapHandler")
    assert tap.parent is not None
    assert tap.parent.bindings["objectName"] == '"tile-" + index'


def test_code_is_measured_between_its_braces() -> None:
    lengths = {code.name: code.length for each in parse(SCREEN).walk() for code in each.code}
    assert lengths == {"width": 0, "onVisibleChanged": 2, "onTapped": 0, "total": 1}
