pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Shop and desk, search, how fresh everything is, who works, the clock.
Rectangle {
    id: root

    required property var desk
    readonly property var voice: root.desk.voice.facts

    color: Theme.bar

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.strokeHair
        color: Theme.border
    }
    Row {
        x: 26
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space3

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "leaf"
            size: 28
            color: Theme.primary
        }
        Txt {
            id: shop
            anchors.verticalCenter: parent.verticalCenter
            role: "heading"
            bold: true
            text: root.desk.shopName
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            role: "label"
            text: root.desk.deskName
            color: Theme.text2
        }
    }
    SearchField {
        search: root.desk.search
        x: 440
        y: 12
        width: Math.min(480, lights.x - x - Theme.space4)
    }
    Row {
        id: lights
        anchors.right: parent.right
        anchors.rightMargin: 24
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space3

        LightChip {
            objectName: "unsentChip"
            anchors.verticalCenter: parent.verticalCenter
            visible: root.desk.link.state.unsent > 0
            icon: "upload"
            level: "warn"
            title: qsTr("未发送")
            value: root.desk.link.state.unsent
        }
        LightChip {
            objectName: "linkChip"
            anchors.verticalCenter: parent.verticalCenter
            icon: root.desk.link.state.icon
            level: root.desk.link.state.level
            title: root.desk.link.state.word
            value: root.desk.link.isBlind ? qsTr("截至 %1").arg(root.desk.link.state.asOf) : root.desk.link.state.detail
        }
        LightChip {
            objectName: "smsChip"
            anchors.verticalCenter: parent.verticalCenter
            visible: root.desk.sms.facts.isKnown
            icon: "bubble"
            level: root.desk.sms.facts.level
            title: qsTr("短信余额")
            value: root.desk.sms.facts.value
        }
        PrinterChip {
            objectName: "printerChip"
            anchors.verticalCenter: parent.verticalCenter
            desk: root.desk
        }
        PushButton {
            objectName: "voice"
            anchors.verticalCenter: parent.verticalCenter
            width: text === "" ? Theme.touch : implicitWidth
            height: Theme.touch
            padding: text === "" ? 0 : Theme.space3
            kind: root.voice.level === "bad" ? "danger" : "outline"
            icon: root.voice.icon
            text: root.voice.word
            label: qsTr("声音：%1").arg(root.voice.state)
            onTapped: root.desk.show("voice")
        }
        PushButton {
            objectName: "openCorner"
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.touch
            height: Theme.touch
            kind: "outline"
            padding: 0
            icon: "sliders"
            label: qsTr("店长页")
            onTapped: root.desk.corner.open()
        }
        PushButton {
            objectName: "staff"
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.touch
            kind: root.desk.staff.hasShift && root.desk.staff.isSignedIn && !root.desk.staff.isOldShift ? "quiet" : "outline"
            padding: Theme.space3
            icon: "person"
            bold: false
            text: (root.desk.staff.isSignedIn ? root.desk.staff.who : qsTr("未登录")) + " · " + (!root.desk.staff.hasShift ? qsTr("未开班") : root.desk.staff.isOldShift ? qsTr("没交班") : qsTr("当班"))
            key: "F11"
            onTapped: root.desk.show("shift")
        }
        Txt {
            objectName: "clock"
            anchors.verticalCenter: parent.verticalCenter
            role: "room"
            pixelSize: 28
            bold: true
            text: root.desk.clock
        }
    }
}
