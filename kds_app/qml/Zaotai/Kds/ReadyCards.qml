pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// What is to be collected, newest first, at most five; the sixth place says where.
Item {
    id: root

    required property var rows
    required property string help
    readonly property real step: (root.width + 20) / 3

    Repeater {
        model: root.rows

        Rectangle {
            id: card

            required property int index
            required property string key
            required property string number
            required property string place
            required property bool isTag

            objectName: "ready-" + card.key
            x: (card.index % 3) * root.step
            y: Math.floor(card.index / 3) * (Theme.layout.readyCard + 20)
            width: root.step - 20
            height: Theme.layout.readyCard
            radius: 24
            color: Theme.readyCard
            border.width: Theme.strokeThin
            border.color: Theme.readyBorder

            Behavior on x {
                NumberAnimation { duration: Theme.reorderMs; easing.type: Easing.OutCubic }
            }
            Txt {
                x: 30
                y: 9
                role: "ready"
                bold: true
                text: card.number
                color: Theme.readyText
            }
            Row {
                x: 30
                y: 118
                spacing: 14

                Txt {
                    anchors.baseline: place.baseline
                    role: "label"
                    text: card.isTag ? qsTr("手牌") : qsTr("房间")
                    color: Theme.readyText2
                }
                Txt {
                    id: place
                    role: "readyTag"
                    bold: true
                    width: Math.min(implicitWidth, card.width - 150)
                    text: card.place
                    color: Theme.readyText
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.size.label
                }
            }
        }
    }
    Column {
        x: 2 * root.step
        y: Theme.layout.readyCard + 20
        width: root.step - 20
        height: Theme.layout.readyCard
        topPadding: 44
        spacing: 8

        Txt {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            pixelSize: 36
            bold: true
            text: root.help
            color: Theme.readyText
            wrapMode: Text.Wrap
        }
        Txt {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            pixelSize: 30
            text: qsTr("客房订单由服务员送达")
            color: Theme.readyText2
            wrapMode: Text.Wrap
        }
    }
}
