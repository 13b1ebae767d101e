import QtQuick
import Zaotai.Ui

// The first start, done by staff: type the code that the desk shows for this room.
Item {
    id: root

    required property var pairing
    required property bool isUnknown
    readonly property var problems: ({
        "server.unreachable": qsTr("连不上服务器，请检查网络和地址"),
        "pairing.code_unknown": qsTr("没有这个配对码，请再看一遍"),
        "pairing.code_expired": qsTr("配对码过期了，请在前台再要一个"),
        "pairing.code_used": qsTr("这个配对码已经用过了，请在前台再要一个")
    })

    objectName: "pairing"

    Column {
        x: 120
        anchors.verticalCenter: parent.verticalCenter
        width: 480
        spacing: Theme.space4

        Txt {
            role: "hero"
            serif: true
            text: qsTr("配对这台平板")
        }
        Txt {
            width: parent.width
            role: "body"
            text: root.isUnknown ? qsTr("服务器不认识这台平板了。请在前台要一个新的配对码。") : qsTr("在前台或管理页面为这间房要一个配对码，在右边输入。")
            color: root.isUnknown ? Theme.danger : Theme.text2
            wrapMode: Text.Wrap
        }
        Rectangle {
            width: parent.width
            height: 88
            radius: Theme.radiusL
            color: Theme.surface
            border.width: Theme.strokeThin
            border.color: Theme.borderStrong

            Txt {
                objectName: "pairingCode"
                anchors.centerIn: parent
                role: "hero"
                bold: true
                text: root.pairing.code !== "" ? root.pairing.code : "········"
                color: root.pairing.code !== "" ? Theme.text : Theme.text3
            }
        }
        Txt {
            objectName: "pairingProblem"
            width: parent.width
            visible: root.pairing.problem !== ""
            role: "body"
            bold: true
            text: root.problems[root.pairing.problem] ?? qsTr("没有成功：%1").arg(root.pairing.problem)
            color: Theme.danger
            wrapMode: Text.Wrap
        }
        PushButton {
            objectName: "pair"
            width: parent.width
            height: Theme.layout.orderButton
            kind: "primary"
            role: "list"
            enabled: root.pairing.code.length >= 8 && !root.pairing.isBusy
            text: root.pairing.isBusy ? qsTr("正在配对") : qsTr("配对")
            onTapped: root.pairing.pair()
        }
        Txt {
            role: "label"
            text: root.pairing.deviceName + " · " + root.pairing.serverUrl
            color: Theme.text3
        }
    }
    Keypad {
        anchors.right: parent.right
        anchors.rightMargin: 160
        anchors.verticalCenter: parent.verticalCenter
        onTyped: key => root.pairing.typeCode(key)
    }
}
