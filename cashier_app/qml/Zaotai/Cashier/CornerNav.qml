pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The list of pages under their headings.
Panel {
    id: root

    required property var corner

    ListView {
        id: list
        objectName: "pageList"
        clip: true
        anchors.fill: parent
        anchors.margins: Theme.space3
        model: root.corner.pages
        boundsBehavior: Flickable.StopAtBounds
        spacing: Theme.space1
        section.property: "group"
        section.delegate: Txt {
            required property string section
            x: Theme.space3
            height: 38
            verticalAlignment: Text.AlignBottom
            bottomPadding: Theme.space1
            role: "label"
            bold: true
            text: section
            color: Theme.text2
        }
        delegate: Pressable {
            id: line

            required property int index
            required property string key
            required property string icon
            required property string text
            required property bool isChosen
            readonly property color ink: line.isChosen ? Theme.primaryTintInk : Theme.text

            objectName: "page-" + line.key
            label: line.text
            width: ListView.view.width
            height: Theme.touch
            Accessible.role: Accessible.PageTab
            Accessible.selected: line.isChosen
            onTapped: root.corner.turn(line.key)
            onIsChosenChanged: if (line.isChosen) list.positionViewAtIndex(line.index, ListView.Contain)

            Rectangle {
                anchors.fill: parent
                radius: Theme.radiusM
                color: line.isChosen ? Theme.primaryTint : "transparent"
            }
            Rectangle {
                visible: line.isChosen
                y: Theme.space3
                width: Theme.strokeSelect
                height: parent.height - 2 * y
                radius: 2
                color: Theme.primary
            }
            Tone {
                down: line.down
                radius: Theme.radiusM
            }
            Icon {
                x: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                name: line.icon
                size: 24
                color: line.isChosen ? Theme.primary : Theme.text2
            }
            Txt {
                x: 54
                width: parent.width - x - Theme.space2
                anchors.verticalCenter: parent.verticalCenter
                role: "title"
                pixelSize: 20
                bold: line.isChosen
                text: line.text
                color: line.ink
                elide: Text.ElideRight
            }
            FocusRing {
                shown: line.activeFocus
                radius: Theme.radiusM
            }
        }
    }
    ScrollMark {
        of: list
        x: parent.width - width - Theme.space1
    }
}
