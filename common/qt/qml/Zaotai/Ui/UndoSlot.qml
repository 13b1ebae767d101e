import QtQuick

// One tap back, in a fixed place: what was done, the line that runs out in 5 s, and the button.
// Empty while `text` is empty. A new `serial` is a new step: the line starts again.
Rectangle {
    id: root

    property string text: ""
    property int serial: 0
    property real remaining: 0
    readonly property bool open: root.text !== ""
    signal undone
    signal expired

    implicitWidth: 440
    implicitHeight: Math.max(Theme.touch, Theme.buttonHeight)
    radius: Theme.radiusButton
    color: root.open ? Theme.ticket : "transparent"
    border.width: root.open ? Theme.strokeThin : 0
    border.color: Theme.borderStrong
    onSerialChanged: root.open ? run.restart() : run.stop()
    onOpenChanged: root.open ? run.restart() : run.stop()

    NumberAnimation {
        id: run
        target: root
        property: "remaining"
        from: 1
        to: 0
        duration: Theme.undoMs
        onFinished: root.expired()
    }
    Txt {
        visible: root.open
        anchors.left: parent.left
        anchors.leftMargin: Theme.space4
        anchors.right: button.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        role: "body"
        text: root.text
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 18
        elide: Text.ElideRight
    }
    ProgressStrip {
        visible: root.open
        anchors.left: parent.left
        anchors.leftMargin: 14
        anchors.right: button.left
        anchors.rightMargin: 14
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 6
        height: 4
        value: root.remaining
        fill: Theme.primary
        rounded: true
    }
    PushButton {
        id: button
        objectName: "undo"
        visible: root.open
        anchors.right: parent.right
        height: parent.height
        kind: "primary"
        icon: "undo"
        text: qsTr("撤销")
        onTapped: root.undone()
    }
}
