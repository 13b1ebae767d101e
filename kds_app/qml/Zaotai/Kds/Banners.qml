pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Zaotai.Ui

// What must be read before the board: the cut-off band across the screen, the others side by side.
Column {
    id: root

    required property var rows
    signal acted(string key)

    component Said: Banner {
        required property string key
        required detail
        required action

        objectName: "banner-" + key
        actionName: "bannerAction-" + key
        onActed: root.acted(key)
    }
    Repeater {
        model: root.rows

        Said {
            visible: kind === "offline"
            width: root.width
            height: Theme.layout.offlineBanner
            radius: 0
        }
    }
    RowLayout {
        width: root.width
        spacing: Theme.space3

        Repeater {
            model: root.rows

            Said {
                visible: kind !== "offline"
                radius: 0
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: Theme.layout.offlineBanner
            }
        }
    }
}
