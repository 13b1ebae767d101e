import QtQuick
import Zaotai.Ui

// 过敏: an inverse plate that is never folded and never elided.
Item {
    id: root

    required property string text
    required property real space

    implicitWidth: plate.width
    implicitHeight: plate.height + 10

    Rectangle {
        id: plate
        y: 6
        width: words.width + 58
        height: words.height + 9
        radius: Theme.radiusS
        color: Theme.allergyBg

        Icon {
            x: 12
            y: 8
            name: "triangle-solid"
            size: 24
            color: Theme.allergy
        }
        Txt {
            id: words
            x: 46
            y: 5
            width: Math.min(implicitWidth, root.space - 58)
            role: "option"
            bold: true
            text: root.text
            color: Theme.allergy
            wrapMode: Text.Wrap
        }
    }
}
