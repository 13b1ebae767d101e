pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// 正在制作: at most six, the rest counted.
Column {
    id: root

    required property var rows
    required property int count
    required property string more

    spacing: 12

    Row {
        height: 76
        spacing: 16

        Icon {
            y: 14
            name: "half"
            size: 48
            color: Theme.text2
        }
        Txt {
            id: title
            role: "title"
            bold: true
            text: qsTr("正在制作")
        }
        Txt {
            anchors.baseline: title.baseline
            pixelSize: 42
            text: root.count
            color: Theme.text2
        }
    }
    Repeater {
        model: root.rows

        Rectangle {
            id: row

            required property string key
            required property string number
            required property string place
            required property bool isTag

            objectName: "making-" + row.key
            width: root.width
            height: Theme.layout.makingRow
            radius: Theme.radiusXl
            color: Theme.panel
            border.width: Theme.strokeHair
            border.color: Theme.border

            Txt {
                x: 32
                anchors.verticalCenter: parent.verticalCenter
                anchors.verticalCenterOffset: 5
                role: "making"
                bold: true
                text: row.number
            }
            Txt {
                anchors.right: place.left
                anchors.rightMargin: 16
                anchors.baseline: place.baseline
                role: "label"
                text: row.isTag ? qsTr("手牌") : qsTr("房间")
                color: Theme.text2
            }
            Txt {
                id: place
                anchors.right: parent.right
                anchors.rightMargin: 32
                anchors.verticalCenter: parent.verticalCenter
                anchors.verticalCenterOffset: 5
                role: "makingTag"
                bold: true
                width: Math.min(implicitWidth, 250)
                text: row.place
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.size.label
            }
        }
    }
    Txt {
        visible: text !== ""
        leftPadding: 32
        role: "label"
        text: root.more
        color: Theme.text2
    }
}
