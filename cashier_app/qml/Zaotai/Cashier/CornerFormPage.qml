import QtQuick
import Zaotai.Ui

// A page that is one thing to edit.
Item {
    id: root

    required property var page

    CornerEditor {
        id: editor
        editor: root.page.editor
        width: Math.min(parent.width, 980)
        height: parent.height
    }
    Strip {
        objectName: "pageProblem"
        anchors.left: editor.right
        anchors.leftMargin: Theme.space4
        anchors.right: parent.right
        visible: text !== ""
        icon: "triangle"
        text: root.page.problem
        fill: Theme.cleanBg
        ink: Theme.clean
        line: Theme.cleanLine
    }
}
