pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// What a dish line says: the dish, how, the guest's words, what must not be in it.
Column {
    id: root

    required property string dish
    required property int dishPx
    required property string options
    required property string note
    required property string allergy
    required property bool isRemake
    required property bool isStruck
    required property string markText
    required property color ink
    required property real plateSpace
    readonly property real plateWidth: plate.active ? plate.width : 0
    readonly property real plateHeight: plate.active ? plate.height : 0

    Txt {
        id: name
        width: parent.width
        role: "dish"
        pixelSize: root.dishPx
        bold: true
        text: root.dish
        color: root.ink
        wrapMode: Text.Wrap

        Repeater {
            model: root.isStruck ? name.lineCount : 0

            Rectangle {
                required property int index

                width: Math.min(name.contentWidth, name.width)
                height: 3
                y: name.lineHeight * (index + 0.5) - 1
                color: Theme.cancelLine
            }
        }
    }
    Txt {
        visible: root.markText !== ""
        width: parent.width
        role: "state"
        text: root.markText
        color: Theme.cancel
        wrapMode: Text.Wrap
    }
    Item {
        visible: root.isRemake
        width: parent.width
        height: 38

        Pill {
            y: 3
            radius: Theme.radiusS
            role: "state"
            icon: "refresh"
            text: qsTr("重做")
            fill: Theme.rushBg
            ink: Theme.rush
        }
    }
    Txt {
        visible: text !== ""
        width: parent.width
        role: "option"
        text: root.options
        color: Theme.text2
        wrapMode: Text.Wrap
    }
    Row {
        visible: root.note !== ""
        spacing: Theme.space2
        topPadding: Theme.space1
        bottomPadding: Theme.space1

        Icon {
            y: 5
            name: "bubble"
            size: 22
            color: Theme.note
        }
        Txt {
            width: root.width - 30
            role: "option"
            bold: true
            text: root.note
            color: Theme.note
            wrapMode: Text.Wrap
        }
    }
    Loader {
        id: plate
        active: root.allergy !== ""
        visible: active
        sourceComponent: AllergyPlate {
            text: root.allergy
            space: root.plateSpace
        }
    }
}
