import QtQuick

// The cursor of the keyboard and the bump bar; the same ring marks a selected thing.
Rectangle {
    id: root

    required property bool shown
    property int gap: 0

    anchors.fill: parent
    anchors.margins: -root.gap
    visible: root.shown
    color: "transparent"
    border.width: Theme.strokeSelect
    border.color: Theme.select
}
