import QtQuick
import Zaotai.Ui

// 待确认 N: goes to the oldest; pulses once a minute as long as something waits.
Pressable {
    id: root

    required property int count
    required property string title
    required property string detail
    property int serial: 0

    label: root.title + " " + root.detail
    visible: root.count > 0
    height: root.count > 0 ? Theme.buttonHeight : 0
    activeFocusOnTab: false
    onSerialChanged: if (root.serial > 0) pulse.start()

    Rectangle {
        id: plate
        anchors.fill: parent
        radius: Theme.radiusM
        color: Theme.cancelBg
        border.width: Theme.strokeThin
        border.color: Theme.cancelLine
    }
    Rectangle {
        id: glow
        anchors.fill: parent
        radius: Theme.radiusM
        color: Theme.cancelLine
        opacity: 0
    }
    Tone {
        down: root.down
        radius: Theme.radiusM
    }
    Row {
        x: Theme.space4
        height: parent.height
        spacing: Theme.space3

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "triangle"
            size: 28
            color: Theme.cancel
        }
        Txt {
            id: heading
            anchors.verticalCenter: parent.verticalCenter
            role: "button"
            bold: true
            text: root.title
            color: Theme.cancel
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, root.width - heading.width - 88)
            role: root.detail.length > 10 ? "caption" : "label"
            text: root.detail
            color: Theme.cancel
            wrapMode: Text.Wrap
            maximumLineCount: 2
            elide: Text.ElideRight
        }
    }
    SequentialAnimation {
        id: pulse
        NumberAnimation { target: glow; property: "opacity"; to: 0.6; duration: Theme.pulseMs / 3 }
        NumberAnimation { target: glow; property: "opacity"; to: 0; duration: Theme.pulseMs * 2 / 3 }
    }
}
