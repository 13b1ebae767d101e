import QtQuick

// A bar that fills from left to right; its length, not only its colour, tells how far.
Rectangle {
    id: root

    required property real value
    property color fill: Theme.text3
    property color track: Theme.raised
    property bool rounded: false

    implicitHeight: 6
    color: root.track
    radius: root.rounded ? height / 2 : 0

    Rectangle {
        width: Math.round(root.width * Math.max(0, Math.min(1, root.value)))
        height: root.height
        radius: root.radius
        color: root.fill
    }
}
