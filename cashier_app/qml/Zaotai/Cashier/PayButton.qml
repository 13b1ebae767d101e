import QtQuick
import Zaotai.Ui

// One way to pay, large, with its key; the most usual one is filled.
Pressable {
    id: root

    required property string text
    required property string icon
    required property string key
    property bool isFirst: false
    readonly property bool isFilled: root.isFirst && root.enabled
    readonly property color ink: !root.enabled ? Theme.text3 : root.isFirst ? Theme.primaryInk : Theme.primary

    label: root.text
    implicitHeight: Theme.layout.pay

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusM
        color: root.isFilled ? Theme.primary : root.enabled ? Theme.surface : Theme.surface2
        border.width: root.isFilled ? 0 : Theme.strokeThin
        border.color: root.enabled ? Theme.primary : Theme.border
    }
    Tone {
        down: root.down
        ink: root.ink
        radius: Theme.radiusM
    }
    Row {
        x: Theme.space5
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space3

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            size: 28
            color: root.ink
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            role: "title"
            bold: true
            text: root.text
            color: root.ink
        }
    }
    Txt {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        role: "label"
        text: root.key
        color: root.isFilled ? root.ink : Theme.text2
    }
    FocusRing {
        shown: root.activeFocus
        radius: Theme.radiusM
    }
}
