import QtQuick
import Zaotai.Ui

Column {
    spacing: Theme.space2

    Section {
        width: parent.width
        title: qsTr("菜品行 · 点一下进一步")
        caption: qsTr("待制作 → 制作中 → 制作完成 → 已通知")
    }
    SampleLine { dish: "酸辣土豆丝" }
    SampleLine {
        qty: 3
        dish: "手工水饺"
        options: "三鲜"
        lineState: "cooking"
    }
    SampleLine {
        dish: "扬州炒饭"
        lineState: "ready"
    }
    SampleLine {
        qty: 2
        dish: "米饭"
        lineState: "notified"
    }
    Section {
        width: parent.width
        caption: qsTr("光标（键盘/按键条） · 过敏 · 备注")
    }
    SampleLine {
        dish: "宫保鸡丁"
        options: "微辣 · 不放葱"
        note: "老人吃, 少盐"
        allergy: "过敏 花生"
        cursor: true
    }
    Section {
        width: parent.width
        caption: qsTr("客人取消，等厨房确认（行不会自己消失）")
    }
    SampleLine {
        dish: "蒜蓉空心菜"
        options: "客人取消 40 秒前"
        lineState: "cancelled"
    }
    Section {
        width: parent.width
        caption: qsTr("未发送（操作已记下，未到服务器）")
    }
    SampleLine {
        qty: 2
        dish: "烤羊肉串"
        lineState: "ready"
        unsent: true
    }
}
