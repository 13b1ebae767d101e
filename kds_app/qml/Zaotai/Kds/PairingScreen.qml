pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The first start: where the server is, and the code that it printed for this screen.
Rectangle {
    id: root

    required property var pairing
    readonly property bool toUrl: root.pairing.field === "url"

    objectName: "pairing"
    color: Theme.bg
    focus: true
    Keys.onReturnPressed: root.pairing.pair()
    Keys.onEnterPressed: root.pairing.pair()
    Keys.onPressed: event => root.pairing.type(event.key === Qt.Key_Backspace ? "<" : event.text)

    component Field: Pressable {
        id: field

        required property string title
        required property string value
        required property bool chosen

        label: field.title + " " + field.value
        width: 640
        height: 96
        activeFocusOnTab: false

        Rectangle {
            anchors.fill: parent
            radius: Theme.radiusM
            color: Theme.line
            border.width: field.chosen ? Theme.strokeSelect : Theme.strokeThin
            border.color: field.chosen ? Theme.select : Theme.border
        }
        Txt {
            x: Theme.space5
            y: Theme.space2
            role: "caption"
            text: field.title
            color: Theme.text2
        }
        Txt {
            x: Theme.space5
            y: 38
            width: parent.width - 2 * x
            role: "title"
            bold: true
            text: field.value
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.size.caption
        }
    }
    Row {
        anchors.centerIn: parent
        spacing: 96

        Column {
            spacing: Theme.space5

            Txt {
                role: "room"
                bold: true
                text: qsTr("给这块屏幕配对")
            }
            Txt {
                width: 640
                role: "body"
                text: qsTr("在收银台或服务器上取一个配对码，在这里输入。屏幕名称：%1").arg(root.pairing.name)
                color: Theme.text2
                wrapMode: Text.Wrap
            }
            Field {
                objectName: "serverField"
                title: qsTr("服务器地址")
                value: root.pairing.url
                chosen: root.toUrl
                onTapped: root.pairing.choose("url")
            }
            Field {
                objectName: "codeField"
                title: qsTr("配对码")
                value: root.pairing.code
                chosen: !root.toUrl
                onTapped: root.pairing.choose("code")
            }
            Banner {
                width: 640
                visible: root.pairing.problem !== ""
                objectName: "pairingProblem"
                kind: "rejected"
                title: root.pairing.problem
            }
            PushButton {
                objectName: "pair"
                width: 640
                kind: "primary"
                enabled: root.pairing.code !== "" && !root.pairing.isBusy
                text: root.pairing.isBusy ? qsTr("正在配对…") : qsTr("配对")
                onTapped: root.pairing.pair()
            }
        }
        Grid {
            anchors.verticalCenter: parent.verticalCenter
            columns: 3
            spacing: Theme.space3

            Repeater {
                model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0", "<", ":", "/", ""]

                PushButton {
                    required property string modelData

                    objectName: "key-" + modelData
                    // Keys that mean nothing here keep their place.
                    enabled: modelData !== "" && (root.toUrl || modelData.match(/[0-9<]/) !== null)
                    opacity: enabled ? 1 : 0
                    width: 120
                    height: 96
                    role: "title"
                    label: modelData === "<" ? qsTr("退格") : modelData
                    text: modelData === "<" ? "" : modelData
                    icon: modelData === "<" ? "chevron-left" : ""
                    activeFocusOnTab: false
                    onTapped: root.pairing.type(modelData)
                }
            }
        }
    }
}
