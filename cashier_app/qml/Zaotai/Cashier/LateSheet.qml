import QtQuick

// A sheet that is made when it is first wanted, and kept: most desks never open most of them.
Loader {
    id: root

    required property bool isWanted
    // Only once it is there: it slides in, and what it does on opening is done the first time as well.
    readonly property bool isOpen: root.isWanted && root.status === Loader.Ready

    anchors.fill: parent
    z: 100
    active: false
    Binding on active {
        when: root.isWanted
        value: true
        restoreMode: Binding.RestoreNone
    }
}
