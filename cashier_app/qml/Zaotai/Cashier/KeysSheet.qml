pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// F12: every shortcut of the desk.
Sheet {
    id: root

    required property var desk
    readonly property var keys: [
        ["F1", qsTr("搜索房号、手牌、单号；直接输入或扫码也行")],
        ["F2", qsTr("点单；在点单里下单")],
        ["F3", qsTr("入住；有客人时离店")],
        ["F4", qsTr("清洁；手牌客人离店")],
        ["F5", qsTr("微信收款")],
        ["F6", qsTr("支付宝收款")],
        ["F7", qsTr("现金收款")],
        ["F8", qsTr("银行卡收款")],
        ["F9", qsTr("处理等得最久的呼叫")],
        ["F10", qsTr("更多：换房、手牌、并账、转单、催菜、重做、退款")],
        ["F11", qsTr("登录、开班、交班")],
        ["F12", qsTr("快捷键")],
        ["Ctrl+J", qsTr("声音：静音、音量、试听")],
        ["Ctrl+,", qsTr("店长页：菜单、门店、人员、设备")],
        ["Ctrl+T", qsTr("手牌：新发、挂失")],
        ["Ctrl+P", qsTr("打印预结单；收清后打印小票")],
        ["Ctrl+Shift+P", qsTr("打印机和打印的单")],
        ["Ctrl+←→↑↓", qsTr("选旁边的房间；店长页里选上下一项")],
        ["Ctrl+Shift+↑↓", qsTr("店长页里把这一项上移、下移")],
        ["Ctrl+N", qsTr("店长页里新加一项")],
        ["Ctrl+S", qsTr("店长页里保存")],
        ["Ctrl+PgUp/Dn", qsTr("店长页里翻页")],
        ["Enter", qsTr("确认")],
        ["Esc", qsTr("返回")]
    ]

    objectName: "keysSheet"
    title: qsTr("快捷键")
    extent: 760
    onCloseAsked: root.desk.show("")

    Flickable {
        id: page
        anchors.fill: parent
        clip: true
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: column
            width: page.width
            spacing: Theme.space1

            Repeater {
                model: root.keys

                Row {
                    id: row

                    required property var modelData
                    height: 38
                    spacing: Theme.space4

                    Item {
                        width: 130
                        height: parent.height

                        KeyBadge {
                            anchors.verticalCenter: parent.verticalCenter
                            key: row.modelData[0]
                        }
                    }
                    Txt {
                        anchors.verticalCenter: parent.verticalCenter
                        text: row.modelData[1]
                    }
                }
            }
        }
    }
    ScrollMark {
        of: page
        x: page.width + Theme.space2
    }
}
