pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Lying bars: name, length, how often, how much.
Column {
    id: root

    required property string title
    required property var bars
    property int rowHeight: 34

    spacing: Theme.space1

    Txt {
        role: "body"
        bold: true
        text: root.title
    }
    Repeater {
        model: root.bars

        Item {
            id: row

            required property string name
            required property string count
            required property string amount
            required property real share
            width: root.width
            height: root.rowHeight

            Txt {
                width: 130
                anchors.verticalCenter: parent.verticalCenter
                role: "label"
                text: row.name
                elide: Text.ElideRight
            }
            Rectangle {
                x: 140
                anchors.verticalCenter: parent.verticalCenter
                width: Math.max(2, (parent.width - 320) * row.share)
                height: 18
                radius: Theme.radiusS / 2
                color: Theme.primary
            }
            Txt {
                anchors.right: parent.right
                anchors.rightMargin: 110
                anchors.verticalCenter: parent.verticalCenter
                role: "label"
                text: row.count
                color: Theme.text2
            }
            Txt {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                role: "label"
                bold: true
                text: row.amount
            }
        }
    }
}
