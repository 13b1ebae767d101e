pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The page of tickets. Frames and strips are flat lists with absolute places: what did not change is not painted.
Item {
    id: root

    required property var board

    onWidthChanged: root.board.resize(root.width, root.height)
    onHeightChanged: root.board.resize(root.width, root.height)

    component Moves: NumberAnimation {
        duration: Theme.reorderMs
        easing.type: Easing.OutCubic
    }
    Repeater {
        model: root.board.heads

        TicketHead {
            id: head

            required property bool glides
            required property bool isShown
            required property int atX
            required property int atY
            required width
            required height

            visible: isShown
            x: atX
            y: atY
            objectName: "ticket-" + orderId
            onTapped: root.board.tapHead(orderId)

            Behavior on x { enabled: head.glides; Moves {} }
            Behavior on y { enabled: head.glides; Moves {} }
        }
    }
    Repeater {
        model: root.board.addons

        AddonBar {
            required property int atX
            required property int atY
            required width
            required height

            x: atX
            y: atY

            Behavior on x { Moves {} }
            Behavior on y { Moves {} }
        }
    }
    Repeater {
        model: root.board.texts

        TicketText {
            required property int atX
            required property int atY
            required width
            required height

            x: atX
            y: atY

            Behavior on x { Moves {} }
            Behavior on y { Moves {} }
        }
    }
    Repeater {
        model: root.board.strips

        MarkStrip {
            required property int atX
            required property int atY
            required width
            required height

            x: atX
            y: atY
            onAcknowledged: root.board.acknowledgeTicket(orderId, kind)

            Behavior on x { Moves {} }
            Behavior on y { Moves {} }
        }
    }
    Repeater {
        model: root.board.lines

        DishLine {
            id: dish

            required property bool isShown
            required property int atX
            required property int atY
            required width
            required height

            visible: isShown
            x: atX
            y: atY
            required property string orderId

            onTapped: root.board.tapLine(orderId, key)
            onAcknowledged: root.board.acknowledgeLine(key, mark)

            Behavior on x { enabled: dish.glides; Moves {} }
            Behavior on y { enabled: dish.glides; Moves {} }
        }
    }
    Loader {
        active: root.board.gapHeight > 0
        x: root.board.gapX
        y: root.board.gapY
        width: root.board.gapWidth
        height: root.board.gapHeight
        sourceComponent: GapCard { objectName: "gapCard" }
    }
    // Above everything, or a finger on a dish would be that dish's secret. Takes nothing for itself.
    Item {
        anchors.fill: parent

        PointHandler {
            onActiveChanged: root.board.touch(active)
        }
    }
}
