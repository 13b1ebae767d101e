pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// One question of a form: typed, counted or chosen; quick answers below what is typed.
Column {
    id: root

    required property var form
    required property string key
    required property string kind
    required property string label
    required property string value
    required property string hint
    required property var options
    required property bool many
    readonly property bool isTyped: root.kind === "text" || root.kind === "secret" || root.kind === "amount"
    readonly property var chosen: root.value.split(",")

    spacing: Theme.space2

    Txt {
        role: "label"
        bold: true
        text: root.label
        color: Theme.text2
    }
    Rectangle {
        width: parent.width
        height: root.kind === "amount" ? 64 : 56
        visible: root.isTyped
        radius: Theme.radiusM
        color: root.form.isLocked ? Theme.surface2 : Theme.surface
        border.width: input.activeFocus ? Theme.strokeThin : Theme.strokeHair
        border.color: input.activeFocus ? Theme.primary : Theme.borderStrong

        Txt {
            id: sign
            x: Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            visible: root.kind === "amount"
            role: "title"
            text: "¥"
            color: Theme.text2
        }
        TextInput {
            id: input
            objectName: "field-" + root.key
            x: root.kind === "amount" ? 44 : Theme.space4
            width: parent.width - x - Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            font.family: Theme.family
            font.pixelSize: root.kind === "amount" ? 30 : Theme.size.title
            font.weight: root.kind === "amount" ? Font.Bold : Font.Normal
            color: Theme.text
            clip: true
            selectByMouse: true
            readOnly: root.form.isLocked
            activeFocusOnTab: true
            echoMode: root.kind === "secret" ? TextInput.Password : TextInput.Normal
            maximumLength: 200
            Accessible.role: Accessible.EditableText
            Accessible.name: root.label
            onTextEdited: root.form.fill(root.key, text)
            onActiveFocusChanged: if (input.activeFocus) root.form.focusOn(root.key)
        }
    }
    Stepper {
        visible: root.kind === "count"
        name: "field-" + root.key
        label: root.label
        value: Number(root.value)
        from: 1
        onDecreased: root.form.step(root.key, -1)
        onIncreased: root.form.step(root.key, 1)
    }
    Flow {
        width: parent.width
        visible: root.options.length > 0
        spacing: Theme.space2

        Repeater {
            model: root.options

            PushButton {
                id: option

                required property var modelData
                readonly property bool isChosen: root.isTyped ? root.value === option.modelData.key
                    : root.chosen.includes(option.modelData.key)
                objectName: "option-" + option.modelData.key
                padding: Theme.space3
                kind: isChosen ? "select" : "outline"
                enabled: !root.form.isLocked
                bold: !root.isTyped
                text: option.modelData.label + (option.modelData.detail !== "" ? "  " + option.modelData.detail : "")
                onTapped: root.form.choose(root.key, option.modelData.key)
            }
        }
    }
    Connections {
        target: root.form

        function onChanged(): void {
            if (root.form.focusKey === root.key && root.isTyped && !input.activeFocus)
                input.forceActiveFocus();
        }
    }
    Component.onCompleted: {
        input.text = root.value;
        if (root.form.focusKey === root.key)
            input.forceActiveFocus();
        input.selectAll();
    }
    onValueChanged: if (input.text !== root.value) input.text = root.value
}
