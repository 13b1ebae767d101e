pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// A thing in a list of the corner: its name, a line about it, and how it stands.
Pressable {
    id: root

    required property string key
    required property string title
    required property string detail
    required property string note
    required property string status
    required property string icon
    required property string tone
    required property bool isChosen
    required property int index
    property bool canArrange: false
    signal stepped(by: int)
    signal dragged(y: real)
    signal dropped
    signal abandoned

    objectName: "row-" + root.key
    label: root.title + " " + root.detail + " " + root.status
    implicitHeight: 72

    Rectangle {
        anchors.fill: parent
        color: root.isChosen ? Theme.primaryTint : "transparent"
    }
    Rectangle {
        visible: root.isChosen
        width: Theme.strokeStateBar
        height: parent.height
        color: Theme.primary
    }
    Tone {
        down: root.down
    }
    Column {
        anchors.left: parent.left
        anchors.leftMargin: Theme.space5
        anchors.right: plate.left
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        spacing: 2

        Txt {
            width: parent.width
            role: "title"
            bold: true
            text: root.title
            color: root.tone === "off" ? Theme.text2 : Theme.text
            elide: Text.ElideRight
        }
        Txt {
            width: parent.width
            visible: text !== ""
            role: "label"
            text: root.detail
            color: Theme.text2
            elide: Text.ElideRight
        }
    }
    Row {
        id: plate
        anchors.right: grip.left
        anchors.rightMargin: root.canArrange ? 0 : Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space3

        Txt {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            role: "label"
            text: root.note
            color: Theme.text2
        }
        CornerTone {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            text: root.status
            icon: root.icon
            tone: root.tone
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: !root.canArrange
            name: "chevron-right"
            size: 20
            color: Theme.text3
        }
    }
    Loader {
        id: grip
        anchors.right: parent.right
        width: active ? implicitWidth : 0
        height: parent.height
        active: root.canArrange
        sourceComponent: CornerGrip {
            objectName: "arrange-" + root.key
            Accessible.name: root.title
            key: root.key
            title: root.title
            hasSteps: root.isChosen
            onStepped: by => root.stepped(by)
            onDragged: y => root.dragged(y)
            onDropped: root.dropped()
            onAbandoned: root.abandoned()
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        x: Theme.space5
        width: parent.width - x
        height: Theme.strokeHair
        color: Theme.border
    }
    FocusRing {
        shown: root.activeFocus
    }
}
