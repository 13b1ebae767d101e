import QtQuick
import Zaotai.Ui

// On or off: a knob on a track, the word beside it.
Pressable {
    id: root

    required property bool isOn
    property bool isLocked: false

    enabled: !root.isLocked
    implicitWidth: 132
    implicitHeight: Theme.touch
    Accessible.role: Accessible.CheckBox
    Accessible.checked: root.isOn

    Rectangle {
        id: track
        anchors.verticalCenter: parent.verticalCenter
        width: 64
        height: 36
        radius: height / 2
        color: root.isOn ? Theme.primary : Theme.surface2
        border.width: Theme.strokeThin
        border.color: root.isOn ? Theme.primary : Theme.borderStrong

        Rectangle {
            x: root.isOn ? parent.width - width - 5 : 5
            anchors.verticalCenter: parent.verticalCenter
            width: 26
            height: 26
            radius: width / 2
            color: root.isOn ? Theme.primaryInk : Theme.text2

            Behavior on x {
                NumberAnimation { duration: Theme.tapMs }
            }
        }
    }
    Txt {
        anchors.left: track.right
        anchors.leftMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        bold: true
        text: root.isOn ? qsTr("是") : qsTr("否")
        color: root.isOn ? Theme.primary : Theme.text2
    }
    FocusRing {
        shown: root.activeFocus
        radius: Theme.radiusM
    }
}
