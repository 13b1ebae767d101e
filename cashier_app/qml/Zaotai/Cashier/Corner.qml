pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// 店长页 over the desk: pages at the left, one of them at the right. What the desk hears goes on beneath.
Rectangle {
    id: root

    required property var desk
    readonly property var corner: root.desk.corner
    readonly property int gap: Theme.space4

    objectName: "corner"
    visible: root.corner.isOpen
    enabled: visible
    color: Theme.bg

    // What is under it hears no tap through it.
    TapHandler {
        gesturePolicy: TapHandler.WithinBounds
    }
    CornerBar {
        id: bar
        desk: root.desk
        width: parent.width
        height: Theme.layout.topBar
    }
    CornerNav {
        id: nav
        corner: root.corner
        x: root.gap
        y: bar.height + root.gap
        width: 264
        height: parent.height - y - root.gap
    }
    Loader {
        id: page
        x: nav.x + nav.width + root.gap
        y: nav.y
        width: parent.width - x - root.gap
        height: nav.height

        function turn(): void {
            if (root.corner.isOpen)
                page.setSource(root.corner.source, {"page": root.corner.page});
        }
    }
    Connections {
        target: root.corner

        function onTurned(): void {
            page.turn();
        }
    }
    CornerAsk {
        editor: root.corner.page.editor
        anchors.fill: parent
    }
    Component.onCompleted: page.turn()
}
