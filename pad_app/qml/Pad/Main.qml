pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The pad's one window: a page for each state of its room, notices over all of them.
Rectangle {
    id: root

    required property var pad

    color: Theme.bg

    Loader {
        anchors.fill: parent
        active: root.pad.page === "open"
        visible: active
        sourceComponent: OpenPage {
            pad: root.pad
        }
    }
    Loader {
        anchors.fill: parent
        active: root.pad.page === "welcome" || root.pad.page === "cleaning"
        sourceComponent: WelcomePage {
            pad: root.pad
        }
    }
    Loader {
        anchors.fill: parent
        active: root.pad.page === "loading"
        sourceComponent: LoadingPage {
            waitsLong: root.pad.waitsLong
        }
    }
    Loader {
        anchors.fill: parent
        active: root.pad.page === "pairing"
        sourceComponent: PairingPage {
            pairing: root.pad.pairing
            isUnknown: root.pad.link.state.needsPairing
        }
    }
    // Sees every touch, takes none away.
    Item {
        anchors.fill: parent
        z: 1000

        PointHandler {
            onActiveChanged: root.pad.touched()
        }
    }
}
