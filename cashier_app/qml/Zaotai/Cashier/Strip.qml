import QtQuick
import Zaotai.Ui

// A line that says something about these guests; it never blocks.
Rectangle {
    id: root

    required property string icon
    required property string text
    property color fill: Theme.foodBg
    property color ink: Theme.food
    property color line: Theme.foodLine
    property real textWidth: root.width - 52 - Theme.space3

    implicitHeight: 52
    radius: Theme.radiusM
    color: root.fill
    border.width: Theme.strokeHair
    border.color: root.line
    Accessible.role: Accessible.StaticText
    Accessible.name: root.text

    Icon {
        x: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        name: root.icon
        size: 22
        color: root.ink
    }
    Txt {
        x: 52
        width: root.textWidth
        anchors.verticalCenter: parent.verticalCenter
        role: "body"
        bold: true
        text: root.text
        color: root.ink
        elide: Text.ElideRight
    }
}
