import QtQuick
import Zaotai.Ui

// Moves a row of a list: one up, one down, or dragged by its grip. Saved as soon as it is let go.
Row {
    id: root

    required property string key
    required property string title
    required property bool hasSteps
    signal stepped(by: int)
    signal dragged(y: real)   // px from the top of the row
    signal dropped
    signal abandoned

    PushButton {
        objectName: "up-" + root.key
        anchors.verticalCenter: parent.verticalCenter
        visible: root.hasSteps
        width: Theme.touch
        height: Theme.touch
        padding: 0
        kind: "quiet"
        icon: "chevron-up"
        label: qsTr("%1 上移").arg(root.title)
        onTapped: root.stepped(-1)
    }
    PushButton {
        objectName: "down-" + root.key
        anchors.verticalCenter: parent.verticalCenter
        visible: root.hasSteps
        width: Theme.touch
        height: Theme.touch
        padding: 0
        kind: "quiet"
        icon: "chevron-down"
        label: qsTr("%1 下移").arg(root.title)
        onTapped: root.stepped(1)
    }
    MouseArea {
        objectName: "grip-" + root.key
        width: Theme.touch
        height: parent.height
        preventStealing: true
        cursorShape: Qt.SizeVerCursor
        Accessible.role: Accessible.Grip
        Accessible.name: qsTr("拖动 %1 换位置").arg(root.title)
        onPositionChanged: mouse => root.dragged(mouse.y)
        onReleased: root.dropped()
        onCanceled: root.abandoned()

        Icon {
            anchors.centerIn: parent
            name: "grip"
            size: 24
            color: Theme.text3
        }
    }
}
