pragma ComponentBehavior: Bound

import QtQml
import QtQuick
import Zaotai.Ui

// The desk's one window: rooms, calls and tags, the bill; sheets and notices over them.
Rectangle {
    id: root

    required property var desk

    color: Theme.bg

    Loader {
        anchors.fill: parent
        active: root.desk.page === "pairing"
        sourceComponent: DeskPairing {
            pairing: root.desk.pairing
            isUnknown: root.desk.link.state.needsPairing
        }
    }
    Loader {
        anchors.fill: parent
        active: root.desk.page === "desk"
        sourceComponent: DeskPage {
            desk: root.desk
        }
    }
    Instantiator {
        model: root.desk.keys

        Shortcut {
            required property string modelData
            sequences: [modelData]
            onActivated: root.desk.press(modelData)
        }
    }
    Toast {
        id: toast
        objectName: "toast"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space8
    }
    Connections {
        target: root.desk

        function onTold(word: string): void {
            toast.text = word;
            toast.serial += 1;
        }
    }
}
