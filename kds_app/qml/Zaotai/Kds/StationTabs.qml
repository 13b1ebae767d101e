pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The station filter: 全部 is the expo view. Scrolls sideways where it does not fit.
ListView {
    id: root

    required property var tabs
    signal chosen(string key)

    orientation: ListView.Horizontal
    spacing: Theme.touchGap
    clip: true
    interactive: contentWidth > width
    boundsBehavior: Flickable.StopAtBounds
    model: root.tabs

    delegate: Pressable {
        id: tab

        required property string key
        required property string name
        required property int count
        required property bool isChosen
        readonly property color ink: tab.isChosen ? Theme.selectInk : Theme.text

        objectName: tab.key === "all" ? "stationAll" : "station-" + tab.key
        label: tab.name + " " + tab.count
        width: Math.max(112, words.width + 26)
        height: ListView.view.height
        activeFocusOnTab: false
        onTapped: root.chosen(tab.key)

        Rectangle {
            anchors.fill: parent
            radius: Theme.radiusM
            color: tab.isChosen ? Theme.select : "transparent"
            border.width: Theme.strokeThin
            border.color: tab.isChosen ? Theme.select : Theme.border
        }
        Tone {
            down: tab.down
            radius: Theme.radiusM
        }
        Row {
            id: words
            anchors.centerIn: parent
            spacing: Theme.space2

            Txt {
                role: "button"
                bold: true
                text: tab.name
                color: tab.ink
            }
            Txt {
                role: "button"
                text: tab.count
                color: tab.isChosen ? Theme.selectInk : Theme.text2
            }
        }
    }
}
