import QtQuick
import Zaotai.Ui

// Stands while the pad cannot know, or while what waited is being sent. Never over what can be tapped.
Rectangle {
    id: root

    required property var link
    readonly property bool isSending: root.link.toSend > 0

    visible: root.link.isBlind || root.isSending
    height: visible ? 44 : 0
    color: root.link.isBlind ? Theme.warnBg : Theme.primaryTint
    Accessible.role: Accessible.AlertMessage
    Accessible.name: words.text

    Row {
        anchors.centerIn: parent
        spacing: Theme.space3

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.link.isBlind ? "wifi-off" : "upload"
            size: 22
            color: words.color
        }
        Txt {
            id: words
            objectName: "linkWords"
            role: "body"
            bold: true
            text: !root.link.isBlind ? qsTr("已连上，正在送出 %1 / %2").arg(root.link.sent).arg(root.link.toSend)
                : root.link.late > 0 ? qsTr("暂时联系不上厨房 · 内容截至 %1").arg(root.link.asOf)
                : root.link.unsent > 0 ? qsTr("暂时联系不上厨房 · 内容截至 %1 · %2 条等待送出，连上后自动送").arg(root.link.asOf).arg(root.link.unsent)
                : qsTr("暂时联系不上厨房 · 内容截至 %1 · 可以继续点餐，连上后自动送").arg(root.link.asOf)
            color: root.link.isBlind ? Theme.warn : Theme.primaryTintInk
        }
    }
}
