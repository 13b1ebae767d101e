pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// One question of a form: typed, counted, chosen or switched; quick answers below what is typed.
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
    required property bool optional
    required property string unit
    required property int atLeast
    required property int atMost
    required property int longest
    readonly property bool isTyped: !["count", "choice", "switch", "image"].includes(root.kind)
    readonly property var chosen: root.value.split(",")
    readonly property string wrong: root.form.wrong[root.key] ?? ""

    spacing: Theme.space2

    Txt {
        role: "label"
        bold: true
        text: root.label
        color: root.wrong !== "" ? Theme.danger : Theme.text2
    }
    Loader {
        width: parent.width
        active: root.isTyped
        visible: active
        sourceComponent: FormInput {
            form: root.form
            key: root.key
            kind: root.kind
            label: root.label
            value: root.value
            hint: root.hint
            unit: root.unit
            longest: root.longest
            isWrong: root.wrong !== ""
        }
    }
    Stepper {
        visible: root.kind === "count"
        name: "field-" + root.key
        label: root.label
        value: Number(root.value)
        from: root.atLeast
        to: root.atMost
        onDecreased: root.form.step(root.key, -1)
        onIncreased: root.form.step(root.key, 1)
    }
    FormSwitch {
        objectName: "field-" + root.key + "Switch"
        visible: root.kind === "switch"
        label: root.label
        isOn: root.value !== ""
        isLocked: root.form.isLocked
        onTapped: root.form.toggle(root.key)
    }
    FormImage {
        objectName: "field-" + root.key + "Image"
        visible: root.kind === "image"
        label: root.label
        source: root.kind === "image" ? root.value : ""
        isLocked: root.form.isLocked
        onTapped: root.form.browse(root.key)
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
                enabled: root !== null && !root.form.isLocked // null: while the field is taken away
                bold: !root.isTyped
                icon: root.many && isChosen ? "check" : ""
                text: option.modelData.label + (option.modelData.detail !== "" ? "  " + option.modelData.detail : "")
                onTapped: root.form.choose(root.key, option.modelData.key)
            }
        }
    }
    Txt {
        objectName: "none-" + root.key
        width: parent.width
        visible: root.kind === "choice" && root.options.length === 0
        text: root.hint !== "" ? root.hint : qsTr("没有可选的")
        color: Theme.text2
        wrapMode: Text.Wrap
    }
    Txt {
        objectName: "wrong-" + root.key
        width: parent.width
        visible: root.wrong !== ""
        role: "label"
        bold: true
        text: root.wrong
        color: Theme.danger
        wrapMode: Text.Wrap
    }
}
