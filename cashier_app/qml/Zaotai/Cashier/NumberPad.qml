pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Digits for a finger, into the field that has the cursor.
Grid {
    id: root

    signal typed(text: string)

    columns: 3
    spacing: Theme.space2

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", ".", "0", "<"]

        PushButton {
            required property string modelData
            objectName: "digit-" + modelData
            width: (root.width - 2 * root.spacing) / 3
            height: 56
            padding: 0
            kind: "neutral"
            role: "title"
            line: Theme.border
            activeFocusOnTab: false
            icon: modelData === "<" ? "backspace" : ""
            text: modelData === "<" ? "" : modelData
            label: modelData === "<" ? qsTr("删去一个") : modelData
            onTapped: root.typed(modelData)
        }
    }
}
