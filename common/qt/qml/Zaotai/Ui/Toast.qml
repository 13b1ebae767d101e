import QtQuick

// A short word that leaves by itself after 4 s. Never for what a person must know: that is a Banner.
Rectangle {
    id: root

    property string text: ""
    property string icon: "check"
    property int serial: 0
    readonly property bool open: stay.running
    onSerialChanged: if (root.text !== "") stay.restart()

    anchors.horizontalCenter: parent?.horizontalCenter
    implicitWidth: face.implicitWidth + 2 * Theme.space6
    implicitHeight: Math.max(Theme.touch, face.implicitHeight + 2 * Theme.space2)
    radius: Theme.radiusButton
    color: Theme.select
    opacity: root.open ? 1 : 0
    visible: opacity > 0
    z: 90
    Accessible.role: Accessible.Notification
    Accessible.name: root.text

    Behavior on opacity {
        NumberAnimation { duration: Theme.stateMs }
    }
    Timer {
        id: stay
        interval: Theme.toastMs
    }
    Row {
        id: face
        anchors.centerIn: parent
        spacing: Theme.space3

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            size: Theme.buttonIcon
            color: Theme.selectInk
        }
        Txt {
            role: "button"
            bold: true
            text: root.text
            color: Theme.selectInk
        }
    }
}
