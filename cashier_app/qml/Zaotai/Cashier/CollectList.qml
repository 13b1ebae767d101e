pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Dishes at the pass or on their way; one tap says that the guest has them.
Item {
    id: root

    required property var collect

    ListView {
        id: list
        width: parent.width
        height: parent.height - (undoSlot.open ? undoSlot.height + Theme.space4 : 0)
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: root.collect.rows
        delegate: Pressable {
            id: row

            required property string key
            required property string place
            required property string number
            required property string dishes
            required property string detail
            required property bool canCall
            objectName: "collect-" + row.key
            label: row.place + " " + row.dishes
            width: ListView.view.width
            height: 108
            onTapped: root.collect.choose(row.key)

            Rectangle {
                width: parent.width
                height: Theme.strokeHair
                color: Theme.border
            }
            Column {
                x: 20
                anchors.verticalCenter: parent.verticalCenter
                width: again.x - x - Theme.space3

                Txt {
                    width: parent.width
                    role: "title"
                    bold: true
                    text: row.place + "  " + row.number
                    elide: Text.ElideRight
                }
                Txt {
                    width: parent.width
                    role: "body"
                    text: row.dishes
                    elide: Text.ElideRight
                }
                Txt {
                    width: parent.width
                    role: "label"
                    text: row.detail
                    color: Theme.text2
                    elide: Text.ElideRight
                }
            }
            PushButton {
                id: again
                objectName: "callAgain-" + row.key
                anchors.right: deliver.left
                anchors.rightMargin: Theme.space2
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.touch
                padding: 0
                kind: "outline"
                icon: "horn"
                enabled: row.canCall
                label: qsTr("再叫 %1").arg(row.place)
                onTapped: root.collect.callAgain(row.key)
            }
            PushButton {
                id: deliver
                objectName: "deliver-" + row.key
                anchors.right: parent.right
                anchors.rightMargin: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                kind: "primary"
                icon: "check"
                text: qsTr("送达")
                label: qsTr("%1 送达").arg(row.place)
                onTapped: root.collect.deliver(row.key)
            }
            FocusRing {
                shown: row.activeFocus
            }
        }
    }
    ScrollMark {
        of: list
    }
    UndoSlot {
        id: undoSlot
        objectName: "undoDeliver"
        x: Theme.space3
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space3
        width: parent.width - 2 * x
        visible: open
        text: root.collect.undoText
        serial: root.collect.undoSerial
        onUndone: root.collect.undo()
        onExpired: root.collect.forgetUndo()
    }
    EmptyState {
        anchors.centerIn: parent
        width: parent.width
        visible: root.collect.rows.count === 0
        icon: "cloche"
        title: qsTr("没有待取的餐")
    }
}
