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
            required property bool isGood
            required property string accept
            required property string again
            objectName: "notice-" + card.key
            width: root.width
            height: Math.max(72, words.height + 2 * Theme.space3)
            radius: Theme.radiusM
            color: card.isGood ? Theme.inUseBg : Theme.dangerBg
            border.width: Theme.strokeThin
            border.color: card.isGood ? Theme.inUseLine : Theme.dangerLine
            Accessible.role: Accessible.AlertMessage
            Accessible.name: card.title + " " + card.detail

            Icon {
                x: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                name: card.isGood ? "tick-disc" : "triangle"
                size: 28
                color: card.isGood ? Theme.inUse : Theme.danger
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
                    visible: text !== ""
                    kind: "primary"
                    text: card.again
                    onTapped: root.notices.repeat(card.key)
                }
                PushButton {
                    objectName: "accept-" + card.key
                    visible: text !== ""
                    kind: "outline"
                    text: card.accept
                    onTapped: root.notices.accept(card.key)
                }
            }
        }
    }
}
