pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// What was said lately, each to be heard again.
ListView {
    id: root

    required property var rows
    signal asked(string key)

    clip: true
    spacing: Theme.space2
    boundsBehavior: Flickable.StopAtBounds
    model: root.rows

    delegate: Rectangle {
        id: row

        required property string key
        required property string text
        required property string at

        width: ListView.view.width
        height: Math.max(words.height, Theme.touch) + 2 * Theme.space2
        radius: Theme.radiusM
        color: Theme.line

        Column {
            id: words
            x: Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - again.width - 48

            Txt {
                role: "caption"
                text: row.at
                color: Theme.text2
            }
            Txt {
                width: parent.width
                role: "option"
                text: row.text
                wrapMode: Text.Wrap
            }
        }
        PushButton {
            id: again
            objectName: "replay-" + row.key
            anchors.right: parent.right
            anchors.rightMargin: Theme.space2
            anchors.verticalCenter: parent.verticalCenter
            implicitHeight: Theme.touch
            kind: "outline"
            icon: "speaker"
            text: qsTr("重播")
            activeFocusOnTab: false
            onTapped: root.asked(row.key)
        }
    }
}
