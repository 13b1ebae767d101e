pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// 合计待做: largest first. A tap anywhere opens all dishes.
Pressable {
    id: root

    required property var side

    objectName: "allDishes"
    label: qsTr("合计待做 %1").arg(root.side.totals)
    activeFocusOnTab: false
    onHeightChanged: root.side.resize(root.height)

    Column {
        width: parent.width
        spacing: 6

        Repeater {
            model: root.side.rows

            Rectangle {
                id: row

                required property string name
                required property int cooking
                required property int quantity
                required property bool isChosen

                width: root.width
                height: Theme.layout.summaryRow
                radius: Theme.radiusM
                color: row.isChosen ? Theme.raised : Theme.ticket

                Txt {
                    x: 14
                    anchors.verticalCenter: parent.verticalCenter
                    width: 160
                    role: "heading"
                    bold: row.isChosen
                    text: row.name
                    fontSizeMode: Text.HorizontalFit
                    minimumPixelSize: Theme.size.caption
                    maximumLineCount: 1
                }
                Row {
                    visible: row.cooking > 0
                    x: 180
                    height: parent.height
                    spacing: 6

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        name: "half"
                        size: 20
                        color: Theme.cooking
                    }
                    Txt {
                        anchors.verticalCenter: parent.verticalCenter
                        role: "state"
                        bold: true
                        text: row.cooking
                        color: Theme.cooking
                    }
                }
                Txt {
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.space4
                    anchors.verticalCenter: parent.verticalCenter
                    role: "clock"
                    bold: true
                    text: "×" + row.quantity
                }
            }
        }
        Txt {
            visible: text !== ""
            leftPadding: 14
            role: "label"
            text: root.side.more === "" ? "" : root.side.more + " ›"
            color: Theme.text2
        }
    }
    Tone {
        down: root.down
        radius: Theme.radiusM
    }
}
