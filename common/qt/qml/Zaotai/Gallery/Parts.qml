pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Every part of the kit in the theme of the window.
Rectangle {
    id: root

    required property var icons
    readonly property var kinds: ["neutral", "outline", "quiet", "primary", "tint", "cooking", "done",
        "cancel", "danger", "due", "offline", "rush", "select"]

    color: Theme.bg

    Column {
        x: 32
        y: 24
        width: parent.width - 64
        spacing: Theme.space4

        Txt {
            role: "heading"
            bold: true
            serif: Theme.name === "pad"
            text: Theme.name + " · 灶台 0123456789"
        }
        Flow {
            width: parent.width
            spacing: Theme.space3

            Repeater {
                model: root.kinds

                PushButton {
                    required property string modelData
                    objectName: modelData
                    kind: modelData
                    icon: "check"
                    text: modelData
                    key: modelData === "neutral" ? "F2" : ""
                }
            }
            PushButton {
                objectName: "disabled"
                enabled: false
                text: qsTr("不可用")
            }
        }
        Row {
            spacing: Theme.space4

            SegmentedTabs {
                current: 1
                tabs: [{ name: "tabMenu", text: qsTr("点餐") }, { name: "tabOrders", text: qsTr("我的订单"), count: 1 },
                    { name: "tabBill", text: qsTr("账单") }]
            }
            SegmentedTabs {
                current: 0
                boxed: true
                tabs: [{ name: "all", text: qsTr("全部"), count: 10 }, { name: "hot", text: qsTr("热菜"), count: 5 }]
            }
            Stepper {
                name: "basket"
                label: "手工水饺"
                value: 2
            }
            Stepper {
                name: "card"
                label: "手工水饺"
                value: 1
                tinted: true
            }
        }
        Row {
            spacing: Theme.space4

            Repeater {
                model: ["waiting", "cooking", "ready", "notified", "cancelled"]

                Pill {
                    required property string modelData
                    icon: stateIcon.shapes[modelData]
                    text: StateTone.word[modelData]
                    fill: StateTone.fill[modelData]
                    ink: StateTone.ink[modelData]

                    StateIcon {
                        id: stateIcon
                        visible: false
                        lineState: parent.modelData
                    }
                }
            }
            StatusChip {
                objectName: "server"
                icon: "wifi"
                title: qsTr("服务器")
                value: qsTr("已连接")
            }
            StatusChip {
                objectName: "serverBad"
                icon: "wifi-off"
                title: qsTr("服务器")
                value: qsTr("已断开")
                level: "bad"
            }
        }
        Grid {
            columns: 2
            spacing: Theme.space3

            Repeater {
                model: ["offline", "sending", "done", "rejected", "warn"]

                Banner {
                    required property string modelData
                    width: (root.width - 76) / 2
                    kind: modelData
                    title: modelData + " · 已断开 2 分 47 秒"
                    detail: qsTr("6 条操作存在本机")
                    action: qsTr("知道了")
                    actionName: modelData + "Action"
                }
            }
            HoldButton {
                objectName: "hold"
                width: 440
                icon: "forbid"
                text: qsTr("按住：沽清")
                held: 0.4
            }
        }
        Row {
            spacing: Theme.space4

            UndoSlot {
                text: qsTr("拍黄瓜 → 制作完成")
            }
            SkeletonBlock {
                width: 200
                height: 60
            }
            Stripe {
                width: 300
                height: 60
            }
        }
        Flow {
            width: parent.width
            spacing: Theme.space4

            Repeater {
                model: root.icons

                Icon {
                    required property string modelData
                    name: modelData
                    size: 40
                }
            }
        }
    }
    OfflineFrame {}
}
