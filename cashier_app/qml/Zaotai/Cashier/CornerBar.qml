pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The corner's top bar: back to the desk, who is here, who calls meanwhile, the link and the clock.
Rectangle {
    id: root

    required property var desk
    readonly property int calling: root.desk.calls.rows.count

    color: Theme.bar

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.strokeHair
        color: Theme.border
    }
    Row {
        x: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space4

        PushButton {
            objectName: "cornerClose"
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.touch
            kind: "outline"
            padding: Theme.space3
            icon: "chevron-left"
            text: qsTr("收银台")
            key: "Esc"
            onTapped: root.desk.corner.close()
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            role: "heading"
            bold: true
            text: qsTr("店长页")
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            role: "label"
            text: root.desk.shopName
            color: Theme.text2
        }
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: 24
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space3

        PushButton {
            objectName: "cornerCalls"
            anchors.verticalCenter: parent.verticalCenter
            visible: root.calling > 0
            height: Theme.touch
            kind: "danger"
            padding: Theme.space3
            icon: "bell"
            text: qsTr("服务呼叫 %1").arg(root.calling)
            onTapped: root.desk.corner.close()
        }
        LightChip {
            objectName: "cornerLink"
            anchors.verticalCenter: parent.verticalCenter
            icon: root.desk.link.state.icon
            level: root.desk.link.state.level
            title: root.desk.link.state.word
            value: root.desk.link.isBlind ? qsTr("截至 %1").arg(root.desk.link.state.asOf) : root.desk.link.state.detail
        }
        Pill {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.desk.staff.who !== ""
            height: Theme.touch
            padding: Theme.space4
            icon: "person"
            bold: false
            text: root.desk.staff.who
            fill: Theme.surface
            ink: Theme.text
            line: Theme.border
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            role: "room"
            pixelSize: 28
            bold: true
            text: root.desk.clock
        }
    }
}
