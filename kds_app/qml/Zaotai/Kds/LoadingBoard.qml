pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The first load: the places of tickets in quiet tones; after 5 s it says what is awaited.
Item {
    id: root

    required property string awaited

    Row {
        anchors.fill: parent
        spacing: Theme.layout.columnGap

        Repeater {
            model: [420, 560, 360, 480]

            Column {
                id: column

                required property int modelData

                width: Theme.layout.columnGap * 26.5
                spacing: Theme.layout.rowGap

                SkeletonBlock {
                    width: parent.width
                    height: Math.min(column.modelData, root.height)
                    radius: Theme.radiusL
                    color: Theme.ticket
                }
            }
        }
    }
    Txt {
        anchors.centerIn: parent
        visible: text !== ""
        role: "title"
        bold: true
        text: root.awaited
    }
}
