pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Ten digits and one back, for fingers. Each key is told as `typed(key)`; `<` takes the last one back.
Grid {
    id: root

    property int keyWidth: 112
    property int keyHeight: 96
    signal typed(string key)

    columns: 3
    spacing: Theme.space3

    Repeater {
        model: [..."123456789<0"]

        PushButton {
            required property string modelData
            objectName: "key-" + modelData
            width: root.keyWidth
            height: root.keyHeight
            kind: "outline"
            fill: Theme.surface
            role: "title"
            padding: 0
            radius: Theme.radiusL
            icon: modelData === "<" ? "undo" : ""
            text: modelData === "<" ? "" : modelData
            label: modelData === "<" ? qsTr("删去一个") : modelData
            onTapped: root.typed(modelData)
        }
    }
}
