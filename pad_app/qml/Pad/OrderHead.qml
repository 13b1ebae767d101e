import QtQuick
import Zaotai.Ui

// The promise first: when it comes, how long that is, and by how much it is late.
Item {
    id: root

    required property var head
    readonly property bool isOver: root.head.isOver === true
    readonly property bool isUnsent: root.head.isUnsent === true
    readonly property bool isSending: root.head.isSending === true
    readonly property int lateBy: root.head.lateBy ?? 0

    implicitHeight: 116

    Row {
        y: 6
        spacing: Theme.space5

        Txt {
            id: number
            objectName: "orderNumber"
            role: "button"
            bold: true
            text: root.head.number === "#--" ? qsTr("新订单")
                : (root.head.addOn ?? 0) > 0 ? qsTr("订单 %1 · 加单 %2").arg(root.head.number).arg(root.head.addOn)
                : qsTr("订单 %1").arg(root.head.number ?? "")
        }
        Txt {
            anchors.baseline: number.baseline
            role: "body"
            text: qsTr("%1 下单").arg(root.head.placedAt ?? "")
            color: Theme.text2
        }
    }
    Row {
        y: 40
        spacing: Theme.space4

        Txt {
            id: promise
            objectName: "orderPromise"
            role: "hero"
            serif: true
            text: root.isSending ? qsTr("正在送到厨房") : root.isUnsent ? qsTr("还没送到厨房")
                : root.isOver ? qsTr("已全部送达") : qsTr("预计 %1 送达").arg(root.head.expected ?? "")
            color: root.isUnsent ? Theme.warn : Theme.text
        }
        Txt {
            objectName: "orderMinutes"
            anchors.baseline: promise.baseline
            role: "list"
            text: root.isUnsent || root.isSending || root.isOver ? "" : qsTr("还需约 %1 分钟").arg(root.head.minutesLeft ?? 0)
            color: Theme.text2
        }
    }
    Pill {
        objectName: "orderDelay"
        anchors.right: parent.right
        y: -3
        implicitHeight: 44
        visible: root.lateBy > 0 && !root.isOver && !root.isUnsent
        icon: "hourglass"
        role: "body"
        padding: Theme.space4
        text: qsTr("比原定 %1 晚 %2 分钟").arg(root.head.promised ?? "").arg(root.lateBy)
        fill: Theme.warnBg
        ink: Theme.warn
    }
}
