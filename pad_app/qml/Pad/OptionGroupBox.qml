pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// One group of options with how many may be taken.
Column {
    id: root

    required property string name
    required property int atLeast
    required property int atMost
    required property var options
    required property var chosen
    required property bool isMissing
    readonly property string rule: root.atLeast > 0
        ? root.atMost === root.atLeast ? qsTr("必选 %1 项").arg(root.atLeast) : qsTr("选 %1–%2 项").arg(root.atLeast).arg(root.atMost)
        : root.atMost === 1 ? qsTr("可选") : qsTr("可选，最多 %1 项").arg(root.atMost)
    signal toggled(string id)

    spacing: Theme.space2

    Row {
        spacing: Theme.space3

        Txt {
            id: title
            role: "button"
            bold: true
            text: root.name
        }
        Txt {
            anchors.baseline: title.baseline
            role: "label"
            bold: root.isMissing
            text: root.rule
            color: root.isMissing ? Theme.danger : Theme.text2
        }
    }
    Flow {
        width: parent.width
        spacing: Theme.space2

        Repeater {
            model: root.options

            ChoiceChip {
                required property var modelData
                objectName: "option-" + modelData.name
                text: modelData.name
                extra: modelData.extra
                chosen: root.chosen.includes(modelData.id)
                onTapped: root.toggled(modelData.id)
            }
        }
    }
}
