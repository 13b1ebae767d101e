pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Nothing chosen yet: three dishes that the house is known for.
Column {
    id: root

    required property var favourites
    signal added(string id, bool needsChoice)

    spacing: Theme.space3

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        name: "basket"
        size: 48
        color: Theme.text3
    }
    Txt {
        anchors.horizontalCenter: parent.horizontalCenter
        role: "dish"
        bold: true
        text: qsTr("还没选菜")
    }
    Txt {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: dishes.count > 0
        role: "detail"
        text: qsTr("先看看招牌菜")
        color: Theme.text2
    }
    Repeater {
        id: dishes
        model: root.favourites

        Pressable {
            id: dish

            required property string goodsId
            required property string name
            required property string price
            required property string unit
            required property string glyph
            required property int tint
            required property bool needsChoice

            objectName: "favourite-" + dish.name
            label: qsTr("加入 %1").arg(dish.name)
            width: root.width
            height: 80
            onTapped: root.added(dish.goodsId, dish.needsChoice)

            Rectangle {
                anchors.fill: parent
                radius: Theme.radiusL
                color: Theme.bg
                border.width: Theme.strokeHair
                border.color: Theme.border
            }
            Tone {
                down: dish.down
                radius: Theme.radiusL
            }
            SmallPlate {
                x: Theme.space3
                anchors.verticalCenter: parent.verticalCenter
                glyph: dish.glyph
                tint: dish.tint
            }
            Txt {
                x: 84
                y: 12
                width: parent.width - x - 64
                role: "button"
                bold: true
                text: dish.name
                elide: Text.ElideRight
            }
            Txt {
                x: 84
                y: 42
                role: "detail"
                bold: true
                text: "¥" + dish.price + " / " + dish.unit
                color: Theme.price
            }
            Icon {
                anchors.right: parent.right
                anchors.rightMargin: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                name: "plus"
                color: Theme.primary
            }
        }
    }
}
