import QtQuick
import Zaotai.Ui

// A ticket's frame and its header: whose it is, how long it waits. A tap on the header selects it.
Item {
    id: root

    required property string orderId
    required property string place
    required property bool isTag
    required property string number
    required property string slot
    required property string clock
    required property string rest
    required property string ageing   // normal, due, late
    required property real progress
    required property bool isNew
    required property bool pulses
    required property bool isContinued
    required property bool isSelected
    required property bool isDimmed
    readonly property bool late: root.ageing === "late"
    readonly property bool due: root.ageing === "due"
    readonly property color ink: root.due ? Theme.due : root.late ? Theme.late : Theme.text
    signal tapped

    opacity: root.isDimmed ? 0.45 : 1
    onPulsesChanged: if (root.pulses) pulse.start()
    Component.onCompleted: if (root.pulses) pulse.restart()

    Rectangle {
        id: frame
        anchors.fill: parent
        radius: Theme.radiusL
        color: Theme.ticket
        border.width: Theme.strokeThin
        border.color: root.late ? Theme.lateBg : root.due ? Theme.dueLine : Theme.border
    }
    Pressable {
        objectName: "head-" + root.orderId
        label: root.place + " " + root.number + " " + root.rest
        width: parent.width
        height: Theme.layout.ticketHeader
        activeFocusOnTab: false
        onTapped: root.tapped()

        Rectangle {
            anchors.fill: parent
            topLeftRadius: Theme.radiusL
            topRightRadius: Theme.radiusL
            color: root.late ? Theme.lateBg : root.due ? Theme.dueBg : Theme.raised
        }
        HeadPlace {
            x: Theme.space4
            y: Theme.space1
            place: root.place
            isTag: root.isTag
            ink: root.ink
            kindInk: root.due ? Theme.due : Theme.text
            space: clockRow.x - 2 * Theme.space4
        }
        Row {
            x: Theme.space4
            y: 62
            spacing: Theme.space2

            Txt {
                anchors.verticalCenter: parent.verticalCenter
                role: "option"
                bold: true
                text: root.isContinued ? qsTr("续 %1").arg(root.number) : root.number
            }
            KeyBadge {
                anchors.verticalCenter: parent.verticalCenter
                key: root.slot
                implicitHeight: 28
                color: root.isSelected ? Theme.select : "transparent"
                ink: root.isSelected ? Theme.selectInk : Theme.text2
                border.color: root.isSelected ? Theme.select : root.late ? Theme.late : Theme.text2
            }
            Pill {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.isNew
                role: "state"
                text: qsTr("新单")
            }
        }
        Row {
            id: clockRow
            anchors.right: parent.right
            anchors.rightMargin: Theme.space4
            y: 13
            spacing: Theme.space2

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.late ? "triangle-solid" : root.due ? "hourglass" : "clock"
                size: root.late ? 32 : 26
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
            anchors.rightMargin: Theme.space4
            y: 60
            role: "option"
            bold: root.ageing !== "normal"
            text: root.rest
            color: root.ageing === "normal" ? Theme.text2 : root.ink
        }
        ProgressStrip {
            anchors.bottom: parent.bottom
            width: parent.width
            value: root.progress
            fill: root.late ? Theme.late : root.due ? Theme.due : Theme.text3
            track: root.late ? Theme.lateTrack : Theme.ticket
        }
    }
    FocusRing {
        shown: root.isSelected
        gap: 6
        radius: Theme.radiusL + gap
    }
    // A new ticket's border pulses once; then it is as quiet as the others.
    FocusRing {
        id: ring
        shown: opacity > 0 && pulse.running
        opacity: 0
        radius: Theme.radiusL
        border.color: Theme.primary
    }
    SequentialAnimation {
        id: pulse
        NumberAnimation { target: ring; property: "opacity"; from: 0; to: 1; duration: Theme.pulseMs / 3 }
        NumberAnimation { target: ring; property: "opacity"; from: 1; to: 0; duration: Theme.pulseMs * 2 / 3 }
    }
}
