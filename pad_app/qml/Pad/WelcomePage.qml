pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Nobody's pad: the room, a greeting, and a way to the menu if the room may order.
Item {
    id: root

    required property var pad
    readonly property bool isCleaning: root.pad.page === "cleaning"

    objectName: "welcome"

    Repeater {
        model: [420, 300, 180]

        Rectangle {
            required property int modelData
            x: root.width - 200 - modelData
            y: root.height - 120 - modelData
            width: 2 * modelData
            height: width
            radius: modelData
            color: "transparent"
            border.width: Theme.strokeHair
            border.color: Theme.borderStrong
            opacity: 0.6
        }
    }
    Column {
        x: 120
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space5

        Txt {
            role: "title"
            serif: true
            text: root.pad.shopName
            color: Theme.text2
        }
        Txt {
            objectName: "welcomeTitle"
            width: 700
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 48
            role: "hero"
            pixelSize: 88
            serif: true
            text: root.isCleaning ? qsTr("房间整理中") : qsTr("欢迎")
        }
        Txt {
            width: 640
            role: "list"
            text: root.isCleaning ? qsTr("稍后见。需要帮忙请联系服务员。") : qsTr("想吃点什么? 在这里点，送到 %1 房。").arg(root.pad.roomName)
            color: Theme.text2
            wrapMode: Text.Wrap
        }
        PushButton {
            objectName: "beginOrdering"
            visible: !root.isCleaning
            width: 320
            height: 88
            kind: "primary"
            role: "title"
            text: qsTr("开始点餐")
            onTapped: root.pad.begin()
        }
        Txt {
            visible: root.pad.phone !== ""
            role: "body"
            text: qsTr("前台电话 %1").arg(root.pad.phone)
            color: Theme.text2
        }
    }
    Rectangle {
        anchors.right: parent.right
        anchors.rightMargin: 120
        anchors.verticalCenter: parent.verticalCenter
        width: 300
        height: 300
        radius: 150
        color: Theme.primary

        Txt {
            objectName: "roomName"
            anchors.centerIn: parent
            role: "hero"
            pixelSize: 104
            bold: true
            text: root.pad.roomName
            color: Theme.primaryInk
            width: parent.width - Theme.space8
            horizontalAlignment: Text.AlignHCenter
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 40
        }
    }
    LanguageButton {
        anchors.right: moment.left
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: moment.verticalCenter
        language: root.pad.language
    }
    Txt {
        id: moment
        anchors.right: parent.right
        anchors.rightMargin: Theme.space6
        y: Theme.space5
        role: "list"
        text: root.pad.clock
        color: Theme.text2
    }
    LinkStrip {
        anchors.bottom: parent.bottom
        width: parent.width
        link: root.pad.link.state
    }
}
