pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The first start: type the code that the manager gave for this desk.
Item {
    id: root

    required property var pairing
    required property bool isUnknown

    objectName: "pairing"

    Panel {
        anchors.centerIn: parent
        width: 560
        height: column.height + 2 * Theme.space10

        Column {
            id: column
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.space10
            spacing: Theme.space4

            Txt {
                role: "room"
                bold: true
                text: qsTr("配对这台收银台")
            }
            Txt {
                width: parent.width
                text: root.isUnknown ? qsTr("服务器不认识这台收银台了，请要一个新的配对码。") : qsTr("请经理给收银台要一个配对码，在这里输入。")
                color: root.isUnknown ? Theme.danger : Theme.text2
                wrapMode: Text.Wrap
            }
            Rectangle {
                width: parent.width
                height: 72
                radius: Theme.radiusM
                color: Theme.surface
                border.width: Theme.strokeThin
                border.color: Theme.borderStrong

                TextInput {
                    objectName: "pairingCode"
                    anchors.fill: parent
                    anchors.margins: Theme.space4
                    verticalAlignment: TextInput.AlignVCenter
                    font.family: Theme.family
                    font.pixelSize: Theme.size.room
                    color: Theme.text
                    focus: true
                    Accessible.role: Accessible.EditableText
                    Accessible.name: qsTr("配对码")
                    onTextEdited: root.pairing.typeCode(text)
                    onAccepted: root.pairing.pair()
                }
            }
            Txt {
                objectName: "pairingProblem"
                width: parent.width
                visible: text !== ""
                bold: true
                text: root.pairing.problem
                color: Theme.danger
                wrapMode: Text.Wrap
            }
            PushButton {
                objectName: "pair"
                width: parent.width
                height: Theme.layout.pay
                kind: "primary"
                role: "title"
                enabled: root.pairing.code.length >= 8 && !root.pairing.isBusy
                text: root.pairing.isBusy ? qsTr("正在配对") : qsTr("配对")
                onTapped: root.pairing.pair()
            }
            Txt {
                role: "label"
                text: root.pairing.deviceName + " · " + root.pairing.serverUrl
                color: Theme.text2
            }
        }
    }
}
