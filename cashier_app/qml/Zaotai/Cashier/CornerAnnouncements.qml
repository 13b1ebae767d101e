import QtQuick
import Zaotai.Ui

// Who is told what: the list, the setting that is changed, and how its sentence reads and sounds.
Item {
    id: root

    required property var page
    readonly property real gap: Theme.space4
    readonly property real room: root.width - 2 * root.gap

    CornerList {
        id: list
        page: root.page
        width: Math.round(root.room * 0.36)
        height: parent.height
    }
    CornerEditor {
        id: editor
        editor: root.page.editor
        x: list.width + root.gap
        width: Math.round(root.room * 0.37)
        height: parent.height
    }
    CornerSample {
        page: root.page
        x: editor.x + editor.width + root.gap
        width: parent.width - x
        height: parent.height
    }
}
