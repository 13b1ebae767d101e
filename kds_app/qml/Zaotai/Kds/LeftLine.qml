import QtQuick
import Zaotai.Ui

// One line of a ticket that left.
Rectangle {
    id: root

    required property var modelData
    signal recalled

    height: Theme.touch + Theme.space2
    radius: Theme.radiusM
    color: Theme.line

    Txt {
        x: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 420
        role: "body"
        bold: true
        text: root.modelData.text
        elide: Text.ElideRight
    }
    Txt {
        anchors.right: back.left
        anchors.rightMargin: Theme.space5
        anchors.verticalCenter: parent.verticalCenter
        role: "state"
        text: root.modelData.state
        color: Theme.text2
    }
    PushButton {
        id: back
        objectName: "recallLine-" + root.modelData.key
        anchors.right: parent.right
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        implicitHeight: Theme.touch
        enabled: root.modelData.canRecall
        kind: "outline"
        text: qsTr("找回")
        activeFocusOnTab: false
        onTapped: root.recalled()
    }
}
