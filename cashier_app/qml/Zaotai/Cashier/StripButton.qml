import QtQuick
import Zaotai.Ui

// A strip that leads somewhere: what is so, and the word for what can be done about it.
Pressable {
    id: root

    required property string icon
    required property string text
    required property string action
    property color fill: Theme.foodBg
    property color ink: Theme.food
    property color line: Theme.foodLine

    label: root.text + " " + root.action
    implicitHeight: 52

    Strip {
        anchors.fill: parent
        icon: root.icon
        text: root.text
        fill: root.fill
        ink: root.ink
        line: root.line
        textWidth: width - 76 - word.width
    }
    Tone {
        down: root.down
        radius: Theme.radiusM
    }
    Txt {
        id: word
        anchors.right: arrow.left
        anchors.verticalCenter: parent.verticalCenter
        role: "body"
        text: root.action
        color: root.ink
    }
    Icon {
        id: arrow
        anchors.right: parent.right
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
        size: 18
        color: root.ink
    }
    FocusRing {
        shown: root.activeFocus
        radius: Theme.radiusM
    }
}
