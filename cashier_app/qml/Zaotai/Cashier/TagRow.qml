import QtQuick
import Zaotai.Ui

// One hand tag: its number, how far the food is, what is owed.
Pressable {
    id: root

    required property string tag
    required property string number
    required property string icon
    required property string word
    required property string detail
    required property string tone
    required property string amount
    required property bool isOwed
    required property bool isSelected
    readonly property color ink: root.tone === "done" ? Theme.inUse : root.tone === "cooking" ? Theme.food
        : root.tone === "late" ? Theme.danger : Theme.text2

    label: qsTr("手牌 %1").arg(root.tag) + " " + root.word + " " + root.amount
    height: 79

    Rectangle {
        anchors.fill: parent
        color: root.isSelected ? Theme.primaryTint : "transparent"
    }
    Rectangle {
        width: parent.width
        height: Theme.strokeHair
        color: Theme.border
    }
    Rectangle {
        visible: root.isSelected
        width: Theme.strokeSelect
        height: parent.height
        color: Theme.select
    }
    Tone {
        down: root.down
    }
    Column {
        x: 20
        anchors.verticalCenter: parent.verticalCenter
        width: 92

        Txt {
            width: parent.width
            role: "room"
            pixelSize: root.tag.length > 4 ? 20 : 28
            bold: true
            text: root.tag
            color: root.isOwed ? Theme.text : Theme.text2
            elide: Text.ElideRight
        }
        Txt {
            role: "label"
            text: root.number
            color: Theme.text2
        }
    }
    Icon {
        x: 112
        y: 14
        name: root.icon
        size: 20
        color: root.ink
    }
    Column {
        x: 140
        anchors.verticalCenter: parent.verticalCenter

        Txt {
            role: "body"
            bold: true
            text: root.word
            color: root.ink
        }
        Txt {
            role: "label"
            text: root.detail
            color: root.tone === "late" ? Theme.danger : Theme.text2
        }
    }
    Txt {
        anchors.right: arrow.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        role: "title"
        pixelSize: 20
        bold: root.isOwed
        text: root.amount
        color: root.isOwed ? Theme.text : Theme.text2
    }
    Icon {
        id: arrow
        anchors.right: parent.right
        anchors.rightMargin: Theme.space4
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
        size: 20
        color: Theme.text2
    }
    FocusRing {
        shown: root.activeFocus
    }
}
