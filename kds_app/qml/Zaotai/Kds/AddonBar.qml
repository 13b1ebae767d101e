import QtQuick
import Zaotai.Ui

// An add-on: its bar at the side of its lines, its header with a clock of its own.
Item {
    id: root

    required property bool hasHeader
    required property string title
    required property string clock

    Rectangle {
        width: Theme.strokeStateBar
        height: parent.height
        radius: 3
        color: Theme.addonLine
    }
    Rectangle {
        visible: root.hasHeader
        x: 12
        width: parent.width - 12
        height: Theme.layout.addonHeader
        radius: Theme.radiusM
        color: Theme.addonBg
        border.width: Theme.strokeThin
        border.color: Theme.addonLine

        Row {
            x: Theme.space3
            height: parent.height
            spacing: Theme.space2

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "plus"
                size: 26
                color: Theme.addon
            }
            Txt {
                anchors.verticalCenter: parent.verticalCenter
                role: "button"
                bold: true
                text: root.title
                color: Theme.addon
            }
        }
        Row {
            anchors.right: parent.right
            anchors.rightMargin: Theme.space3
            height: parent.height
            spacing: Theme.space2

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "clock"
                size: 24
                color: Theme.addon
            }
            Txt {
                anchors.verticalCenter: parent.verticalCenter
                role: "heading"
                bold: true
                text: root.clock
                color: Theme.addon
            }
        }
    }
}
