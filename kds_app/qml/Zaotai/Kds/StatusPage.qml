pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// What stands behind a light of the top bar.
Item {
    id: root

    required property var page
    required property string topic
    readonly property bool voice: root.topic === "voice"

    objectName: "status-" + root.topic

    Column {
        id: head
        width: parent.width
        spacing: Theme.space4

        FactList {
            width: parent.width
            facts: root.page.facts
        }
        PushButton {
            objectName: "reconnect"
            visible: !root.voice
            icon: "refresh"
            text: qsTr("立即重连")
            onTapped: root.page.reconnect()
        }
        Row {
            visible: root.voice
            spacing: Theme.space3

            PushButton {
                objectName: "tryVoice"
                kind: "primary"
                icon: "speaker"
                text: root.page.tried === "" ? qsTr("试听") : root.page.tried
                onTapped: root.page.tryVoice()
            }
            PushButton {
                objectName: "volumeDown"
                icon: "minus"
                label: qsTr("小声")
                enabled: root.page.volume > 10
                onTapped: root.page.changeVolume(-10)
            }
            Txt {
                anchors.verticalCenter: parent.verticalCenter
                width: 96
                horizontalAlignment: Text.AlignHCenter
                role: "title"
                bold: true
                text: root.page.volume + "%"
            }
            PushButton {
                objectName: "volumeUp"
                icon: "plus"
                label: qsTr("大声")
                enabled: root.page.volume < 100
                onTapped: root.page.changeVolume(10)
            }
        }
        Row {
            visible: root.voice && !root.page.isMuted
            spacing: Theme.space3

            HoldButton {
                objectName: "mute2"
                text: qsTr("按住静音 2 分")
                onConfirmed: root.page.mute(2)
            }
            HoldButton {
                objectName: "mute5"
                text: qsTr("5 分")
                onConfirmed: root.page.mute(5)
            }
            HoldButton {
                objectName: "mute10"
                text: qsTr("10 分")
                onConfirmed: root.page.mute(10)
            }
        }
        PushButton {
            objectName: "unmute"
            visible: root.voice && root.page.isMuted
            kind: "primary"
            icon: "speaker"
            text: qsTr("恢复声音")
            onTapped: root.page.unmute()
        }
    }
    Loader {
        anchors.top: head.bottom
        anchors.topMargin: Theme.space5
        anchors.bottom: parent.bottom
        width: parent.width
        active: root.voice
        sourceComponent: SaidList {
            rows: root.page.said
            onAsked: key => root.page.replay(key)
        }
    }
}
