pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Ctrl+J: the desk's voice. Silence is never longer than ten minutes.
Sheet {
    id: root

    required property var desk
    readonly property var voice: root.desk.voice
    readonly property var facts: root.voice.facts

    objectName: "voiceSheet"
    title: qsTr("声音")
    extent: 620
    onCloseAsked: root.desk.show("")

    Column {
        id: head
        width: parent.width
        spacing: Theme.space4

        Row {
            spacing: Theme.space3

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.facts.icon
                size: 28
                color: root.facts.level === "bad" ? Theme.danger : root.facts.isMuted ? Theme.clean : Theme.inUse
            }
            Txt {
                objectName: "voiceState"
                width: head.width - 40
                role: "title"
                bold: true
                text: root.facts.state
                wrapMode: Text.Wrap
            }
        }
        Strip {
            objectName: "voiceFailed"
            width: parent.width
            visible: root.facts.failed !== ""
            icon: "muted"
            text: root.facts.failed
            fill: Theme.dangerBg
            ink: Theme.danger
            line: Theme.dangerLine
        }
        PushButton {
            objectName: "dismissVoice"
            visible: root.facts.failed !== ""
            kind: "outline"
            icon: "check"
            text: qsTr("知道了")
            onTapped: root.voice.dismiss()
        }
        Row {
            spacing: Theme.space3

            PushButton {
                objectName: "tryVoice"
                kind: "primary"
                icon: "speaker"
                text: root.facts.tried === "" ? qsTr("试听") : root.facts.tried
                onTapped: root.voice.tryVoice()
            }
            PushButton {
                objectName: "volumeDown"
                kind: "outline"
                icon: "minus"
                label: qsTr("小声")
                enabled: root.facts.volume > 10
                onTapped: root.voice.changeVolume(-10)
            }
            Txt {
                objectName: "volume"
                anchors.verticalCenter: parent.verticalCenter
                width: 84
                horizontalAlignment: Text.AlignHCenter
                role: "title"
                bold: true
                text: root.facts.volume + "%"
            }
            PushButton {
                objectName: "volumeUp"
                kind: "outline"
                icon: "plus"
                label: qsTr("大声")
                enabled: root.facts.volume < 100
                onTapped: root.voice.changeVolume(10)
            }
        }
        Row {
            visible: !root.facts.isMuted
            spacing: Theme.space3

            HoldButton {
                objectName: "mute2"
                text: qsTr("按住静音 2 分")
                onConfirmed: root.voice.mute(2)
            }
            HoldButton {
                objectName: "mute5"
                text: qsTr("5 分")
                onConfirmed: root.voice.mute(5)
            }
            HoldButton {
                objectName: "mute10"
                text: qsTr("10 分")
                onConfirmed: root.voice.mute(10)
            }
        }
        PushButton {
            objectName: "unmute"
            visible: root.facts.isMuted
            kind: "primary"
            icon: "speaker"
            text: qsTr("恢复声音")
            onTapped: root.voice.unmute()
        }
        Txt {
            role: "body"
            bold: true
            text: qsTr("最近的播报")
        }
    }
    ListView {
        objectName: "saidList"
        anchors.top: head.bottom
        anchors.topMargin: Theme.space2
        anchors.bottom: parent.bottom
        width: parent.width
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: root.voice.said
        delegate: Pressable {
            id: row

            required property string key
            required property string text
            required property string at
            objectName: "said-" + row.key
            label: qsTr("重播 %1").arg(row.text)
            width: ListView.view.width
            height: 60
            onTapped: root.voice.replay(row.key)

            Tone {
                down: row.down
            }
            Txt {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - 130
                text: row.text
                elide: Text.ElideRight
            }
            Txt {
                anchors.right: replay.left
                anchors.rightMargin: Theme.space3
                anchors.verticalCenter: parent.verticalCenter
                role: "label"
                text: row.at
                color: Theme.text2
            }
            Icon {
                id: replay
                anchors.right: parent.right
                anchors.rightMargin: Theme.space2
                anchors.verticalCenter: parent.verticalCenter
                name: "speaker"
                size: 22
                color: Theme.text2
            }
            Rectangle {
                anchors.bottom: parent.bottom
                width: parent.width
                height: Theme.strokeHair
                color: Theme.border
            }
        }
    }
    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.voice.said.count === 0
        icon: "speaker"
        title: qsTr("还没有播报")
    }
}
