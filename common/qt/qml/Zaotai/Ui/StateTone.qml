pragma Singleton
import QtQuick

// Words and colours of a line's state, by LineState value.
QtObject {
    readonly property var ink: ({
        "waiting": Theme.text2, "cooking": Theme.cooking, "ready": Theme.done,
        "notified": Theme.notified, "picked_up": Theme.notified, "delivered": Theme.notified,
        "cancelled": Theme.cancel
    })
    readonly property var fill: ({
        "waiting": Theme.line, "cooking": Theme.cookingBg, "ready": Theme.doneBg,
        "notified": Theme.notifiedBg, "picked_up": Theme.notifiedBg, "delivered": Theme.notifiedBg,
        "cancelled": Theme.cancelBg
    })
    readonly property var word: ({
        "waiting": qsTr("待制作"), "cooking": qsTr("制作中"), "ready": qsTr("制作完成"),
        "notified": qsTr("已通知"), "picked_up": qsTr("已取走"), "delivered": qsTr("已送达"),
        "cancelled": qsTr("已取消")
    })
}
