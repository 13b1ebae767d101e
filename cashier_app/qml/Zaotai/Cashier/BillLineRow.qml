import QtQuick
import Zaotai.Ui

// One dish or charge: what, how it is, how many, how much; a cancelled one is struck.
Item {
    id: root

    required property string name
    required property string progress
    required property string detail
    required property string quantity
    required property string amount
    required property bool isCancelled

    height: 54

    Column {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 190

        Row {
            spacing: Theme.space2

            Txt {
                id: what
                width: Math.min(implicitWidth, root.width - 190 - word.width - Theme.space2)
                role: "body"
                bold: !root.isCancelled
                text: root.name
                font.strikeout: root.isCancelled
                color: root.isCancelled ? Theme.text2 : Theme.text
                elide: Text.ElideRight
            }
            Txt {
                id: word
                anchors.verticalCenter: parent.verticalCenter
                role: "label"
                bold: true
                text: root.progress
                color: Theme.food
            }
        }
        Txt {
            width: parent.width
            visible: text !== ""
            role: "label"
            text: root.detail
            color: Theme.text2
            elide: Text.ElideRight
        }
    }
    Txt {
        anchors.right: parent.right
        anchors.rightMargin: 112
        anchors.verticalCenter: parent.verticalCenter
        role: "body"
        text: root.quantity
        color: Theme.text2
    }
    Txt {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        role: "body"
        bold: !root.isCancelled
        text: root.amount
        color: root.isCancelled ? Theme.text2 : Theme.text
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.strokeHair
        color: Theme.border
    }
}
