import QtQuick

// One light of the top bar: icon in a disc, what it is, how it is. The disc is filled when bad.
Pressable {
    id: root

    required property string icon
    required property string title
    required property string value
    // ok, warn (slow, unknown), bad (inverted)
    property string level: "ok"
    property color tint: Theme.ok
    readonly property bool bad: root.level === "bad"
    readonly property color disc: root.bad ? Theme.offlineBg : "transparent"
    readonly property color ink: root.bad ? Theme.offline : root.level === "warn" ? Theme.due : root.tint

    label: root.title + " " + root.value
    implicitWidth: face.implicitWidth + 2 * Theme.space2
    implicitHeight: Math.max(Theme.touch, face.implicitHeight)

    Tone {
        down: root.down
        radius: Theme.radiusM
    }
    Row {
        id: face
        anchors.centerIn: parent
        spacing: Theme.space2

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.disc
            height: Theme.disc
            radius: width / 2
            color: root.disc
            border.width: root.bad ? 0 : Theme.strokeThin
            border.color: Theme.border

            Icon {
                anchors.centerIn: parent
                name: root.icon
                size: Math.round(parent.width * 0.6)
                color: root.ink
            }
        }
        Column {
            anchors.verticalCenter: parent.verticalCenter

            Txt {
                role: "caption"
                text: root.title
                color: Theme.text2
            }
            Txt {
                role: "label"
                bold: true
                text: root.value
                color: root.bad ? Theme.unsent : root.level === "warn" ? Theme.due : Theme.text
            }
        }
    }
    FocusRing {
        shown: root.activeFocus
        radius: Theme.radiusM
    }
}
