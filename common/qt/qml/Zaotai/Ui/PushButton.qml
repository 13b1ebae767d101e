import QtQuick

// A button with a word, and perhaps an icon and a key. `kind` gives its colours.
Pressable {
    id: root

    // neutral, outline, quiet, primary, cooking, done, cancel, danger, due, offline, select, chip
    property string kind: "neutral"
    property string icon: ""
    property string key: ""
    property string role: "button"
    property string text: ""
    property bool bold: true
    property color fill: root.tones[root.kind][0]
    property color ink: root.tones[root.kind][1]
    property color line: root.tones[root.kind][2]
    property int radius: Theme.radiusButton
    property int iconSize: Theme.buttonIcon
    property int padding: 18
    readonly property var tones: ({
        "neutral": [Theme.raised, Theme.text, "transparent"],
        "outline": ["transparent", Theme.text, Theme.borderStrong],
        "quiet": ["transparent", Theme.text2, "transparent"],
        "primary": [Theme.primary, Theme.primaryInk, "transparent"],
        "tint": [Theme.primaryTint, Theme.primaryTintInk, "transparent"],
        "cooking": [Theme.cookingSolid, Theme.cookingInk, "transparent"],
        "done": [Theme.done, Theme.doneInk, "transparent"],
        "cancel": [Theme.cancel, Theme.cancelBg, "transparent"],
        "danger": [Theme.dangerBg, Theme.danger, Theme.dangerLine],
        "due": [Theme.due, Theme.dueBg, "transparent"],
        "offline": [Theme.offline, Theme.offlineBg, "transparent"],
        "rush": [Theme.rush, Theme.rushBg, "transparent"],
        "select": [Theme.select, Theme.selectInk, "transparent"]
    })

    label: root.text
    implicitWidth: Math.max(Theme.touch, face.implicitWidth + 2 * root.padding)
    implicitHeight: Math.max(Theme.touch, Theme.buttonHeight)

    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: root.enabled ? root.fill : Theme.ticket
        border.width: border.color.a > 0 ? Theme.strokeThin : 0
        border.color: root.enabled ? root.line : Theme.border

        Behavior on color {
            ColorAnimation { duration: Theme.stateMs }
        }
    }
    Tone {
        down: root.down
        ink: root.ink
        radius: root.radius
    }
    Row {
        id: face
        anchors.centerIn: parent
        spacing: 10

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            size: root.iconSize
            color: root.enabled ? root.ink : Theme.text3
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            role: root.role
            bold: root.bold
            text: root.text
            color: root.enabled ? root.ink : Theme.text3
        }
        KeyBadge {
            anchors.verticalCenter: parent.verticalCenter
            key: root.key
            ink: root.enabled ? root.ink : Theme.text3
        }
    }
    FocusRing {
        shown: root.activeFocus
        radius: root.radius
    }
}
