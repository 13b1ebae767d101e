pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Guests who call: 处理 says that somebody goes, 完成 that somebody was there.
Panel {
    id: root

    required property var calls

    Row {
        x: Theme.space5
        y: Theme.space5
        spacing: Theme.space3

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "bell"
            size: 24
            color: root.calls.rows.count > 0 ? Theme.danger : Theme.text2
        }
        Txt {
            role: "heading"
            bold: true
            text: qsTr("服务呼叫")
        }
        Txt {
            objectName: "callCount"
            role: "heading"
            bold: true
            text: root.calls.rows.count > 0 ? root.calls.rows.count : ""
            color: Theme.danger
        }
    }
    KeyBadge {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space5
        y: Theme.space5
        visible: root.calls.rows.count > 0
        key: "F9"
        ink: Theme.text2
    }
    ListView {
        x: 10
        y: 64
        width: parent.width - 20
        height: parent.height - y - 10
        clip: true
        spacing: Theme.space2
        boundsBehavior: Flickable.StopAtBounds
        model: root.calls.rows
        delegate: Pressable {
            id: row

            required property string key
            required property string place
            required property string text
            required property string waited
            required property bool isLong
            required property bool isAccepted
            objectName: "call-" + row.key
            label: row.place + " " + row.text
            width: ListView.view.width
            height: 84
            onTapped: root.calls.choose(row.key)

            Rectangle {
                anchors.fill: parent
                radius: Theme.radiusM
                color: row.isLong ? Theme.dangerBg : Theme.surface2
                border.width: Theme.strokeHair
                border.color: row.isLong ? Theme.dangerLine : Theme.border
            }
            Txt {
                id: place
                x: 14
                y: 12
                role: "title"
                bold: true
                text: row.place
            }
            Txt {
                anchors.left: place.right
                anchors.leftMargin: Theme.space2
                anchors.right: answer.left
                anchors.baseline: place.baseline
                role: "body"
                text: row.text
                elide: Text.ElideRight
            }
            Row {
                x: 14
                y: 48
                spacing: 6

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: row.isLong ? "triangle" : row.isAccepted ? "check" : "clock"
                    size: 18
                    color: row.isLong ? Theme.danger : Theme.text2
                }
                Txt {
                    anchors.verticalCenter: parent.verticalCenter
                    role: "label"
                    bold: row.isLong
                    objectName: "waited-" + row.key
                    text: row.waited
                    color: row.isLong ? Theme.danger : Theme.text2
                }
            }
            PushButton {
                id: answer
                objectName: (row.isAccepted ? "done-" : "accept-") + row.key
                anchors.right: parent.right
                anchors.rightMargin: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                width: 84
                padding: 0
                fill: row.isLong ? Theme.danger : Theme.surface
                ink: row.isLong ? Theme.surface : Theme.text
                line: row.isLong ? "transparent" : Theme.borderStrong
                text: row.isAccepted ? qsTr("完成") : qsTr("处理")
                label: text + " " + row.place + row.text
                onTapped: root.calls.answer(row.key)
            }
        }
    }
    EmptyState {
        y: 84
        width: parent.width
        visible: root.calls.rows.count === 0
        title: qsTr("没有呼叫")
        icon: "bell"
    }
}
