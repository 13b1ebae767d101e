import QtQuick
import QtQuick.Layouts
import Zaotai.Ui

// One thing that did not go as the guest wanted, and what can be done about it.
Rectangle {
    id: root

    required property string key
    required property string kind
    required property string code
    required property string at
    required property var dishes
    required property string until
    required property bool canRestore
    required property string phone
    readonly property bool isLate: root.kind === "late"
    readonly property bool isOrder: root.kind === "order"
    readonly property string names: root.dishes.map(each => each.name).join(qsTr("、"))
    readonly property var titles: ({
        "late": qsTr("%1 点的菜还没送到厨房，还要送吗?").arg(root.at),
        "order": qsTr("%1 的订单没有下成").arg(root.at),
        "cancel": qsTr("没能取消 %1").arg(root.names),
        "rush": qsTr("没能催 %1").arg(root.names),
        "other": qsTr("刚才的操作没有成功")
    })
    readonly property var words: ({
        "order.too_late": root.names,
        "order.price_changed": qsTr("价格有变：") + root.dishes.map(each => qsTr("%1 ¥%2 → ¥%3").arg(each.name).arg(each.was).arg(each.now)).join(qsTr("；")),
        "goods.sold_out": root.dishes.map(each => each.left > 0 ? qsTr("%1 只剩 %2 份").arg(each.name).arg(each.left) : qsTr("%1 已售罄").arg(each.name)).join(qsTr("；")),
        "shop.closed": root.until !== "" ? qsTr("厨房休息中，%1 开始点餐").arg(root.until) : qsTr("厨房休息中，暂时不能点餐"),
        "line.refused": qsTr("厨房已经开始制作，需要的话请联系服务员"),
        "rush.too_early": qsTr("%1 后可以再催").arg(root.until),
        "goods.unknown": qsTr("这道菜刚刚下架了"),
        "option.invalid": qsTr("口味选项刚刚变了，请重新选")
    })

    objectName: "notice"
    implicitHeight: row.implicitHeight + 2 * Theme.space4
    radius: Theme.radiusXl
    color: root.isLate ? Theme.warnBg : Theme.dangerBg
    border.width: Theme.strokeThin
    border.color: root.isLate ? Theme.warn : Theme.danger
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title.text + " " + detail.text
    signal accepted
    signal restored
    signal sentAgain
    signal dropped

    // What is under the notice hears no tap through it.
    TapHandler {
        gesturePolicy: TapHandler.WithinBounds
    }
    RowLayout {
        id: row
        x: Theme.space5
        width: parent.width - 2 * x
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space4

        Icon {
            name: root.isLate ? "hourglass" : "triangle-solid"
            size: 32
            color: root.border.color
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Txt {
                id: title
                objectName: "noticeTitle"
                Layout.fillWidth: true
                role: "button"
                bold: true
                text: root.titles[root.kind]
                color: root.border.color
                wrapMode: Text.Wrap
            }
            Txt {
                id: detail
                objectName: "noticeDetail"
                Layout.fillWidth: true
                role: "body"
                text: root.words[root.code] ?? (root.phone !== "" ? qsTr("请呼叫服务员，或打前台电话 %1").arg(root.phone) : qsTr("请呼叫服务员"))
                wrapMode: Text.Wrap
            }
        }
        PushButton {
            objectName: root.isLate ? "dropLate" : "noticeAccept"
            kind: "outline"
            fill: Theme.surface
            text: root.isLate ? qsTr("不要了") : qsTr("知道了")
            onTapped: root.isLate ? root.dropped() : root.accepted()
        }
        PushButton {
            objectName: root.isLate ? "sendLate" : "noticeRestore"
            visible: root.isLate || root.canRestore
            kind: "primary"
            text: root.isLate ? qsTr("还要送") : qsTr("放回已选，再看看")
            onTapped: root.isLate ? root.sentAgain() : root.restored()
        }
    }
}
