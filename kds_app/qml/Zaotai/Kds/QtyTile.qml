import QtQuick
import Zaotai.Ui

// How many: a plain digit for one, an inverse tile for more, in the colour of the state.
Rectangle {
    id: root

    required property int quantity
    required property string lineState
    required property bool quiet
    property bool plain: false
    readonly property bool loud: root.quantity > 1 && !root.quiet && !root.plain
    readonly property color tint: root.lineState === "waiting" ? Theme.text : StateTone.ink[root.lineState]

    width: Theme.layout.qtyTile
    height: Theme.layout.qtyTile
    radius: Theme.radiusM
    color: root.loud ? root.tint : "transparent"

    Txt {
        anchors.centerIn: parent
        role: "qty"
        bold: true
        pixelSize: root.quantity > 9 ? 36 : Theme.size.qty
        text: root.quantity
        color: root.loud ? Theme.bg : root.quiet ? Theme.notified : Theme.text
    }
}
