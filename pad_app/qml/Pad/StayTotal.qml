pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// What this stay has eaten so far, batch by batch.
Rectangle {
    id: root

    required property var pad

    radius: Theme.radiusXl + 4
    color: Theme.surface
    border.width: Theme.strokeHair
    border.color: Theme.border
    clip: true

    Txt {
        x: Theme.space6
        y: 20
        width: parent.width - 2 * x
        role: "button"
        bold: true
        text: qsTr("%1 房本次餐饮").arg(root.pad.roomName)
        elide: Text.ElideRight
    }
    Txt {
        objectName: "stayTotal"
        x: Theme.space6
        y: 54
        role: "hero"
        pixelSize: 46
        bold: true
        text: "¥" + root.pad.bill.short
    }
    Txt {
        x: Theme.space6
        y: 110
        role: "detail"
        text: qsTr("记入房账单，退房时一起结算")
        color: Theme.text2
    }
    Rectangle {
        x: Theme.space6
        y: 148
        width: parent.width - 2 * x
        height: Theme.strokeHair
        color: Theme.border
    }
    ListView {
        id: list
        x: Theme.space6
        y: 158
        width: parent.width - 2 * x
        height: parent.height - y - Theme.space2
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: root.pad.bill.newest
        delegate: Item {
            id: row

            required property string number
            required property int addOn
            required property string firstDish
            required property string secondDish
            required property int dishes
            required property bool isDelivered
            readonly property string title: row.number === "#--" ? qsTr("新订单") : row.number
            required property string short

            width: list.width
            height: 56

            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - amount.width - Theme.space2

                Txt {
                    width: parent.width
                    role: "detail"
                    bold: true
                    text: [row.addOn > 0 ? qsTr("%1 加单 %2").arg(row.title).arg(row.addOn) : row.title,
                        row.isDelivered ? qsTr("已送达") : ""].filter(each => each !== "").join(" ")
                    elide: Text.ElideRight
                }
                Txt {
                    width: parent.width
                    role: "detail"
                    text: row.dishes === 1 ? row.firstDish : row.dishes === 2 ? row.firstDish + qsTr("、") + row.secondDish
                        : qsTr("%1等 %2 道").arg(row.firstDish).arg(row.dishes)
                    color: Theme.text2
                    elide: Text.ElideRight
                }
            }
            Txt {
                id: amount
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                role: "button"
                bold: true
                text: "¥" + row.short
            }
        }
    }
}
