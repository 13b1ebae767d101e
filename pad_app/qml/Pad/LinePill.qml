import QtQuick
import Zaotai.Ui

// How far one dish is: shape, word, colour.
Pill {
    id: root

    required property string lineState
    readonly property var looks: ({
        "sending": ["ring", qsTr("正在送到厨房"), Theme.surface2, Theme.text2],
        "unsent": ["arrow-up", qsTr("还没送到厨房"), Theme.warnBg, Theme.warn],
        "placed": ["ring", qsTr("等厨房收到"), Theme.surface2, Theme.text2],
        "received": ["ring", qsTr("厨房已收到"), Theme.surface2, Theme.text2],
        "cooking": ["half", qsTr("制作中"), Theme.cookingBg, Theme.cooking],
        "ready": ["tick-disc", qsTr("已出餐"), Theme.doneBg, Theme.cooking],
        "notified": ["tick-disc", qsTr("已出餐"), Theme.doneBg, Theme.cooking],
        "picked_up": ["arrow-right", qsTr("正在送来"), Theme.doneBg, Theme.cooking],
        "delivered": ["check", qsTr("已送达"), Theme.surface2, Theme.text2],
        "cancelled": ["cross", qsTr("已取消"), Theme.cancelBg, Theme.cancel]
    })
    readonly property var look: root.looks[root.lineState]

    icon: root.look[0]
    text: root.look[1]
    fill: root.look[2]
    ink: root.look[3]
    role: "body"
    padding: 14
    implicitHeight: 40
}
