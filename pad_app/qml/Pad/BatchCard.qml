pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Another batch of the stay: an add-on with its own promise, or one that is eaten.
Item {
    id: root

    required property string key
    required property string number
    required property int addOn
    required property string placedAt
    required property bool isJustPlaced
    required property string expected
    required property int lateBy
    required property bool isOver
    required property bool isSending
    required property bool isUnsent
    required property bool offersHelp
    required property var lines
    readonly property string when: root.isOver ? qsTr("%1 下单 · 已送达").arg(root.placedAt)
        : root.isSending ? qsTr("%1 下单 · 正在送到厨房").arg(root.placedAt)
        : root.isUnsent ? qsTr("%1 下单 · 还没送到厨房").arg(root.placedAt)
        : (root.isJustPlaced ? qsTr("%1 刚下单 · 预计 %2 送达") : qsTr("%1 下单 · 预计 %2 送达")).arg(root.placedAt).arg(root.expected)
    readonly property bool awaitsKitchen: root.lines.every(line => line.stage === "placed")
    signal cancelled
    signal lineCancelled(string id)

    objectName: "batch-" + root.addOn
    implicitHeight: body.implicitHeight + Theme.space4 + Theme.space3
    height: implicitHeight

    Rectangle {
        anchors.fill: parent
        anchors.bottomMargin: Theme.space3
        radius: Theme.radiusXl
        color: Theme.bg
        border.width: Theme.strokeHair
        border.color: Theme.border
    }
    Column {
        id: body
        x: Theme.space4
        width: parent.width - 2 * x
        topPadding: Theme.space3

        Item {
            width: parent.width
            height: 36

            Icon {
                id: sign
                anchors.verticalCenter: parent.verticalCenter
                name: root.addOn > 0 ? "plus" : "receipt"
                size: 22
                color: Theme.primary
            }
            Txt {
                id: title
                x: 32
                anchors.verticalCenter: parent.verticalCenter
                role: "button"
                bold: true
                text: root.addOn > 0 ? qsTr("加单 %1").arg(root.addOn) : qsTr("首单 %1").arg(root.number)
            }
            Txt {
                objectName: "when-" + root.addOn
                anchors.left: title.right
                anchors.leftMargin: Theme.space3 - 2
                anchors.verticalCenter: parent.verticalCenter
                role: "body"
                text: root.lateBy > 0 && !root.isOver && !root.isUnsent ? root.when + " · " + qsTr("晚 %1 分钟").arg(root.lateBy) : root.when
                color: root.isUnsent || (root.lateBy > 0 && !root.isOver) ? Theme.warn : Theme.text2
            }
        }
        Repeater {
            model: root.lines

            OrderLine {
                required property var modelData
                width: body.width
                lineId: modelData.lineId
                name: modelData.name
                unit: modelData.unit
                quantity: modelData.quantity
                options: modelData.options
                note: modelData.note
                allergies: modelData.allergies
                areAllergiesTold: modelData.areAllergiesTold
                stage: modelData.stage
                reason: modelData.reason
                canCancel: modelData.canCancel && !root.isUnsent
                isCancelling: modelData.isCancelling
                isRemake: modelData.isRemake
                showsPill: !root.awaitsKitchen && !root.isUnsent && !root.isSending
                onCancelled: root.lineCancelled(modelData.lineId)
            }
        }
        Txt {
            visible: root.awaitsKitchen && !root.isOver
            height: 30
            role: "detail"
            text: qsTr("正在等厨房收到；厨房开始制作前可取消")
            color: Theme.text2
        }
        PushButton {
            objectName: "cancelBatch-" + root.addOn
            visible: root.offersHelp
            kind: "danger"
            text: qsTr("取消这次加单")
            onTapped: root.cancelled()
        }
    }
}
