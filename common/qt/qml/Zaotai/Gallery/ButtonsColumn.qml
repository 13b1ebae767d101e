import QtQuick
import Zaotai.Ui

Column {
    id: root

    spacing: Theme.space3

    Section {
        width: parent.width
        title: qsTr("按钮 · 撤销 · 长按")
        caption: qsTr("下一步写在按钮上，颜色取下一步的状态色")
    }
    PushButton {
        objectName: "start"
        kind: "cooking"
        icon: "half"
        text: qsTr("此行 → 制作")
        key: "Enter"
    }
    PushButton {
        objectName: "finish"
        kind: "done"
        icon: "check"
        text: qsTr("此行 → 完成")
        key: "Enter"
    }
    Row {
        spacing: Theme.space2

        PushButton {
            objectName: "notify"
            icon: "bell"
            text: qsTr("通知取餐")
            key: "F3"
        }
        PushButton {
            objectName: "off"
            enabled: false
            text: qsTr("不可用")
        }
    }
    Section {
        width: parent.width
        caption: qsTr("撤销 5 秒，进度线走完即收起")
    }
    UndoSlot {
        objectName: "undoSlot"
        width: 440
        text: qsTr("拍黄瓜 → 制作完成")
    }
    Section {
        width: parent.width
        caption: qsTr("危险操作：按住 600 毫秒，松手即取消")
    }
    HoldButton {
        objectName: "soldOut"
        width: 440
        icon: "forbid"
        text: qsTr("按住：小笼包 沽清")
        held: 0.55
    }
    Section {
        width: parent.width
        caption: qsTr("空板：说清楚是没单，不是坏了")
    }
    Rectangle {
        width: 440
        height: empty.height + 64
        radius: Theme.radiusL
        color: Theme.ticket
        border.width: Theme.strokeThin
        border.color: Theme.border

        EmptyState {
            id: empty
            anchors.centerIn: parent
            width: parent.width
            icon: "cloche"
            title: qsTr("现在没有要做的单")
            status: qsTr("服务器正常 · 2 秒前有消息")
            detail: qsTr("今天已完成 86 单，平均 11 分")
        }
    }
    Section {
        width: parent.width
        caption: qsTr("长菜名：先缩到 26，再折两行，绝不省略")
    }
    SampleLine {
        dish: "老坛酸菜肥牛米线"
        options: "加豆皮"
    }
}
