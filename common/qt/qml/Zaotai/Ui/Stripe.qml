import QtQuick

// A strip of diagonal warning stripes. `originX`, `originY` join the bands of neighbouring strips.
Rectangle {
    id: root

    property color fill: Theme.offlineBg
    property color gap: Theme.offline
    property int period: 40
    property real originX: 0
    property real originY: 0

    color: root.gap
    clip: true

    Image {
        x: -(root.originX % root.period)
        y: -(root.originY % root.period)
        width: root.width + root.period
        height: root.height + root.period
        fillMode: Image.Tile
        horizontalAlignment: Image.AlignLeft
        verticalAlignment: Image.AlignTop
        sourceSize: Qt.size(root.period, root.period)
        source: "image://icon/stripe/" + String(root.fill).slice(1)
    }
}
