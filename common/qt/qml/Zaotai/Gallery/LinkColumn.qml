pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

Column {
    id: root

    spacing: Theme.space3
    readonly property var chips: [
        ["pulse", "最后消息", "3 秒前", "ok"], ["hourglass", "最后消息", "7 秒前 · 变慢", "warn"],
        ["wifi", "服务器", "已连接", "ok"], ["wifi-off", "服务器", "已断开", "bad"],
        ["speaker", "语音", "正在播报", "ok"], ["muted", "语音", "已静音 · 还剩 8 分", "bad"],
        ["upload", "未发送", "0 条", "ok"], ["upload", "未发送", "发送中 4 / 6", "bad"]]

    Section {
        width: parent.width
        title: qsTr("状态条 · 诚实的新鲜度")
        caption: qsTr("≤ 6 秒正常 · 6–10 秒变慢 · 之后断开")
    }
    Grid {
        columns: 2
        columnSpacing: Theme.space4

        Repeater {
            model: root.chips

            StatusChip {
                required property var modelData
                required property int index
                objectName: "chip" + index
                icon: modelData[0]
                title: modelData[1]
                value: modelData[2]
                level: modelData[3]
                tint: modelData[0] === "speaker" ? Theme.cooking : modelData[0] === "upload" ? Theme.text2 : Theme.ok
            }
        }
    }
    Section {
        width: parent.width
        caption: qsTr("断线 → 恢复中 → 已恢复（4 秒后收起）")
    }
    Banner {
        width: root.width
        kind: "offline"
        title: qsTr("已断开 2 分 47 秒")
        detail: qsTr("6 条操作存在本机")
        action: qsTr("重连")
        actionName: "reconnect"
    }
    Banner {
        width: root.width
        kind: "sending"
        title: qsTr("已恢复，正在发送 4 / 6")
        detail: qsTr("新单已补齐到 19:43:05")
    }
    Banner {
        width: root.width
        kind: "done"
        title: qsTr("6 条已发送")
        detail: qsTr("画面是最新的")
    }
    Section {
        width: parent.width
        caption: qsTr("发送后被拒：必须确认，不会静默丢掉")
    }
    Banner {
        width: root.width
        kind: "rejected"
        title: qsTr("1 条没有生效")
        detail: qsTr("126 拍黄瓜：客人已取消")
        action: qsTr("知道了")
        actionName: "acknowledge"
    }
    Section {
        width: parent.width
        caption: qsTr("语音失败：改为屏上文字")
    }
    Banner {
        width: root.width
        kind: "warn"
        title: qsTr("语音没有播出")
        detail: qsTr("801 房间下单了水饺 2 份")
        action: qsTr("重播")
        actionName: "replay"
    }
}
