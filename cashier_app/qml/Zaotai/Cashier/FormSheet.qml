pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The one sheet that asks: fields, a number pad for touch, what it comes to, one button.
Sheet {
    id: root

    required property var form

    objectName: "formSheet"
    open: root.form.isOpen
    title: root.form.title
    extent: 620
    onCloseAsked: root.form.close()

    Flickable {
        id: page
        width: parent.width
        height: foot.y - Theme.space3
        clip: true
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: column
            width: page.width
            spacing: Theme.space4

            Repeater {
                model: root.form.obstacles

                Strip {
                    required property string modelData
                    required property int index
                    objectName: "obstacle-" + index
                    width: column.width
                    icon: "triangle"
                    text: modelData
                    fill: Theme.dangerBg
                    ink: Theme.danger
                    line: Theme.dangerLine
                }
            }
            Txt {
                width: parent.width
                visible: text !== ""
                text: root.form.note
                color: Theme.text2
                wrapMode: Text.Wrap
            }
            Repeater {
                model: root.form.fields

                FormField {
                    required property int index
                    form: root.form
                    width: column.width
                }
            }
        }
    }
    ScrollMark {
        of: page
        x: page.width + Theme.space2
    }
    Column {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.space3

        NumberPad {
            width: parent.width
            visible: root.form.hasNumber
            onTyped: text => root.form.typeKey(text)
        }
        Txt {
            objectName: "formSummary"
            width: parent.width
            visible: text !== ""
            role: "room"
            bold: true
            text: root.form.summary
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.Wrap
        }
        Strip {
            objectName: "formProblem"
            width: parent.width
            visible: text !== ""
            icon: "triangle"
            text: root.form.problem
            fill: Theme.dangerBg
            ink: Theme.danger
            line: Theme.dangerLine
        }
        HoldButton {
            objectName: "formHold"
            width: parent.width
            height: Theme.layout.pay
            visible: root.form.isHeld
            enabled: root.form.canConfirm
            text: root.form.confirmWord
            onConfirmed: root.form.confirm()
        }
        PushButton {
            objectName: "formConfirm"
            width: parent.width
            height: Theme.layout.pay
            visible: !root.form.isHeld
            kind: "primary"
            role: "title"
            enabled: root.form.canConfirm
            key: "Enter"
            text: root.form.isBusy ? qsTr("正在送出") : root.form.confirmWord
            onTapped: root.form.confirm()
        }
    }
    Shortcut {
        sequences: ["Return", "Enter"]
        enabled: root.form.isOpen && !root.form.isHeld
        onActivated: root.form.enter()
    }
}
