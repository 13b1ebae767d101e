import QtQuick
import Zaotai.Ui

// 催菜: deaf until the promise has passed, then every 5 minutes; says what the kitchen answered.
Pressable {
    id: root

    required property var rushing
    readonly property bool isAllowed: root.rushing.isAllowed === true
    readonly property string stateName: root.rushing.state ?? ""
    readonly property string again: root.isAllowed ? qsTr("可以再催一次") : qsTr("%1 后可再催").arg(root.rushing.nextAt ?? "")
    readonly property string ago: root.rushing.minutesAgo > 0 ? qsTr("已催厨房 · %1 分钟前").arg(root.rushing.minutesAgo) : qsTr("已催厨房 · 刚刚")
    readonly property var titles: ({
        "too_early": qsTr("催一下厨房"), "ready": qsTr("催一下厨房"), "asked": root.ago, "answered": root.ago
    })
    readonly property var hints: ({
        "too_early": qsTr("%1 还没到就可以催").arg(root.rushing.nextAt ?? ""),
        "ready": qsTr("已过约定时间"),
        "asked": qsTr("等厨房回复，%1").arg(root.again),
        "answered": qsTr("厨房 %1 回复：收到；%2").arg(root.rushing.answered ?? "").arg(root.again)
    })
    signal rushed

    objectName: "rush"
    label: title.text + " " + hint.text
    enabled: root.isAllowed
    implicitHeight: 72
    onTapped: root.rushed()

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: root.isAllowed ? Theme.callTint : Theme.surface2
        border.width: root.isAllowed ? Theme.strokeThin : 0
        border.color: Theme.callLine
    }
    Tone {
        down: root.down
        radius: height / 2
    }
    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.space4

        Txt {
            id: title
            objectName: "rushTitle"
            anchors.horizontalCenter: parent.horizontalCenter
            role: "button"
            bold: true
            text: root.titles[root.stateName] ?? ""
            color: root.isAllowed ? Theme.call : Theme.text
        }
        Txt {
            id: hint
            objectName: "rushHint"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            role: "label"
            text: root.hints[root.stateName] ?? ""
            color: Theme.text2
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 14
        }
    }
    FocusRing {
        shown: root.activeFocus
        radius: height / 2
    }
}
