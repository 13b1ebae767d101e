import QtQuick
import Zaotai.Ui

// The guest types a phone number; what is wrong with it is said under it. Nothing waits for this.
Sheet {
    id: root

    required property var texts
    readonly property var facts: root.texts.state
    readonly property var problems: ({
        "sms.phone_invalid": qsTr("这不是能收短信的手机号，请再看一遍"),
        "sms.not_offered": qsTr("现在发不了短信了，餐照常送"),
        "server.unreachable": qsTr("现在连不上，餐照常做，请稍后再试")
    })

    objectName: "phoneSheet"
    title: qsTr("餐好了，发短信告诉您")
    extent: 520

    Column {
        width: parent.width
        spacing: Theme.space3

        Rectangle {
            width: parent.width
            height: 84
            radius: Theme.radiusL
            color: Theme.surface
            border.width: Theme.strokeThin
            border.color: root.facts.problem !== "" ? Theme.danger : Theme.borderStrong

            Txt {
                objectName: "phoneTyped"
                anchors.centerIn: parent
                role: "title"
                pixelSize: 36
                bold: true
                text: root.facts.typed !== "" ? root.facts.typed : qsTr("请输入手机号")
                color: root.facts.typed !== "" ? Theme.text : Theme.text3
            }
        }
        Txt {
            objectName: "phoneProblem"
            width: parent.width
            height: 28
            role: "body"
            bold: true
            text: root.facts.problem === "" ? "" : root.problems[root.facts.problem] ?? qsTr("没有成功，请呼叫服务员")
            color: Theme.danger
            elide: Text.ElideRight
        }
        Keypad {
            keyWidth: (root.extent - 2 * Theme.space6 - 2 * spacing) / 3
            keyHeight: 82
            onTyped: key => root.texts.typeDigit(key)
        }
        Txt {
            objectName: "phonePrivacy"
            width: parent.width
            role: "detail"
            text: qsTr("每单备好发一条，您不用付费。号码只用来发这条短信，屏幕上不显示全号，退房时自动删除。")
            color: Theme.text2
            wrapMode: Text.Wrap
        }
    }
    PushButton {
        objectName: "savePhone"
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.layout.orderButton
        kind: "primary"
        role: "list"
        enabled: root.facts.isFull && !root.facts.isBusy
        text: root.facts.isBusy ? qsTr("正在记下") : qsTr("好了发到这个号码")
        onTapped: root.texts.save()
    }
}
