import QtQuick
import Zaotai.Ui

// One filter of the room grid with its count.
Pressable {
    id: root

    required property string text
    required property string icon
    required property int count
    required property bool isChosen
    required property string tone
    readonly property var looks: ({
        "food": [Theme.foodBg, Theme.food, Theme.foodLine],
        "inUse": [Theme.inUseBg, Theme.inUse, Theme.inUseLine],
        "clean": [Theme.cleanBg, Theme.clean, Theme.cleanLine],
        "free": [Theme.freeBg, Theme.free, Theme.border],
        "": [Theme.surface, Theme.text, Theme.borderStrong]
    })
    readonly property color ink: root.isChosen ? Theme.selectInk : root.looks[root.tone][1]

    label: root.count < 0 ? root.text : root.text + " " + root.count
    implicitWidth: face.implicitWidth + 28
    implicitHeight: Theme.touch

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: root.isChosen ? Theme.select : root.looks[root.tone][0]
        border.width: root.isChosen ? 0 : Theme.strokeHair
        border.color: root.looks[root.tone][2]
    }
    Tone {
        down: root.down
        radius: height / 2
    }
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
            bold: true
            text: root.text
            color: root.ink
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.count >= 0
            text: root.count
            color: root.ink
        }
    }
    FocusRing {
        shown: root.activeFocus
        radius: height / 2
    }
}
