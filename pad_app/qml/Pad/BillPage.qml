pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// What is on the room so far, to the dish and the fen. It is paid at the desk.
Item {
    id: root

    required property var pad
    readonly property var bill: root.pad.bill

    Rectangle {
        id: card
        x: Theme.space6
        y: 13
        width: 836
        height: parent.height - y - Theme.space6
        radius: Theme.radiusXl + 4
        color: Theme.surface
        border.width: Theme.strokeHair
        border.color: Theme.border

        EmptyState {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.space8
            visible: list.count === 0
            icon: "receipt"
            title: root.pad.isHidden ? qsTr("连上以后再显示账单") : qsTr("还没有消费")
            detail: root.pad.isHidden ? "" : qsTr("点的菜会记在这里")
        }
        ListView {
            id: list
            objectName: "billList"
            anchors.fill: parent
            anchors.margins: Theme.space8
            anchors.topMargin: Theme.space4
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            model: root.bill.batches
            delegate: BillBatch {
                width: list.width
            }
        }
    }
    Rectangle {
        anchors.left: card.right
        anchors.leftMargin: Theme.space5
        anchors.right: parent.right
        anchors.rightMargin: Theme.space6
        y: card.y
        height: sum.implicitHeight + 2 * Theme.space6
        radius: Theme.radiusXl + 4
        color: Theme.surface
        border.width: Theme.strokeHair
        border.color: Theme.border

        Column {
            id: sum
            x: Theme.space6
            y: Theme.space6
            width: parent.width - 2 * x
            spacing: Theme.space2

            Txt {
                role: "button"
                bold: true
                text: qsTr("%1 房餐饮合计").arg(root.pad.roomName)
            }
            Txt {
                objectName: "billTotal"
                role: "hero"
                bold: true
                text: "¥" + root.bill.total
            }
            Txt {
                width: parent.width
                role: "body"
                text: qsTr("在前台结账，退房时一起付清。如有疑问请呼叫服务员，我们当面核对。")
                color: Theme.text2
                wrapMode: Text.Wrap
            }
            Txt {
                width: parent.width
                visible: root.pad.link.state.isBlind
                role: "body"
                bold: true
                text: qsTr("截至 %1，之后的可能还没算进来").arg(root.pad.link.state.asOf)
                color: Theme.warn
                wrapMode: Text.Wrap
            }
        }
    }
}
