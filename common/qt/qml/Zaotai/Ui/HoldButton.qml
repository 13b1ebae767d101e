pragma ComponentBehavior: Bound

import QtQuick

// For what cannot be undone: held 600 ms, the fill grows from left to right; letting go cancels.
Item {
    id: root

    required objectName
    required property string text
    property string icon: ""
    property string role: "button"
    property color track: Theme.dangerBg
    property color fill: Theme.lateBg
    property color line: Theme.dangerLine
    property color ink: Theme.name === "kitchen" ? Theme.late : Theme.danger
    property color fillInk: Theme.late
    property int radius: Theme.radiusButton
    property real held: 0
    readonly property bool down: press.pressed || root.keyDown
    property bool keyDown: false
    signal confirmed

    implicitWidth: Math.max(Theme.touch, face.implicitWidth + 2 * Theme.space5)
    implicitHeight: Math.max(Theme.touch, Theme.buttonHeight)
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: root.text
    Accessible.description: qsTr("按住确认")
    Accessible.focusable: true
    Keys.onPressed: event => root.hold(event, true)
    Keys.onReleased: event => root.hold(event, false)
    onDownChanged: root.down ? grow.restart() : root.letGo()

    function hold(event, down) {
        if (event.isAutoRepeat || ![Qt.Key_Return, Qt.Key_Enter, Qt.Key_Space].includes(event.key))
            return;
        root.keyDown = down;
        event.accepted = true;
    }
    function letGo() {
        grow.stop();
        root.held = 0;
    }

    NumberAnimation {
        id: grow
        target: root
        property: "held"
        from: 0
        to: 1
        duration: Theme.holdMs
        onFinished: root.confirmed()
    }
    TapHandler {
        id: press
        gesturePolicy: TapHandler.ReleaseWithinBounds
        enabled: root.enabled
    }
    component Face: Item {
        id: face

        required property color ink
        implicitWidth: words.implicitWidth
        width: root.width
        height: root.height

        Row {
            id: words
            anchors.centerIn: parent
            spacing: 10

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: root.icon
                size: Theme.buttonIcon
                color: face.ink
            }
            Txt {
                anchors.verticalCenter: parent.verticalCenter
                role: root.role
                bold: true
                text: root.text
                color: face.ink
            }
        }
    }
    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: root.enabled ? root.track : Theme.ticket
    }
    Face {
        id: face
        ink: root.enabled ? root.ink : Theme.text3
    }
    // The filled part shows its own words, so that both halves can be read all the way.
    Item {
        width: Math.round(parent.width * root.held)
        height: parent.height
        clip: true

        Rectangle {
            width: root.width
            height: root.height
            radius: root.radius
            color: root.fill
        }
        Face {
            ink: root.fillInk
        }
    }
    Rectangle {
        anchors.fill: parent
        radius: root.radius
        color: "transparent"
        border.width: Theme.strokeThin
        border.color: root.enabled ? root.line : Theme.border
    }
    FocusRing {
        shown: root.activeFocus
        radius: root.radius
    }
}
