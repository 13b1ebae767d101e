import QtQuick
import Zaotai.Ui

Column {
    spacing: Theme.space3

    Section {
        width: parent.width
        title: qsTr("票头 · 时限三态")
        caption: qsTr("形状 + 文字 + 颜色，进度条同步走")
    }
    SampleHead {
        place: "1102"
        kind: "房间"
        number: "#16"
        slot: "1"
        clock: "00:18"
        rest: "余 15 分"
        progress: 0.03
        fresh: true
    }
    SampleHead {
        place: "208"
        kind: "手牌"
        tag: true
        number: "#09"
        slot: "2"
        clock: "12:51"
        rest: "快到时 余 2 分"
        progress: 0.86
        age: "due"
    }
    SampleHead {
        place: "801"
        kind: "房间"
        number: "#07"
        slot: "3"
        clock: "17:24"
        rest: "超时 2 分"
        progress: 1
        age: "late"
    }
    Section {
        width: parent.width
        caption: qsTr("选中：4 px 白框 + 实心序号")
    }
    Item {
        width: 440
        height: 104

        SampleHead {
            place: "806"
            kind: "房间"
            number: "#10"
            slot: "4"
            clock: "09:33"
            rest: "余 5 分"
            progress: 0.63
            picked: true
        }
        FocusRing {
            shown: true
            gap: 5
            radius: Theme.radiusL + 4
        }
    }
    Section {
        width: parent.width
        caption: qsTr("加单：紫色侧线 + 自己的计时，不改原单时钟")
    }
    Row {
        spacing: Theme.space2

        Rectangle {
            width: Theme.strokeStateBar
            height: addon.height
            radius: 3
            color: Theme.addonLine
        }
        Column {
            id: addon
            spacing: Theme.space2

            Pill {
                implicitWidth: 426
                implicitHeight: 52
                radius: Theme.radiusM
                icon: "plus"
                role: "button"
                text: qsTr("加单 第 1 次")
                fill: Theme.addonBg
                ink: Theme.addon
                line: Theme.addonLine
            }
            SampleLine {
                width: 426
                qty: 2
                dish: "手工水饺"
                options: "猪肉白菜"
            }
            SampleLine {
                width: 426
                dish: "蛋花汤"
                lineState: "cooking"
            }
        }
    }
}
