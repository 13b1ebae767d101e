pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Names and values, one a line.
Column {
    id: root

    required property var facts

    spacing: Theme.space1

    Repeater {
        model: root.facts

        Item {
            id: row

            required property string name
            required property string value

            width: root.width
            height: Math.max(44, value.height + Theme.space2)

            Txt {
                role: "label"
                text: row.name
                color: Theme.text2
            }
            Txt {
                id: value
                x: 240
                width: parent.width - x
                role: "body"
                bold: true
                text: row.value
                wrapMode: Text.Wrap
            }
        }
    }
}
