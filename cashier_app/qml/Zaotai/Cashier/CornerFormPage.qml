import QtQuick
import Zaotai.Ui

// A page that is one thing to edit, its fields in two columns.
Item {
    id: root

    required property var page

    Strip {
        id: problem
        objectName: "pageProblem"
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: text !== ""
        icon: "triangle"
        text: root.page.problem
        fill: Theme.cleanBg
        ink: Theme.clean
        line: Theme.cleanLine
    }
    CornerEditor {
        editor: root.page.editor
        columns: 2
        anchors.top: problem.bottom
        anchors.topMargin: problem.visible ? Theme.space4 : 0
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
