pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// What did not take effect stands here until somebody says 知道了.
Column {
    id: root

    required property var notices

    spacing: Theme.space2

    Repeater {
        model: root.notices.rows

        Rectangle {
            id: card

            required property string key
            required property string title
            required property string detail
            required property bool isLate
            objectName: "notice-" + card.key
            width: root.width
            height: Math.max(72, words.height + 2 * Theme.space3)
            radius: Theme.radiusM
            color: Theme.dangerBg
            border.width: Theme.strokeThin
            border.color: Theme.dangerLine
            Accessible.role: Accessible.AlertMessage
            Accessible.name: card.title + " " + card.detail

            Icon {
                x: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                name: "triangle"
                size: 28
                color: Theme.danger
            }
            Column {
                id: words
                x: 60
                width: buttons.x - x - Theme.space3
                anchors.verticalCenter: parent.verticalCenter

                Txt {
                    width: parent.width
                    bold: true
                    text: card.title
                    wrapMode: Text.Wrap
                }
                Txt {
                    width: parent.width
                    text: card.detail
                    color: Theme.text2
                    wrapMode: Text.Wrap
                }
            }
            Row {
                id: buttons
                anchors.right: parent.right
                anchors.rightMargin: Theme.space3
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.space2

                PushButton {
                    objectName: "again-" + card.key
                    visible: card.isLate
                    kind: "primary"
                    text: qsTr("还要送")
                    onTapped: root.notices.sendAgain(card.key)
                }
                PushButton {
                    objectName: "accept-" + card.key
                    kind: "outline"
                    text: card.isLate ? qsTr("不送了") : qsTr("知道了")
                    onTapped: root.notices.accept(card.key)
                }
            }
        }
    }
}
