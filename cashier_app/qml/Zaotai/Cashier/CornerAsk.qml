pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Unsaved changes: saved, dropped, or gone on with.
Item {
    id: root

    required property var editor

    visible: root.editor.isAsking
    z: 20

    Pressable {
        objectName: "askBeside"
        anchors.fill: parent
        activeFocusOnTab: false
        label: qsTr("继续编辑")
        onTapped: root.editor.keepOn()

        Rectangle {
            anchors.fill: parent
            color: Theme.text
            opacity: 0.6
        }
    }
    Rectangle {
        anchors.centerIn: parent
        width: 640
        height: words.implicitHeight + 2 * Theme.space6
        radius: Theme.radiusL
        color: Theme.panel
        border.width: Theme.strokeHair
        border.color: Theme.border

        TapHandler {
            gesturePolicy: TapHandler.WithinBounds
        }
        Column {
            id: words
            x: Theme.space6
            y: Theme.space6
            width: parent.width - 2 * x
            spacing: Theme.space4

            Txt {
                role: "heading"
                bold: true
                text: qsTr("有修改还没保存")
            }
            Txt {
                width: parent.width
                text: qsTr("“%1” 改过的内容要保存吗？").arg(root.editor.title)
                color: Theme.text2
                wrapMode: Text.Wrap
            }
            Row {
                spacing: Theme.space3

                PushButton {
                    objectName: "askSave"
                    kind: "primary"
                    icon: "check"
                    enabled: root.editor.canSave
                    text: qsTr("保存")
                    onTapped: root.editor.saveAndLeave()
                }
                PushButton {
                    objectName: "askDiscard"
                    kind: "danger"
                    text: qsTr("不保存")
                    onTapped: root.editor.discard()
                }
                PushButton {
                    objectName: "askKeep"
                    kind: "outline"
                    text: qsTr("继续编辑")
                    onTapped: root.editor.keepOn()
                }
            }
        }
    }
}
