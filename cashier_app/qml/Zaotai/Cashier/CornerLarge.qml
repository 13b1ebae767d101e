import QtQuick
import Zaotai.Ui

// Something to be read off and typed elsewhere: a pairing code.
Rectangle {
    id: root

    required property string text

    implicitHeight: 148
    radius: Theme.radiusL
    color: Theme.primaryTint

    Txt {
        objectName: "large"
        anchors.centerIn: parent
        role: "total"
        pixelSize: 76
        bold: true
        text: root.text
        color: Theme.primaryTintInk
        font.letterSpacing: 4
    }
}
