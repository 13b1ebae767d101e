import QtQuick
import Zaotai.Ui

// A dish's character, small.
Rectangle {
    id: root

    required property string glyph
    required property int tint
    readonly property var fills: [Theme.ph1, Theme.ph2, Theme.ph3, Theme.ph4, Theme.ph5]
    readonly property var inks: [Theme.ph1Ink, Theme.ph2Ink, Theme.ph3Ink, Theme.ph4Ink, Theme.ph5Ink]

    width: 56
    height: 56
    radius: Theme.radiusM
    color: root.fills[root.tint - 1]

    Txt {
        anchors.centerIn: parent
        role: "title"
        serif: true
        text: root.glyph
        color: root.inks[root.tint - 1]
    }
}
