import QtQuick
import Zaotai.Ui

// Money off, or money taken: opens what can be done about it.
Pressable {
    id: root

    required property string icon
    required property string text
    required property string amount
    property color ink: Theme.text

    label: root.text + " " + root.amount
    implicitHeight: 52

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusM
        color: Theme.surface2
        border.width: Theme.strokeHair
        border.color: Theme.border
    }
    Tone {
        down: root.down
        radius: Theme.radiusM
    }
    Icon {
        x: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        name: root.icon
        size: 20
        color: root.ink
    }
    Txt {
        x: 46
        width: sum.x - x - Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        role: "body"
        bold: true
        text: root.text
        elide: Text.ElideRight
    }
    Txt {
        id: sum
        anchors.right: arrow.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        role: "body"
        bold: true
        text: root.amount
        color: root.ink
    }
    Icon {
        id: arrow
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
        size: 18
        color: Theme.text2
    }
}
