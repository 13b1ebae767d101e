pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// One paper: whose it is, how it stands, and what can be done about it. A tap shows it.
Item {
    id: root

    required property var desk
    required property string key
    required property string title
    required property string detail
    required property string status
    required property string tone
    required property string again
    required property bool canCancel
    required property bool canConfirm
    readonly property color ink: root.tone === "bad" ? Theme.danger : root.tone === "wait" ? Theme.food
        : root.tone === "done" ? Theme.inUse : Theme.text2
    readonly property string icon: root.tone === "bad" ? "triangle" : root.tone === "wait" ? "hourglass"
        : root.tone === "done" ? "tick-disc" : "cross"

    height: 76

    Rectangle {
        width: parent.width
        height: Theme.strokeHair
        color: Theme.border
    }
    Pressable {
        objectName: "paper-" + root.key
        width: buttons.x - Theme.space2
        height: parent.height
        label: root.title + " " + root.status
        onTapped: root.desk.showPaper(root.key)

        Icon {
            id: state
            x: Theme.space2
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            size: 24
            color: root.ink
        }
        Column {
            anchors.left: state.right
            anchors.leftMargin: Theme.space3
            anchors.right: word.left
            anchors.rightMargin: Theme.space2
            anchors.verticalCenter: parent.verticalCenter

            Txt {
                width: parent.width
                role: "body"
                bold: true
                text: root.title
                elide: Text.ElideRight
            }
            Txt {
                objectName: "paperDetail"
                width: parent.width
                role: "label"
                text: root.detail
                color: root.tone === "bad" ? Theme.danger : Theme.text2
                elide: Text.ElideRight
            }
        }
        Txt {
            id: word
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            role: "body"
            bold: true
            text: root.status
            color: root.ink
        }
        FocusRing {
            shown: parent.activeFocus
        }
    }
    Row {
        id: buttons
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space2

        PushButton {
            objectName: "confirmPaper-" + root.key
            height: Theme.touch
            visible: root.canConfirm
            kind: "outline"
            padding: Theme.space3
            text: qsTr("纸出来了")
            onTapped: root.desk.printing.confirm(root.key)
        }
        PushButton {
            objectName: "againPaper-" + root.key
            height: Theme.touch
            visible: root.again !== ""
            kind: "outline"
            padding: Theme.space3
            text: root.again
            onTapped: root.desk.printing.again(root.key)
        }
        PushButton {
            objectName: "cancelPaper-" + root.key
            width: Theme.touch
            height: Theme.touch
            visible: root.canCancel
            kind: "quiet"
            padding: 0
            icon: "cross"
            label: qsTr("不打了")
            onTapped: root.desk.printing.cancel(root.key)
        }
    }
}
