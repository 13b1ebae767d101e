pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Whose bill it is, what the desk does most for them, and what the kitchen still owes.
Item {
    id: root

    required property var desk
    readonly property var head: root.desk.bill.headFacts
    readonly property var can: root.desk.can
    readonly property bool isPaid: root.desk.bill.sumFacts.balanceFen <= 0 && root.desk.bill.sumFacts.paid !== ""
    readonly property var actions: [
        { name: "order", text: qsTr("点单"), key: "F2" },
        { name: "checkIn", text: qsTr("入住"), key: "F3", vacantOnly: true },
        { name: "leave", text: qsTr("离店"), key: "F3" },
        { name: "close", text: qsTr("离店"), key: "F3" },
        { name: "clean", text: qsTr("清洁"), key: "F4" },
    ]

    height: column.height + Theme.space4

    Column {
        id: column
        x: Theme.space4
        y: Theme.space5
        width: parent.width - 2 * x
        spacing: Theme.space3

        Item {
            width: parent.width
            height: 56

            Txt {
                id: title
                objectName: "billTitle"
                x: Theme.space2
                anchors.verticalCenter: parent.verticalCenter
                role: "total"
                width: Math.min(implicitWidth, parent.width - 180)
                pixelSize: text.length > 8 ? 22 : text.length > 5 ? 28 : 40
                bold: true
                text: root.head.title
                wrapMode: Text.WrapAnywhere
                maximumLineCount: 2
                elide: Text.ElideRight
            }
            Column {
                anchors.left: title.right
                anchors.leftMargin: Theme.space3
                anchors.right: receipt.left
                anchors.rightMargin: Theme.space2
                anchors.verticalCenter: parent.verticalCenter

                Txt {
                    role: "body"
                    bold: true
                    text: root.head.kind === "out" ? qsTr("停用的房间") : root.head.kind === "vacant" ? qsTr("空房") : root.head.hasRoom ? qsTr("房间账单") : qsTr("手牌账单")
                }
                Txt {
                    objectName: "billSubtitle"
                    width: parent.width
                    role: "label"
                    text: root.head.subtitle
                    color: Theme.text2
                    elide: Text.ElideRight
                }
            }
            PushButton {
                id: receipt
                objectName: "act-receipt"
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                width: visible ? implicitWidth : 0
                height: Theme.touch
                padding: Theme.space4
                visible: root.can.includes("receipt")
                kind: "outline"
                icon: "printer"
                iconSize: 22
                text: root.isPaid ? qsTr("小票") : qsTr("预结")
                onTapped: root.desk.act("receipt")
            }
        }
        Flow {
            width: parent.width
            visible: root.desk.bill.guests.count > 0
            spacing: Theme.space2

            Repeater {
                model: root.desk.bill.guests

                PushButton {
                    required property string stayId
                    required property string name
                    required property bool isChosen
                    objectName: "guest-" + stayId
                    kind: isChosen ? "select" : "outline"
                    padding: Theme.space3
                    text: name
                    onTapped: root.desk.chooseStay(stayId)
                }
            }
        }
        Row {
            id: row
            width: parent.width
            visible: root.can.includes("order") || root.can.includes("charge")
            spacing: Theme.space2

            Repeater {
                model: root.actions.filter(each => root.can.includes(each.name) && !(each.vacantOnly && root.head.isWalkIn))

                PushButton {
                    required property var modelData
                    objectName: "act-" + modelData.name
                    width: (row.width - 3 * row.spacing) / 4
                    height: Theme.touch
                    padding: 0
                    kind: "outline"
                    text: modelData.text
                    key: modelData.key
                    enabled: !root.head.isUnsent
                    onTapped: root.desk.act(modelData.name)
                }
            }
            PushButton {
                objectName: "more"
                width: (row.width - 3 * row.spacing) / 4
                height: Theme.touch
                padding: 0
                kind: "outline"
                text: qsTr("更多")
                key: "F10"
                onTapped: root.desk.show("more")
            }
        }
        Strip {
            objectName: "unsentStrip"
            width: parent.width
            visible: root.head.isUnsent
            icon: "upload"
            text: qsTr("已提交，待服务器确认")
            fill: Theme.cleanBg
            ink: Theme.clean
            line: Theme.cleanLine
        }
        StripButton {
            objectName: "walkIn"
            width: parent.width
            visible: root.head.isWalkIn
            icon: "person"
            text: qsTr("散客，还没有登记")
            action: qsTr("登记入住")
            fill: Theme.cleanBg
            ink: Theme.clean
            line: Theme.cleanLine
            onTapped: root.desk.act("checkIn")
        }
        StripButton {
            objectName: "openDishes"
            width: parent.width
            visible: root.head.openDishes !== ""
            icon: "bowl"
            text: root.head.openDishes
            action: qsTr("催菜")
            onTapped: root.desk.act("rush")
        }
        Strip {
            objectName: "mergedStrip"
            width: parent.width
            visible: root.head.merged !== ""
            icon: "receipt"
            text: root.head.merged
            fill: Theme.surface2
            ink: Theme.text
            line: Theme.border
        }
    }
}
