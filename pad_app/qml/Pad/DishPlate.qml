pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The picture of a dish; without one its character on the colour of its category.
Rectangle {
    id: root

    required property string glyph
    required property int tint
    property string photo: ""
    property bool isSoldOut: false
    property color around: Theme.surface   // what the plate lies on
    readonly property var fills: [Theme.ph1, Theme.ph2, Theme.ph3, Theme.ph4, Theme.ph5]
    readonly property var inks: [Theme.ph1Ink, Theme.ph2Ink, Theme.ph3Ink, Theme.ph4Ink, Theme.ph5Ink]
    readonly property color ink: root.isSoldOut ? Theme.soldText : root.inks[root.tint - 1]

    radius: Theme.radiusL
    color: root.isSoldOut ? Theme.soldBg : root.fills[root.tint - 1]
    clip: true

    // Two rims of a plate, cut by the edge of the picture.
    Repeater {
        model: [70, 40]

        Rectangle {
            required property int modelData
            visible: picture.status !== Image.Ready
            x: root.width - 64 - modelData
            y: root.height - 40 - modelData
            width: 2 * modelData
            height: width
            radius: modelData
            color: "transparent"
            border.width: Theme.strokeHair
            border.color: root.ink
            opacity: 0.28
        }
    }
    Txt {
        x: 18
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: 2
        visible: picture.status !== Image.Ready
        role: "placeholderGlyph"
        serif: true
        text: root.glyph
        color: root.ink
        opacity: root.isSoldOut ? 0.55 : 1
    }
    Image {
        id: picture
        objectName: "photo"
        anchors.fill: parent
        sourceSize.width: root.width * Screen.devicePixelRatio
        source: root.photo
        fillMode: Image.PreserveAspectCrop
        asynchronous: true
        opacity: root.isSoldOut ? 0.4 : 1
    }
    // The picture's corners, rounded as the plate's: a frame of what is around it lies over them.
    Rectangle {
        anchors.fill: parent
        anchors.margins: -border.width
        visible: picture.status === Image.Ready
        radius: root.radius + border.width
        color: "transparent"
        border.width: root.radius
        border.color: root.around
    }
}
