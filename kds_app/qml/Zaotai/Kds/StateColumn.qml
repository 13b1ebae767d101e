pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The state of a line: shape and word; while unsent a tab lies in the corner and both stand in one row.
Item {
    id: root

    required property string lineState
    required property bool isUnsent
    required property real lift  // px that the allergy's plate takes away below

    Column {
        visible: !root.isUnsent
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: -root.lift / 2
        spacing: 1

        StateIcon {
            anchors.horizontalCenter: parent.horizontalCenter
            lineState: root.lineState
            size: 32
        }
        Txt {
            anchors.horizontalCenter: parent.horizontalCenter
            role: "state"
            bold: root.lineState !== "notified"
            text: StateTone.word[root.lineState]
            color: StateTone.ink[root.lineState]
        }
    }
    Loader {
        active: root.isUnsent
        anchors.fill: parent
        sourceComponent: UnsentTab {
            lineState: root.lineState
            lift: root.lift
        }
    }
}
