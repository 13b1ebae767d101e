pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// F10: what a desk does less often for the selected guests.
Sheet {
    id: root

    required property var desk
    readonly property var actions: [
        { name: "move", text: qsTr("换房"), icon: "arrow-right" },
        { name: "swap", text: qsTr("两房对换"), icon: "refresh" },
        { name: "addGuest", text: qsTr("本房加手牌客人"), icon: "person" },
        { name: "tags", text: qsTr("手牌：新发、挂失"), icon: "tag", key: "Ctrl+T" },
        { name: "texts", text: qsTr("餐好发短信"), icon: "phone" },
        { name: "merge", text: qsTr("并账"), icon: "plus" },
        { name: "unmerge", text: qsTr("拆账"), icon: "minus" },
        { name: "transfer", text: qsTr("转单"), icon: "arrow-right" },
        { name: "rush", text: qsTr("催菜"), icon: "chevrons" },
        { name: "remake", text: qsTr("重做"), icon: "refresh" },
        { name: "cancel", text: qsTr("取消没开始的菜"), icon: "cross" },
        { name: "stop", text: qsTr("停做"), icon: "forbid" },
        { name: "refund", text: qsTr("退款"), icon: "undo" },
        { name: "void", text: qsTr("撤销优惠或收费"), icon: "cross" },
        { name: "onPaper", text: qsTr("补录手工收款"), icon: "receipt" },
        { name: "reopen", text: qsTr("恢复上一位客人"), icon: "history" }
    ]

    objectName: "moreSheet"
    title: qsTr("更多")
    extent: 560
    onCloseAsked: root.desk.show("")

    Grid {
        id: grid
        width: parent.width
        columns: 2
        spacing: Theme.space3

        Repeater {
            model: root.actions

            PushButton {
                required property var modelData
                objectName: "act-" + modelData.name
                width: (grid.width - grid.spacing) / 2
                height: 72
                padding: Theme.space2
                kind: "outline"
                enabled: root.desk.can.includes(modelData.name)
                icon: modelData.icon
                text: modelData.text
                key: modelData.key ?? ""
                onTapped: root.desk.act(modelData.name)
            }
        }
    }
    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.desk.can.length === 0
        title: qsTr("先选一间房或一个手牌")
    }
}
