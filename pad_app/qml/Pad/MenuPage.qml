pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Categories, the dishes of one of them, the basket.
Item {
    id: root

    required property var pad
    readonly property var menu: root.pad.menu
    readonly property int side: Theme.space6
    signal noteAsked

    CategoryList {
        x: root.side
        y: Theme.space2
        width: Theme.layout.categories
        height: parent.height - y
        categories: root.menu.categories
        current: root.menu.category
        onChosen: id => root.menu.choose(id)
    }
    Item {
        id: middle
        anchors.left: parent.left
        anchors.leftMargin: root.side + Theme.layout.categories + Theme.space4
        anchors.right: basket.left
        anchors.rightMargin: Theme.space4
        height: parent.height

        Row {
            id: heading
            y: 12
            spacing: Theme.space4 - 2

            Txt {
                id: title
                objectName: "categoryName"
                role: "title"
                serif: true
                text: root.menu.heading.name ?? ""
            }
            Txt {
                anchors.baseline: title.baseline
                role: "body"
                text: root.menu.heading.blurb ?? ""
                color: Theme.text2
            }
        }
        GridView {
            id: grid
            objectName: "dishes"
            y: 60
            width: parent.width + Theme.layout.cardGap
            height: parent.height - y
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            cellWidth: Math.floor(width / Theme.layout.columns)
            cellHeight: Theme.layout.cardHeight + Theme.layout.cardGap
            model: root.menu.dishes
            delegate: DishCard {
                width: grid.cellWidth - Theme.layout.cardGap
                height: Theme.layout.cardHeight
                onAdded: needsChoice ? root.pad.openDish(goodsId) : root.pad.basket.add(goodsId)
                onTakenOff: root.pad.basket.takeOff(goodsId)
                onOpened: root.pad.openDish(goodsId)
            }
        }
        EmptyState {
            anchors.centerIn: parent
            width: parent.width
            visible: grid.count === 0
            icon: "cutlery"
            title: qsTr("菜单还没有准备好")
            detail: qsTr("请稍候，或呼叫服务员")
        }
    }
    BasketPanel {
        id: basket
        anchors.right: parent.right
        anchors.rightMargin: -1
        width: Theme.layout.basket + 1
        height: parent.height + 1
        pad: root.pad
        basket: root.pad.basket
        onNoteAsked: root.noteAsked()
    }
    Connections {
        target: root.menu

        function onTurned() {
            grid.positionViewAtBeginning();
        }
    }
}
