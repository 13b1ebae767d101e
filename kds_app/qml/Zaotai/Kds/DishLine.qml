pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// One dish of a ticket. A tap takes it one step further; a mark has its own button.
Pressable {
    id: root

    required property string key
    required property bool glides
    required property int quantity
    required property string dish
    required property int dishPx
    required property string options
    required property string note
    required property string allergy
    required property string lineState
    required property bool isRemake
    required property bool isCursor
    required property bool isUnsent
    required property bool isDimmed
    required property string mark
    required property string markText
    readonly property bool cancelled: root.lineState === "cancelled"
    readonly property bool quiet: ["notified", "picked_up", "delivered"].includes(root.lineState)
    readonly property bool marked: root.mark !== ""
    signal acknowledged

    objectName: "line-" + root.key
    label: root.dish + " " + root.quantity + " " + StateTone.word[root.lineState]
    activeFocusOnTab: false
    opacity: root.isDimmed ? 0.5 : 1

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusM
        color: root.marked ? Theme.cancelBg : StateTone.fill[root.lineState]
        border.width: root.isCursor ? 3 : root.isUnsent || root.quiet || root.marked ? Theme.strokeThin : 0
        border.color: root.isCursor ? Theme.select : root.isUnsent ? Theme.unsent : root.marked ? Theme.cancelLine : Theme.line

        Behavior on color {
            enabled: root.glides

            ColorAnimation { duration: Theme.stateMs }
        }
    }
    Tone {
        down: root.down
        radius: Theme.radiusM
    }
    Rectangle {
        visible: root.lineState === "cooking"
        x: root.isCursor ? 3 : 0
        y: 10
        width: Theme.strokeStateBar
        height: parent.height - 20
        radius: 3
        color: Theme.cooking
    }
    QtyTile {
        x: 14
        y: 12
        quantity: root.quantity
        lineState: root.lineState
        quiet: root.quiet
        plain: root.cancelled
    }
    LineWords {
        id: words
        x: 82
        width: root.width - 82 - (root.marked ? 106 : 92)
        anchors.verticalCenter: parent.verticalCenter
        dish: root.dish
        dishPx: root.dishPx
        options: root.options
        note: root.note
        allergy: root.allergy
        isRemake: root.isRemake
        isStruck: root.cancelled
        markText: root.markText
        ink: root.cancelled ? Theme.cancel : root.quiet ? Theme.notified : Theme.text
        plateSpace: root.width - 82 - 10
    }
    StateColumn {
        visible: !root.marked
        anchors.right: parent.right
        anchors.rightMargin: 7
        width: Theme.layout.stateColumn
        height: parent.height
        lineState: root.lineState
        isUnsent: root.isUnsent
        lift: words.x + words.plateWidth > x ? words.plateHeight : 0
    }
    Loader {
        active: root.marked
        anchors.right: parent.right
        anchors.rightMargin: 9
        anchors.verticalCenter: parent.verticalCenter
        sourceComponent: AckButton {
            objectName: "ack-" + root.key
            onTapped: root.acknowledged()
        }
    }
}
