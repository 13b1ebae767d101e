pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// F2: dishes on the left, what is going to be ordered on the right. F2 again sends it.
Sheet {
    id: root

    required property var desk
    readonly property var order: root.desk.order

    objectName: "orderSheet"
    title: qsTr("%1 点单").arg(root.order.whose)
    extent: 1240
    onCloseAsked: root.desk.show("")
    onOpenChanged: if (root.open) input.forceActiveFocus()

    Item {
        id: menu
        width: parent.width - 500
        height: parent.height

        Rectangle {
            width: parent.width
            height: 56
            radius: Theme.radiusM
            color: Theme.surface2
            border.width: input.activeFocus ? Theme.strokeThin : Theme.strokeHair
            border.color: input.activeFocus ? Theme.primary : Theme.borderStrong

            TextInput {
                id: input
                objectName: "dishSearch"
                anchors.fill: parent
                anchors.leftMargin: Theme.space4
                anchors.rightMargin: Theme.space4
                verticalAlignment: TextInput.AlignVCenter
                font.family: Theme.family
                font.pixelSize: Theme.size.title
                color: Theme.text
                selectByMouse: true
                clip: true
                Accessible.role: Accessible.EditableText
                Accessible.name: qsTr("找菜")
                onTextEdited: root.order.search(text)
                onAccepted: root.order.addFirst()
            }
            Txt {
                x: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                visible: input.text === ""
                text: qsTr("菜名，回车加第一个")
                color: Theme.text3
            }
            Connections {
                target: root.order

                function onChanged(): void {
                    if (root.order.text === "")
                        input.text = "";
                }
            }
        }
        Flow {
            id: categories
            y: 68
            width: parent.width
            spacing: Theme.space2

            Repeater {
                model: root.order.categories

                PushButton {
                    required property string name
                    required property bool isChosen
                    required property string goodsOf
                    objectName: "category-" + name
                    kind: isChosen ? "select" : "outline"
                    padding: Theme.space3
                    text: name
                    onTapped: root.order.showCategory(goodsOf)
                }
            }
        }
        GridView {
            id: grid
            y: categories.y + categories.height + Theme.space3
            width: parent.width
            height: parent.height - y
            clip: true
            cellWidth: width / 4
            cellHeight: 104
            boundsBehavior: Flickable.StopAtBounds
            model: root.order.dishes
            delegate: DishTile {
                required property string key
                objectName: "dish-" + name
                width: grid.cellWidth - Theme.space2
                height: grid.cellHeight - Theme.space2
                onTapped: root.order.add(key)
            }
        }
    }
    Item {
        x: parent.width - width
        width: 476
        height: parent.height

        ListView {
            id: basket
            width: parent.width
            height: place.y - Theme.space4
            clip: true
            spacing: Theme.space3
            boundsBehavior: Flickable.StopAtBounds
            model: root.order.picks
            delegate: PickCard {
                width: basket.width
                onStepped: (key, by) => root.order.step(key, by)
                onChosen: (key, choice) => root.order.choose(key, choice)
                onNoted: (key, text) => root.order.writeNote(key, text)
            }
        }
        EmptyState {
            y: 120
            width: parent.width
            visible: root.order.picks.count === 0
            icon: "basket"
            title: qsTr("还没选菜")
        }
        PushButton {
            id: place
            objectName: "placeOrder"
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.layout.pay
            kind: "primary"
            role: "title"
            enabled: root.order.canPlace
            key: "F2"
            text: qsTr("下单 ¥%1").arg(root.order.total)
            onTapped: root.order.place()
        }
    }
}
