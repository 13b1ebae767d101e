pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// What is owed and how it is paid. Without the server nothing is taken, and it says why.
Item {
    id: root

    required property var desk
    readonly property var sums: root.desk.bill.sumFacts
    readonly property var can: root.desk.can
    readonly property string why: root.desk.link.whyNoMoney

    height: column.height + Theme.space4

    Column {
        id: column
        x: Theme.space4
        width: parent.width - 2 * x
        spacing: Theme.space2 + 2

        SumRow {
            objectName: "discountRow"
            visible: root.sums.discount !== ""
            width: parent.width
            icon: "percent"
            text: root.sums.discountWords
            amount: root.sums.discount
            ink: Theme.discount
            onTapped: root.desk.act("void")
        }
        SumRow {
            objectName: "paidRow"
            visible: root.sums.paid !== ""
            width: parent.width
            icon: "check"
            text: qsTr("已收 %1").arg(root.sums.paidWords)
            amount: root.sums.paid
            onTapped: root.desk.act("refund")
        }
        Row {
            id: small
            width: parent.width
            spacing: Theme.space2 + 2

            Repeater {
                model: [
                    { name: "discount", text: qsTr("整单折扣"), danger: false },
                    { name: "charge", text: qsTr("加收费"), danger: false },
                    { name: "roundOff", text: qsTr("抹零"), danger: false },
                    { name: "waive", text: qsTr("免单…"), danger: true }
                ]

                PushButton {
                    required property var modelData
                    objectName: "act-" + modelData.name
                    width: (small.width - 3 * small.spacing) / 4
                    height: Theme.touch
                    padding: 0
                    kind: "outline"
                    bold: false
                    ink: modelData.danger ? Theme.danger : Theme.text
                    enabled: root.why === ""
                    text: modelData.text
                    onTapped: root.desk.act(modelData.name)
                }
            }
        }
        Item {
            width: parent.width
            height: 86

            Txt {
                objectName: "billBreakdown"
                x: Theme.space2
                y: 4
                width: parent.width - 2 * x
                role: "label"
                text: root.sums.breakdown
                color: Theme.text2
                elide: Text.ElideRight
            }
            Txt {
                objectName: "balanceWord"
                x: Theme.space2
                anchors.baseline: balance.baseline
                role: "title"
                bold: true
                text: root.sums.word
                color: root.sums.balanceFen < 0 ? Theme.danger : Theme.text
            }
            Txt {
                id: balance
                objectName: "balance"
                anchors.right: parent.right
                anchors.rightMargin: Theme.space2
                y: 24
                role: "total"
                pixelSize: 46
                bold: true
                text: "¥" + root.sums.balance
                color: root.sums.balanceFen < 0 ? Theme.danger : Theme.text
            }
        }
        Strip {
            objectName: "whyNoMoney"
            width: parent.width
            visible: root.why !== ""
            icon: "wifi-off"
            text: root.why
            fill: Theme.cleanBg
            ink: Theme.clean
            line: Theme.cleanLine
        }
        PushButton {
            objectName: "payBack"
            width: parent.width
            height: Theme.layout.pay
            visible: root.sums.balanceFen < 0
            kind: "danger"
            icon: "undo"
            text: qsTr("退款 ¥%1").arg(root.sums.balance)
            enabled: root.why === ""
            onTapped: root.desk.act("refund")
        }
        Grid {
            id: pay
            width: parent.width
            visible: root.sums.balanceFen >= 0
            columns: 2
            spacing: Theme.space2

            Repeater {
                model: [
                    { name: "wechat", text: qsTr("微信"), icon: "chat", key: "F5" },
                    { name: "alipay", text: qsTr("支付宝"), icon: "wallet", key: "F6" },
                    { name: "cash", text: qsTr("现金"), icon: "cash", key: "F7" },
                    { name: "card", text: qsTr("银行卡"), icon: "card", key: "F8" }
                ]

                PayButton {
                    required property var modelData
                    required property int index
                    objectName: "pay-" + modelData.name
                    width: (pay.width - pay.spacing) / 2
                    isFirst: index === 0
                    icon: modelData.icon
                    text: modelData.text
                    key: modelData.key
                    enabled: root.why === "" && root.sums.balanceFen > 0
                    onTapped: root.desk.act("pay-" + modelData.name)
                }
            }
        }
    }
}
