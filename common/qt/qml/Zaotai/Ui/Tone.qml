import QtQuick

// The tone step of a press: the ink over the fill for as long as the finger is down.
Rectangle {
    id: root

    required property bool down
    property color ink: Theme.text

    anchors.fill: parent
    color: root.ink
    opacity: root.down ? 0.16 : 0

    Behavior on opacity {
        NumberAnimation { duration: Theme.tapMs }
    }
}
