import QtQuick
import Zaotai.Ui

// Whose room, which page, what time, how fresh, and the service button.
Item {
    id: root

    required property var pad
    readonly property var link: root.pad.link.state
    readonly property int waiting: root.pad.service.waiting
    readonly property int answered: root.pad.service.answered
    signal serviceAsked

    Rectangle {
        id: room
        x: Theme.space6
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(108, number.implicitWidth + 2 * Theme.space5)
        height: Theme.touch
        radius: Theme.radiusL
        color: Theme.primary

        Txt {
            id: number
            objectName: "roomName"
            anchors.centerIn: parent
            role: "title"
            pixelSize: 34
            bold: true
            text: root.pad.roomName
            color: Theme.primaryInk
        }
    }
    Column {
        anchors.left: room.right
        anchors.leftMargin: 14
        anchors.right: tabs.left
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        spacing: -1

        Txt {
            width: parent.width
            role: "list"
            serif: true
            text: root.pad.shopName
            elide: Text.ElideRight
        }
        Txt {
            width: parent.width
            role: "label"
            text: qsTr("客房点餐 · 送餐到房")
            color: Theme.text2
            elide: Text.ElideRight
        }
    }
    SegmentedTabs {
        id: tabs
        anchors.centerIn: parent
        current: root.pad.tab
        tabs: [
            { name: "tabMenu", text: qsTr("点餐") },
            { name: "tabOrder", text: qsTr("我的订单"), count: root.pad.order.openCount },
            { name: "tabBill", text: qsTr("账单") }
        ]
        onChosen: index => root.pad.showTab(index)
    }
    LanguageButton {
        anchors.right: moment.left
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        language: root.pad.language
    }
    Column {
        id: moment
        anchors.right: call.left
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        spacing: -2

        Txt {
            anchors.right: parent.right
            role: "list"
            text: root.pad.clock
            color: Theme.text2
        }
        Txt {
            objectName: "age"
            anchors.right: parent.right
            role: "label"
            text: root.link.freshness === "connecting" ? qsTr("正在连接")
                : root.link.ageS < 60 ? qsTr("%1 秒前更新").arg(root.link.ageS)
                : qsTr("%1 分钟前更新").arg(Math.floor(root.link.ageS / 60))
            color: root.link.freshness === "fresh" ? Theme.text3 : Theme.warn
        }
    }
    PushButton {
        id: call
        objectName: "callService"
        anchors.right: parent.right
        anchors.rightMargin: Theme.space6
        anchors.verticalCenter: parent.verticalCenter
        height: Theme.touch
        fill: Theme.callTint
        ink: Theme.call
        line: Theme.callLine
        padding: Theme.space6
        icon: "bell"
        text: root.answered > 0 ? qsTr("已响应") : root.waiting > 0 ? qsTr("已呼叫") : qsTr("呼叫服务")
        onTapped: root.serviceAsked()
    }
}
