import QtQuick

// The striped frame around a screen that must not be trusted. Takes no taps.
Item {
    id: root

    property bool shown: true
    readonly property int thickness: Theme.strokeOfflineFrame

    anchors.fill: parent
    visible: root.shown
    z: 50

    Stripe {
        width: root.width
        height: root.thickness
    }
    Stripe {
        y: originY
        width: root.width
        height: root.thickness
        originY: root.height - root.thickness
    }
    Stripe {
        y: originY
        width: root.thickness
        height: root.height - 2 * root.thickness
        originY: root.thickness
    }
    Stripe {
        x: originX
        y: originY
        width: root.thickness
        height: root.height - 2 * root.thickness
        originX: root.width - root.thickness
        originY: root.thickness
    }
}
