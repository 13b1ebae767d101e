pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Every placement of the shop, the newest first, and whether the kitchen has it.
Item {
    id: root

    required property var collect

    ListView {
        id: list
        anchors.fill: parent
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: root.collect.feed
        delegate: Pressable {
            id: row

            required property string key
            required property string place
            required property string number
            required property string dishes
            required property string at
            required property string amount
            required property bool isNew
            required property bool isHeard
            objectName: "feed-" + row.key
            label: row.place + " " + row.dishes
            width: ListView.view.width
            height: 92
            onTapped: root.collect.chooseBatch(row.key)

            Rectangle {
                width: parent.width
                height: Theme.strokeHair
                color: Theme.border
            }
            Row {
                x: 20
                y: 12
                spacing: Theme.space2

                Txt {
                    id: place
                    role: "title"
                    bold: true
                    text: row.place + "  " + row.number
                }
                Pill {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: row.isNew
                    text: qsTr("新")
                    role: "min"
                    padding: Theme.space2
                }
            }
            Txt {
                anchors.right: parent.right
                anchors.rightMargin: 20
                y: 14
                role: "body"
                text: row.at + "  " + row.amount
                color: Theme.text2
            }
            Txt {
                x: 20
                y: 50
                width: parent.width - 160
                role: "body"
                text: row.dishes
                elide: Text.ElideRight
            }
            Txt {
                anchors.right: parent.right
                anchors.rightMargin: 20
                y: 52
                role: "label"
                bold: !row.isHeard
                text: row.isHeard ? qsTr("厨房已收到") : qsTr("等厨房收到")
                color: row.isHeard ? Theme.text2 : Theme.food
            }
        }
    }
    ScrollMark {
        of: list
    }
    EmptyState {
        anchors.centerIn: parent
        width: parent.width
        visible: root.collect.feed.count === 0
        icon: "receipt"
        title: qsTr("还没有订单")
    }
}
