pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The last twenty tickets that left, newest first, their lines in the order of the order.
Item {
    id: root

    required property var page

    EmptyState {
        anchors.centerIn: parent
        visible: list.count === 0
        icon: "history"
        title: qsTr("还没有离开的单")
        detail: qsTr("取走的单会在这里，最多 20 张")
    }
    ListView {
        id: list
        objectName: "recallList"
        anchors.fill: parent
        clip: true
        spacing: Theme.space3
        boundsBehavior: Flickable.StopAtBounds
        model: root.page.rows

        delegate: Rectangle {
            id: row

            required property string key
            required property string title
            required property string leftAt
            required property bool canRecall
            required property var lines

            objectName: "left-" + row.key
            width: ListView.view.width
            height: body.height + 2 * Theme.space3
            radius: Theme.radiusL
            color: Theme.ticket
            border.width: Theme.strokeThin
            border.color: Theme.border

            Column {
                id: body
                x: Theme.space4
                y: Theme.space3
                width: parent.width - 2 * Theme.space4
                spacing: Theme.space2

                Item {
                    width: parent.width
                    height: Theme.buttonHeight

                    Txt {
                        anchors.verticalCenter: parent.verticalCenter
                        role: "title"
                        bold: true
                        text: row.title
                    }
                    Txt {
                        anchors.right: whole.left
                        anchors.rightMargin: Theme.space5
                        anchors.verticalCenter: parent.verticalCenter
                        role: "body"
                        text: row.leftAt
                        color: Theme.text2
                    }
                    PushButton {
                        id: whole
                        objectName: "recall-" + row.key
                        anchors.right: parent.right
                        visible: row.canRecall
                        kind: "primary"
                        icon: "history"
                        text: qsTr("整单找回")
                        activeFocusOnTab: false
                        onTapped: root.page.recallTicket(row.key)
                    }
                }
                Repeater {
                    model: row.lines

                    LeftLine {
                        width: body.width
                        onRecalled: root.page.recallLine(row.key, modelData.key)
                    }
                }
            }
        }
    }
}
