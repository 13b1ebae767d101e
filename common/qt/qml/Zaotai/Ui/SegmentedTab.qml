import QtQuick

// One tab of SegmentedTabs.
Pressable {
    id: root

    required property string text
    required property bool chosen
    required property bool boxed
    property int count: -1
    readonly property color ink: root.chosen ? root.chosenInk : root.boxed ? Theme.text : Theme.text2
    readonly property color chosenInk: root.boxed ? Theme.selectInk : Theme.text

    label: root.count < 0 ? root.text : root.text + " " + root.count
    Accessible.role: Accessible.PageTab
    Accessible.selected: root.chosen
    implicitWidth: Math.max(root.boxed ? 112 : 2 * Theme.touch, face.implicitWidth + 2 * Theme.space3)
    implicitHeight: Theme.touch

    Rectangle {
        anchors.fill: parent
        radius: root.boxed ? Theme.radiusM : height / 2
        color: !root.chosen ? "transparent" : root.boxed ? Theme.select : Theme.surface
        border.width: root.chosen && root.boxed ? 0 : root.chosen || root.boxed ? Theme.strokeThin : 0
        border.color: root.boxed ? Theme.border : Theme.borderStrong

        Behavior on color {
            ColorAnimation { duration: Theme.stateMs }
        }
    }
    Tone {
        down: root.down
        ink: root.ink
        radius: root.boxed ? Theme.radiusM : height / 2
    }
    Row {
        id: face
        anchors.centerIn: parent
        spacing: Theme.space2

        Txt {
            role: "button"
            bold: root.chosen || root.boxed
            text: root.text
            color: root.ink
        }
        Txt {
            visible: root.count >= 0 && root.boxed
            role: "body"
            text: root.count
            color: root.chosen ? root.ink : Theme.text2
        }
        Pill {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.count > 0 && !root.boxed
            role: "caption"
            padding: Theme.space1
            text: root.count
        }
    }
    FocusRing {
        shown: root.activeFocus
        radius: root.boxed ? Theme.radiusM : height / 2
    }
}
