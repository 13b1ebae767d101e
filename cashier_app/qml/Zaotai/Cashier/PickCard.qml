pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// One dish of the coming order: how many, which options, what the guest must not eat, a note.
Rectangle {
    id: root

    required property string key
    required property string name
    required property int quantity
    required property string amount
    required property string note
    required property var groups
    signal stepped(key: string, by: int)
    signal chosen(key: string, choice: string)
    signal noted(key: string, text: string)

    height: column.height + 2 * Theme.space3
    radius: Theme.radiusM
    color: Theme.surface2
    border.width: Theme.strokeHair
    border.color: Theme.border

    Column {
        id: column
        x: Theme.space3
        y: Theme.space3
        width: parent.width - 2 * x
        spacing: Theme.space2

        Item {
            width: parent.width
            height: stepper.height

            Txt {
                anchors.verticalCenter: parent.verticalCenter
                width: stepper.x - Theme.space2
                role: "title"
                bold: true
                text: root.name
                elide: Text.ElideRight
            }
            Stepper {
                id: stepper
                x: parent.width - width - 92
                name: "pick-" + root.name + "-"
                label: root.name
                value: root.quantity
                onDecreased: root.stepped(root.key, -1)
                onIncreased: root.stepped(root.key, 1)
            }
            Txt {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                bold: true
                text: root.amount
            }
        }
        Repeater {
            model: root.groups

            Column {
                id: group

                required property var modelData
                width: column.width
                spacing: Theme.space1

                Txt {
                    role: "label"
                    bold: group.modelData.isMissing
                    text: group.modelData.isMissing ? qsTr("%1 · 请选").arg(group.modelData.name) : group.modelData.name
                    color: group.modelData.isMissing ? Theme.danger : Theme.text2
                }
                Flow {
                    width: parent.width
                    spacing: Theme.space2

                    Repeater {
                        model: group.modelData.choices

                        PushButton {
                            required property var modelData
                            objectName: "choice-" + modelData.name
                            kind: modelData.isChosen ? "select" : "outline"
                            padding: Theme.space3
                            bold: false
                            text: modelData.name
                            onTapped: root.chosen(root.key, modelData.key)
                        }
                    }
                }
            }
        }
        Rectangle {
            width: parent.width
            height: Theme.touch
            radius: Theme.radiusM
            color: Theme.surface
            border.width: note.activeFocus ? Theme.strokeThin : Theme.strokeHair
            border.color: note.activeFocus ? Theme.primary : Theme.border

            TextInput {
                id: note
                objectName: "note-" + root.name
                anchors.fill: parent
                anchors.leftMargin: Theme.space3
                anchors.rightMargin: Theme.space3
                verticalAlignment: TextInput.AlignVCenter
                font.family: Theme.family
                font.pixelSize: Theme.size.label
                color: Theme.text
                clip: true
                maximumLength: 200
                activeFocusOnTab: true
                Accessible.role: Accessible.EditableText
                Accessible.name: qsTr("%1 备注").arg(root.name)
                onTextEdited: root.noted(root.key, text)
                Component.onCompleted: text = root.note
            }
            Txt {
                x: Theme.space3
                anchors.verticalCenter: parent.verticalCenter
                visible: note.text === ""
                role: "label"
                text: qsTr("备注")
                color: Theme.text3
            }
        }
    }
}
