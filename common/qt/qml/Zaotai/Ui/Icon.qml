import QtQuick
import QtQuick.Window

// One icon of assets/icons by name, on the 24 grid with 2 px strokes, in any colour.
Image {
    id: root

    required property string name
    property color color: Theme.text
    property real size: 24

    width: root.size
    height: root.size
    sourceSize: Qt.size(root.size * Screen.devicePixelRatio, root.size * Screen.devicePixelRatio)
    source: root.name === "" ? "" : "image://icon/" + root.name + "/" + String(root.color).slice(1)
    visible: root.name !== ""
}
