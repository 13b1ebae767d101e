pragma ComponentBehavior: Bound

import QtQuick

// One of a few views or filters. `tabs`: objects with name (objectName), text, and perhaps count.
// `boxed`: separate boxes as the kitchen's station filter; else one rounded track as on the pad.
Rectangle {
    id: root

    required property var tabs
    required property int current
    property bool boxed: Theme.name === "kitchen"
    signal chosen(int index)

    implicitWidth: row.implicitWidth + (root.boxed ? 0 : 2 * Theme.space1)
    implicitHeight: row.implicitHeight + (root.boxed ? 0 : 2 * Theme.space1)
    radius: root.boxed ? 0 : height / 2
    color: root.boxed ? "transparent" : Theme.surface2
    Accessible.role: Accessible.PageTabList

    Row {
        id: row
        anchors.centerIn: parent
        spacing: root.boxed ? Theme.space2 : 0

        Repeater {
            model: root.tabs

            SegmentedTab {
                required property var modelData
                required property int index
                objectName: modelData.name
                text: modelData.text
                count: modelData.count ?? -1
                chosen: index === root.current
                boxed: root.boxed
                onTapped: root.chosen(index)
            }
        }
    }
}
