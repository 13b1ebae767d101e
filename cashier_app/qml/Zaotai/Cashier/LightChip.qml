import QtQuick
import Zaotai.Ui

// One light of the top bar: what it is, how it is; coloured only when something is wrong.
Rectangle {
    id: root

    required property string icon
    required property string title
    required property string value
    property string level: "ok"   // ok, warn, bad
    property bool quiet: false    // when all is well it is no green light either
    readonly property color ink: root.level === "bad" ? Theme.danger : root.level === "warn" ? Theme.clean : root.quiet ? Theme.text2 : Theme.inUse

    implicitWidth: face.implicitWidth + 2 * Theme.space4
    implicitHeight: Theme.touch
    radius: height / 2
    color: root.level === "bad" ? Theme.dangerBg : root.level === "warn" ? Theme.cleanBg : Theme.surface
    border.width: Theme.strokeHair
    border.color: root.level === "bad" ? Theme.dangerLine : root.level === "warn" ? Theme.cleanLine : Theme.border
    Accessible.role: Accessible.StaticText
    Accessible.name: root.title + " " + root.value

    Row {
        id: face
        anchors.centerIn: parent
        spacing: Theme.space2

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            size: 20
            color: root.ink
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            role: "body"
            bold: true
            text: root.title
            color: root.ink
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            role: "body"
            text: root.value
            color: root.level === "ok" ? Theme.text2 : root.ink
        }
    }
}
