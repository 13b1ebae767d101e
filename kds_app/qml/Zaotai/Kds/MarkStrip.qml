pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// A mark on the whole ticket: 催菜 solid with its button, outlined once a cook said 收到.
Item {
    id: root

    required property string orderId
    required property string kind   // rush, move, printed
    required property string text
    required property string age
    required property bool isOpen
    readonly property bool rush: root.kind === "rush"
    readonly property color fill: root.rush ? Theme.rushBg : Theme.cancelBg
    readonly property color edge: root.rush ? Theme.rushBg : Theme.cancelLine
    readonly property color ink: !root.isOpen ? root.edge : root.rush ? Theme.rush : Theme.cancel
    readonly property int buttonWidth: root.isOpen ? 96 + Theme.space2 : 0
    signal acknowledged

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusM
        color: root.isOpen ? root.fill : "transparent"
        border.width: Theme.strokeThin
        border.color: root.edge
    }
    Row {
        x: Theme.space4
        height: parent.height
        spacing: Theme.space2 + 2

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.rush ? "chevrons" : root.kind === "move" ? "arrow-right" : "printer"
            size: 30
            color: root.ink
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            role: "button"
            pixelSize: root.isOpen ? (root.rush ? 30 : 24) : 24
            bold: true
            text: root.text
            color: root.ink
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.rush && root.width > 330
            width: Math.min(implicitWidth, root.width - root.buttonWidth - parent.x - x)
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 14
            role: "label"
            text: root.age
            color: root.ink
        }
    }
    Loader {
        active: root.isOpen
        anchors.right: parent.right
        anchors.rightMargin: Theme.strokeThin
        anchors.verticalCenter: parent.verticalCenter
        sourceComponent: PushButton {
            objectName: root.kind + "Ack-" + root.orderId
            width: 96
            height: root.height - 2 * Theme.strokeThin
            implicitWidth: 96
            implicitHeight: 60
            padding: 0
            radius: Theme.radiusM - Theme.strokeThin
            kind: root.rush ? "rush" : "cancel"
            role: "option"
            text: qsTr("收到")
            onTapped: root.acknowledged()
        }
    }
}
