pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The selected room or hand tag: who, what is in the way, the bill, the money.
Panel {
    id: root

    required property var desk
    readonly property var head: root.desk.bill.headFacts
    readonly property var sums: root.desk.bill.sumFacts
    readonly property bool isOut: root.head.kind === "out"
    readonly property bool hasBill: root.desk.bill.lines.count > 0 || root.desk.can.includes("charge")

    EmptyState {
        anchors.centerIn: parent
        width: parent.width
        visible: root.head.kind === "none"
        icon: "receipt"
        title: qsTr("选一间房或一个手牌")
        detail: qsTr("F1 搜索 · F12 快捷键")
    }
    BillHead {
        id: head
        visible: root.head.kind !== "none"
        desk: root.desk
        width: parent.width
    }
    Column {
        anchors.centerIn: parent
        visible: (root.head.kind === "vacant" || root.head.kind === "clean" || root.isOut) && !root.hasBill
        spacing: Theme.space4

        EmptyState {
            width: 300
            icon: root.isOut ? "forbid" : root.head.kind === "clean" ? "broom" : "ring"
            title: root.isOut ? qsTr("停用") : root.head.isUnsent ? qsTr("待服务器确认") : root.head.kind === "clean" ? qsTr("待清洁") : qsTr("空闲")
        }
        PushButton {
            objectName: "vacantAction"
            visible: !root.isOut
            width: 300
            height: Theme.layout.pay
            kind: "primary"
            enabled: !root.head.isUnsent
            icon: root.head.kind === "clean" ? "broom" : "person"
            key: root.head.kind === "clean" ? "F4" : "F3"
            text: root.head.kind === "clean" ? qsTr("清洁完成") : qsTr("入住")
            onTapped: root.desk.act(root.head.kind === "clean" ? "clean" : "checkIn")
        }
    }
    ListView {
        id: list
        objectName: "billLines"
        x: Theme.space6
        y: head.height + Theme.space1
        width: parent.width - 2 * x
        height: foot.y - y - Theme.space2
        visible: root.hasBill
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: root.desk.bill.lines
        delegate: BillLineRow {
            required property string key
            required property int index
            objectName: "line-" + key
            width: ListView.view.width
        }
    }
    ScrollMark {
        of: list
        x: list.x + list.width + Theme.space2
    }
    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        y: list.y + 80
        width: parent.width
        visible: root.hasBill && root.desk.bill.lines.count === 0
        icon: "bowl"
        title: qsTr("还没有消费")
    }
    BillFoot {
        id: foot
        anchors.bottom: parent.bottom
        visible: root.hasBill
        desk: root.desk
        width: parent.width
    }
}
