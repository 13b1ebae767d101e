import QtQuick
import Zaotai.Ui

// One choice of several, filled when it is taken.
Pressable {
    id: root

    required property string text
    required property bool chosen
    property string extra: ""
    property bool isWarning: false
    readonly property color ink: !root.chosen ? Theme.text : root.isWarning ? Theme.danger : Theme.primaryTintInk

    label: root.text
    implicitWidth: Math.max(88, face.implicitWidth + 2 * Theme.space5)
    implicitHeight: Theme.touch
    Accessible.role: Accessible.CheckBox
    Accessible.checked: root.chosen

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: !root.chosen ? Theme.surface : root.isWarning ? Theme.dangerBg : Theme.primaryTint
        border.width: root.chosen ? Theme.strokeThin : Theme.strokeHair
        border.color: !root.chosen ? Theme.borderStrong : root.isWarning ? Theme.danger : Theme.primary
    }
    Tone {
        down: root.down
        radius: height / 2
    }
    Row {
        id: face
        anchors.centerIn: parent
        spacing: Theme.space2

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.chosen
            name: root.isWarning ? "triangle-solid" : "check"
            size: 20
            color: root.ink
        }
        Txt {
            role: "button"
            bold: root.chosen
            text: root.text
            color: root.ink
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.extra !== ""
            role: "detail"
            text: "+¥" + root.extra
            color: Theme.price
        }
    }
    FocusRing {
        shown: root.activeFocus
        radius: height / 2
    }
}
