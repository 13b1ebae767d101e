pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// One group of options with how many may be taken.
Column {
    id: root

    required property var group
    readonly property string rule: root.group.atLeast > 0
        ? root.group.atMost === root.group.atLeast ? qsTr("必选 %1 项").arg(root.group.atLeast)
        : qsTr("选 %1–%2 项").arg(root.group.atLeast).arg(root.group.atMost)
        : root.group.atMost === 1 ? qsTr("可选") : qsTr("可选，最多 %1 项").arg(root.group.atMost)
    signal toggled(string id)

    spacing: Theme.space2

    Row {
        spacing: Theme.space3

        Txt {
            id: name
            role: "button"
            bold: true
            text: root.group.name
        }
        Txt {
            anchors.baseline: name.baseline
            role: "label"
            bold: root.group.still > 0
            text: root.rule
            color: root.group.still > 0 ? Theme.danger : Theme.text2
        }
    }
    Flow {
        width: parent.width
        spacing: Theme.space2

        Repeater {
            model: root.group.options

            ChoiceChip {
                required property var modelData
                objectName: "option-" + modelData.name
                text: modelData.name
                extra: modelData.extra
                chosen: modelData.isChosen
                onTapped: root.toggled(modelData.id)
            }
        }
    }
}
