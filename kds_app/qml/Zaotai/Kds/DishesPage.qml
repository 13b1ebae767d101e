pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Every dish that is owed: how many, for whom, how long it takes.
ListView {
    id: root

    required property var rows

    objectName: "dishes"
    clip: true
    spacing: Theme.space2
    boundsBehavior: Flickable.StopAtBounds
    model: root.rows

    delegate: Rectangle {
        id: row

        required property string key
        required property string name
        required property int quantity
        required property int cooking
        required property string places
        required property string times

        objectName: "dish-" + row.key
        width: ListView.view.width
        height: words.height + 2 * Theme.space3
        radius: Theme.radiusM
        color: Theme.line

        Column {
            id: words
            x: Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - 240

            Txt {
                role: "title"
                bold: true
                text: row.name
            }
            Txt {
                width: parent.width
                role: "option"
                text: row.places
                color: Theme.text2
                wrapMode: Text.Wrap
            }
            Txt {
                width: parent.width
                visible: text !== ""
                role: "caption"
                text: row.times
                color: Theme.text3
                wrapMode: Text.Wrap
            }
        }
        Row {
            visible: row.cooking > 0
            anchors.right: count.left
            anchors.rightMargin: Theme.space6
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space2

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "half"
                size: 24
                color: Theme.cooking
            }
            Txt {
                role: "body"
                bold: true
                text: row.cooking
                color: Theme.cooking
            }
        }
        Txt {
            id: count
            anchors.right: parent.right
            anchors.rightMargin: Theme.space5
            anchors.verticalCenter: parent.verticalCenter
            role: "clock"
            bold: true
            text: "×" + row.quantity
        }
    }
}
