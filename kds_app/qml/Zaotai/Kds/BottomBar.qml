import QtQuick
import Zaotai.Ui

// What is selected, the next step in its colour, the whole ticket, one step back, the pages.
Rectangle {
    id: root

    required property var bar
    required property var undo
    required property var board
    property int inset: 0
    // On a narrower (or scaled) screen the words stay and the keys go.
    readonly property bool isNarrow: root.width < 1800
    // Where words are long, the least of them goes: what can be undone is said in full.
    readonly property bool isTight: pickUp.x + pickUp.width > 1180
    signal lineAsked
    signal replayAsked

    implicitHeight: Theme.layout.bottomBar
    color: Theme.bar

    Rectangle {
        width: parent.width
        height: Theme.strokeHair
        color: Theme.border
    }
    Row {
        id: left
        x: Theme.space4 + root.inset
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space2

        PushButton {
            objectName: "selected"
            width: Math.max(root.isNarrow ? 190 : 224, implicitWidth)
            padding: Theme.space3
            fill: "transparent"
            line: Theme.select
            radius: Theme.radiusM
            text: root.bar.selected
            activeFocusOnTab: false
            onTapped: root.lineAsked()
        }
        PushButton {
            objectName: "nextStep"
            enabled: root.bar.canStep
            kind: root.bar.stepKind
            icon: root.bar.stepIcon
            text: root.bar.step
            padding: Theme.space3
            key: root.isNarrow ? "" : "Enter"
            activeFocusOnTab: false
            onTapped: root.bar.nextStep()
        }
        PushButton {
            objectName: "wholeOrder"
            enabled: root.bar.canCook
            icon: "check"
            text: qsTr("整单完成")
            padding: Theme.space3
            key: root.isNarrow ? "" : "F2"
            activeFocusOnTab: false
            onTapped: root.bar.wholeOrder()
        }
        PushButton {
            objectName: "notify"
            enabled: root.bar.canNotify
            icon: "bell"
            text: root.bar.notifiesAgain ? qsTr("再次通知") : qsTr("通知取餐")
            padding: Theme.space3
            key: root.isNarrow ? "" : "F3"
            activeFocusOnTab: false
            onTapped: root.bar.notify()
        }
        PushButton {
            id: pickUp
            objectName: "pickUp"
            enabled: root.bar.canPickUp
            icon: "arrow-right"
            text: qsTr("取走")
            padding: Theme.space3
            key: root.isNarrow ? "" : "F7"
            activeFocusOnTab: false
            onTapped: root.bar.pickUp()
        }
        PushButton {
            objectName: "replay"
            enabled: root.bar.canReplay
            icon: "speaker"
            label: qsTr("重播")
            text: root.isNarrow || root.isTight ? "" : label
            padding: Theme.space3
            key: root.isNarrow ? "" : "F4"
            activeFocusOnTab: false
            onTapped: root.replayAsked()
        }
    }
    UndoSlot {
        anchors.left: left.right
        anchors.leftMargin: Theme.space2
        anchors.right: pages.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        text: root.undo.text
        serial: root.undo.serial
        onUndone: root.undo.undo()
        onExpired: root.undo.expire(serial)
    }
    Row {
        id: pages
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4 + root.inset
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space2

        PushButton {
            objectName: "pageBack"
            label: qsTr("上一页")
            width: Theme.touch
            padding: 0
            enabled: root.board.page > 1
            icon: "chevron-left"
            activeFocusOnTab: false
            onTapped: root.board.turn(-1)
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(56, implicitWidth)
            horizontalAlignment: Text.AlignHCenter
            role: "button"
            text: root.board.page + " / " + root.board.pages
        }
        PushButton {
            objectName: "pageForth"
            label: qsTr("下一页")
            width: Theme.touch
            padding: 0
            enabled: root.board.page < root.board.pages
            icon: "chevron-right"
            activeFocusOnTab: false
            onTapped: root.board.turn(1)
        }
    }
}
