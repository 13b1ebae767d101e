import QtQuick
import Zaotai.Ui

// A ticket header drawn with the kit alone.
Rectangle {
    id: root

    property string place: ""
    property string kind: ""
    property bool tag: false
    property string number: ""
    property string slot: ""
    property string clock: ""
    property string rest: ""
    property string age: "normal"   // normal, due, late
    property real progress: 0
    property bool fresh: false
    property bool picked: false
    readonly property bool late: root.age === "late"
    readonly property bool due: root.age === "due"
    readonly property color ink: root.due ? Theme.due : root.late ? Theme.late : Theme.text
    readonly property color restInk: root.age === "normal" ? Theme.text2 : root.ink

    width: 440
    height: 104
    topLeftRadius: Theme.radiusL
    topRightRadius: Theme.radiusL
    color: root.late ? Theme.lateBg : root.due ? Theme.dueBg : Theme.raised

    Row {
        x: 16
        y: 4
        spacing: Theme.space2
        layoutDirection: root.tag ? Qt.RightToLeft : Qt.LeftToRight

        Txt {
            id: place
            role: "room"
            bold: true
            text: root.place
        }
        Txt {
            anchors.baseline: place.baseline
            role: "option"
            bold: true
            text: root.kind
            color: root.due ? Theme.due : Theme.text
        }
    }
    Row {
        x: 16
        y: 62
        spacing: Theme.space2

        Txt {
            role: "state"
            bold: true
            text: root.number
        }
        KeyBadge {
            key: root.slot
            implicitHeight: 28
            color: root.picked ? Theme.select : "transparent"
            ink: root.picked ? Theme.selectInk : Theme.text2
        }
        Pill {
            visible: root.fresh
            role: "state"
            text: qsTr("新单")
        }
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: 16
        y: 14
        spacing: Theme.space3

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.late ? "triangle-solid" : root.due ? "hourglass" : "clock"
            size: root.late ? 34 : 28
            color: root.ink
        }
        Txt {
            role: "clock"
            bold: true
            text: root.clock
            color: root.ink
        }
    }
    Txt {
        anchors.right: parent.right
        anchors.rightMargin: 16
        y: 60
        role: "option"
        bold: root.age !== "normal"
        text: root.rest
        color: root.restInk
    }
    ProgressStrip {
        anchors.bottom: parent.bottom
        width: parent.width
        value: root.progress
        fill: root.late ? Theme.late : root.due ? Theme.due : Theme.text3
        track: root.late ? Theme.lateTrack : root.due ? Theme.ticket : Theme.line
    }
}
