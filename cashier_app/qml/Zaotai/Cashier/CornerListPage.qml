pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// A list with search and filters at the left, the editor of the chosen one at the right.
Item {
    id: root

    required property var page

    CornerList {
        page: root.page
        width: Math.round((parent.width - Theme.space4) * 0.52)
        height: parent.height
    }
    CornerEditor {
        editor: root.page.editor
        anchors.right: parent.right
        width: parent.width - Math.round((parent.width - Theme.space4) * 0.52) - Theme.space4
        height: parent.height
    }
}
