import QtQuick

// A panel that slides in from an edge over a dimmed page. A tap beside it asks to close.
Item {
    id: root

    property bool open: false
    property string title: ""
    property string edge: "right"   // right, bottom
    property int extent: 560        // width from the right, height from the bottom (px)
    default property alias content: body.data
    readonly property bool fromRight: root.edge === "right"
    signal closeAsked

    anchors.fill: parent
    visible: root.open || shown > 0
    enabled: root.open
    z: 100
    property real shown: root.open ? 1 : 0
    Keys.onEscapePressed: root.closeAsked()
    onOpenChanged: if (root.open) root.forceActiveFocus()

    Behavior on shown {
        NumberAnimation {
            duration: Theme.sheetMs
            easing.type: Easing.OutCubic
        }
    }
    Pressable {
        objectName: root.objectName + "Beside"
        anchors.fill: parent
        activeFocusOnTab: false
        label: qsTr("关闭")
        onTapped: root.closeAsked()

        Rectangle {
            anchors.fill: parent
            color: Theme.name === "kitchen" || Theme.name === "calling" ? Theme.bg : Theme.text
            opacity: 0.6 * root.shown
        }
    }
    Rectangle {
        x: root.fromRight ? root.width - width * root.shown : 0
        y: root.fromRight ? 0 : root.height - height * root.shown
        width: root.fromRight ? Math.min(root.extent, root.width) : root.width
        height: root.fromRight ? root.height : Math.min(root.extent, root.height)
        color: Theme.panel
        border.width: Theme.strokeHair
        border.color: Theme.border

        // What is under the sheet hears no tap through it.
        TapHandler {
            gesturePolicy: TapHandler.WithinBounds
        }
        Txt {
            id: heading
            anchors.left: parent.left
            anchors.leftMargin: Theme.space6
            anchors.right: closeButton.left
            anchors.verticalCenter: closeButton.verticalCenter
            role: "heading"
            bold: true
            text: root.title
            elide: Text.ElideRight
        }
        PushButton {
            id: closeButton
            objectName: root.objectName + "Close"
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.space3
            width: implicitHeight
            padding: 0
            kind: "quiet"
            icon: "cross"
            label: qsTr("关闭")
            onTapped: root.closeAsked()
        }
        Item {
            id: body
            anchors.top: closeButton.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.space6
            anchors.topMargin: Theme.space3
        }
    }
}
