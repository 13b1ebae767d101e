import QtQuick
import Zaotai.Ui

// How the printers are; a tap shows them and what waits to be printed.
Pressable {
    id: root

    required property var desk
    readonly property var chip: root.desk.printing.chip

    label: root.chip.title + " " + root.chip.value
    implicitWidth: face.implicitWidth
    implicitHeight: face.implicitHeight
    onTapped: root.desk.show("print")

    LightChip {
        id: face
        objectName: "printerLight"
        anchors.fill: parent
        icon: "printer"
        level: root.chip.level
        quiet: true
        title: root.chip.title
        value: root.chip.value
    }
    Tone {
        down: root.down
        radius: face.radius
    }
    FocusRing {
        shown: root.activeFocus
        radius: face.radius
    }
}
