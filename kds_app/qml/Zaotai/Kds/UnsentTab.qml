import QtQuick
import Zaotai.Ui

// 未发送 in the corner of a line, with the state below it.
Item {
    id: root

    required property string lineState
    property real lift: 0

    Row {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 12 + root.lift
        spacing: Theme.space1

        StateIcon {
            anchors.verticalCenter: parent.verticalCenter
            visible: StateTone.word[root.lineState].length < 4
            lineState: root.lineState
            size: 22
        }
        Txt {
            role: "state"
            bold: root.lineState !== "notified"
            text: StateTone.word[root.lineState]
            color: StateTone.ink[root.lineState]
        }
    }
    Rectangle {
        anchors.right: parent.right
        anchors.rightMargin: -7
        anchors.top: parent.top
        width: tab.width + 20
        height: 31
        topRightRadius: Theme.radiusM
        bottomLeftRadius: Theme.radiusM
        color: Theme.unsent

        Row {
            id: tab
            anchors.centerIn: parent
            spacing: 2

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "arrow-up"
                size: 20
                color: Theme.offline
            }
            Txt {
                role: "caption"
                bold: true
                text: qsTr("未发送")
                color: Theme.offline
            }
        }
    }
}
