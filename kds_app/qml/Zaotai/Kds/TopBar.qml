import QtQuick
import Zaotai.Ui

// Where this is, what is filtered, how far the screen can be trusted, what time it is.
Rectangle {
    id: root

    required property var bar
    property int inset: 0
    signal asked(string topic)

    implicitHeight: Theme.layout.topBar
    color: Theme.bar

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.strokeHair
        color: Theme.border
    }
    Column {
        id: place
        x: 20 + root.inset
        anchors.verticalCenter: parent.verticalCenter

        Txt {
            role: "option"
            bold: true
            text: root.bar.shop
        }
        Txt {
            role: "caption"
            text: root.bar.screen
            color: Theme.text2
        }
    }
    StationTabs {
        anchors.left: place.right
        anchors.leftMargin: 40
        anchors.right: chips.left
        anchors.rightMargin: Theme.space6
        anchors.verticalCenter: parent.verticalCenter
        height: Theme.touch
        tabs: root.bar.tabs
        onChosen: key => root.bar.choose(key)
    }
    Row {
        id: chips
        anchors.right: clock.left
        anchors.rightMargin: Theme.space5
        height: parent.height
        spacing: Theme.space2

        StatusChip {
            objectName: "chipLast"
            height: parent.height
            icon: root.bar.lastIcon
            title: qsTr("最后消息")
            value: root.bar.lastValue
            level: root.bar.lastLevel
            activeFocusOnTab: false
            onTapped: root.asked("last")
        }
        StatusChip {
            objectName: "chipServer"
            height: parent.height
            icon: root.bar.serverIcon
            title: qsTr("服务器")
            value: root.bar.serverValue
            level: root.bar.serverLevel
            activeFocusOnTab: false
            onTapped: root.asked("server")
        }
        StatusChip {
            objectName: "chipVoice"
            height: parent.height
            icon: root.bar.voiceIcon
            title: qsTr("语音")
            value: root.bar.voiceValue
            level: root.bar.voiceLevel
            activeFocusOnTab: false
            onTapped: root.asked("voice")
        }
        StatusChip {
            objectName: "chipUnsent"
            height: parent.height
            icon: root.bar.unsentIcon
            title: qsTr("未发送")
            value: root.bar.unsentValue
            level: root.bar.unsentLevel
            tint: Theme.text2
            activeFocusOnTab: false
            onTapped: root.asked("unsent")
        }
    }
    Txt {
        id: clock
        anchors.right: parent.right
        anchors.rightMargin: 20 + root.inset
        anchors.verticalCenter: parent.verticalCenter
        role: "room"
        bold: true
        text: root.bar.clock
    }
}
