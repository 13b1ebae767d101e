import QtQuick

// What can be tapped: a finger, a mouse, a key or a screen reader raise one `tapped`.
// Taps within 250 ms of the last one are a wet finger's echo and change nothing.
Item {
    id: root

    required objectName
    required property string label
    readonly property bool down: tap.pressed
    property alias gesturePolicy: tap.gesturePolicy
    signal tapped

    function press() {
        if (echo.running || !root.enabled)
            return;
        echo.restart();
        root.tapped();
    }

    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: root.label
    Accessible.focusable: true
    Accessible.onPressAction: root.press()
    Keys.onSpacePressed: root.press()
    Keys.onReturnPressed: root.press()
    Keys.onEnterPressed: root.press()

    Timer {
        id: echo
        interval: Theme.repeatMs
    }
    TapHandler {
        id: tap
        gesturePolicy: TapHandler.ReleaseWithinBounds
        // A slow press is a press: without this, one of more than 0.8 s would do nothing.
        longPressThreshold: 3600
        onTapped: root.press()
    }
}
