pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// One placement on the bill.
Column {
    id: root

    required property string number
    required property int addOn
    required property string placedAt
    required property string amount
    required property var lines

    readonly property string title: root.number === "#--" ? qsTr("新订单") : root.number

    topPadding: Theme.space3
    bottomPadding: Theme.space3

    Item {
        width: root.width
        height: 40

        Txt {
            anchors.verticalCenter: parent.verticalCenter
            role: "button"
            bold: true
            text: root.addOn > 0 ? qsTr("%1 加单 %2").arg(root.title).arg(root.addOn) : root.title
        }
        Txt {
            x: 200
            anchors.verticalCenter: parent.verticalCenter
            role: "body"
            text: qsTr("%1 下单").arg(root.placedAt)
            color: Theme.text2
        }
        Txt {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            role: "button"
            bold: true
            text: "¥" + root.amount
        }
    }
    Repeater {
        model: root.lines

        Item {
            id: line

            required property var modelData
            readonly property bool isOff: line.modelData.isCancelled

            width: root.width
            height: 36

            Txt {
                x: Theme.space4
                width: 420
                anchors.verticalCenter: parent.verticalCenter
                role: "body"
                text: line.modelData.options !== "" ? line.modelData.name + " · " + line.modelData.options : line.modelData.name
                font.strikeout: line.isOff
                color: line.isOff ? Theme.text3 : Theme.text
                elide: Text.ElideRight
            }
            Txt {
                anchors.right: parent.right
                anchors.rightMargin: 200
                anchors.verticalCenter: parent.verticalCenter
                role: "body"
                text: line.isOff ? qsTr("已取消") : "¥" + line.modelData.price + " × " + line.modelData.count
                color: Theme.text2
            }
            Txt {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                role: "body"
                text: "¥" + line.modelData.amount
                color: line.isOff ? Theme.text3 : Theme.text
            }
        }
    }
    Rectangle {
        width: root.width
        height: Theme.strokeHair
        color: Theme.border
    }
}
