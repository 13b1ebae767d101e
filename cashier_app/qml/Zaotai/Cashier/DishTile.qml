import QtQuick
import Zaotai.Ui

// One dish to tap: name, price, how many are chosen; a sold-out one cannot be tapped.
Pressable {
    id: root

    required property string name
    required property string price
    required property string stock
    required property bool isSoldOut
    required property int chosen

    label: root.name + " " + root.price
    enabled: !root.isSoldOut

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusM
        color: root.chosen > 0 ? Theme.primaryTint : root.isSoldOut ? Theme.surface2 : Theme.surface
        border.width: root.chosen > 0 ? Theme.strokeThin : Theme.strokeHair
        border.color: root.chosen > 0 ? Theme.primary : Theme.borderStrong
    }
    Tone {
        down: root.down
        radius: Theme.radiusM
    }
    Txt {
        x: Theme.space3
        y: Theme.space3
        width: parent.width - 2 * x
        bold: true
        text: root.name
        color: root.isSoldOut ? Theme.text3 : Theme.text
        wrapMode: Text.Wrap
        maximumLineCount: 2
        elide: Text.ElideRight
    }
    Txt {
        x: Theme.space3
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space2
        role: "label"
        text: root.stock === "" ? root.price : root.price + " · " + root.stock
        color: root.isSoldOut ? Theme.text3 : Theme.text2
    }
    Pill {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.space2
        visible: root.chosen > 0
        text: "×" + root.chosen
        padding: Theme.space2
    }
    FocusRing {
        shown: root.activeFocus
        radius: Theme.radiusM
    }
}
