import QtQuick

// The shape of a line's state: hollow ring, half disc, ticked disc, horn; readable without colour.
Icon {
    id: root

    // a LineState value: waiting, cooking, ready, notified, picked_up, delivered, cancelled
    required property string lineState
    readonly property var shapes: ({
        "waiting": "ring", "cooking": "half", "ready": "tick-disc", "notified": "horn",
        "picked_up": "check", "delivered": "check", "cancelled": "cross"
    })

    name: root.shapes[root.lineState]
    color: StateTone.ink[root.lineState]
}
