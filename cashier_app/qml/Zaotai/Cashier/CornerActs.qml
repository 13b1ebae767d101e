pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// What else can be done with the thing in the editor; what cannot be taken back is held.
Flow {
    id: root

    required property var editor

    spacing: Theme.space3

    Repeater {
        model: root.editor.acts

        Item {
            id: each

            required property string name
            required property string icon
            required property string word
            required property bool isHeld
            required property bool isDanger
            width: each.isHeld ? hold.implicitWidth : tap.implicitWidth
            height: Theme.buttonHeight

            PushButton {
                id: tap
                objectName: "act-" + each.name
                anchors.fill: parent
                visible: !each.isHeld
                kind: each.isDanger ? "danger" : "outline"
                icon: each.icon
                enabled: root.editor.canAct
                text: each.word
                onTapped: root.editor.act(each.name)
            }
            HoldButton {
                id: hold
                objectName: "hold-" + each.name
                anchors.fill: parent
                visible: each.isHeld
                icon: each.icon
                enabled: root.editor.canAct
                text: each.word
                onConfirmed: root.editor.act(each.name)
            }
        }
    }
}
