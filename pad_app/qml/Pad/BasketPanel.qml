pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// What is chosen, what it costs, when it comes, and the one button.
Item {
    id: root

    required property var pad
    required property var basket
    readonly property bool isEmpty: root.basket.count === 0
    readonly property int side: Theme.space4
    signal noteAsked

    Rectangle {
        anchors.fill: parent
        topLeftRadius: 28
        color: Theme.surface
        border.width: Theme.strokeHair
        border.color: Theme.border
    }
    Txt {
        id: title
        objectName: "basketTitle"
        x: Theme.space6
        y: 22
        role: "dish"
        bold: true
        text: root.isEmpty ? qsTr("已选菜品") : qsTr("已选 %1 份").arg(root.basket.count)
    }
    HoldButton {
        objectName: "clearBasket"
        anchors.right: parent.right
        anchors.rightMargin: root.side
        anchors.verticalCenter: title.verticalCenter
        implicitHeight: Theme.touch
        visible: !root.isEmpty
        role: "detail"
        text: qsTr("按住清空")
        track: "transparent"
        line: "transparent"
        ink: Theme.text2
        onConfirmed: root.basket.clear()
    }
    Rectangle {
        x: root.side
        y: 72
        width: parent.width - 2 * root.side
        height: Theme.strokeHair
        color: Theme.border
    }
    ListView {
        id: lines
        objectName: "basketLines"
        x: root.side
        y: 73
        width: parent.width - 2 * root.side
        height: foot.y - y - Theme.space2
        visible: !root.isEmpty
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: root.basket.lines
        delegate: BasketRow {
            width: lines.width
            isLast: index === lines.count - 1
            onOpened: root.pad.openLine(key)
            onIncreased: root.basket.more(key)
            onDecreased: root.basket.fewer(key)
        }
    }
    BasketEmpty {
        x: root.side
        y: 84
        width: parent.width - 2 * root.side
        height: foot.y - y
        visible: root.isEmpty
        favourites: root.pad.menu.favourites
        onAdded: (id, needsChoice) => needsChoice ? root.pad.openDish(id) : root.basket.add(id)
    }
    BasketFoot {
        id: foot
        x: root.side
        anchors.bottom: parent.bottom
        width: parent.width - 2 * root.side
        pad: root.pad
        basket: root.basket
        onNoteAsked: root.noteAsked()
    }
}
