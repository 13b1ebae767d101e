pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// One thing as it is edited: what it is, its fields, what else can be done with it, and saving.
Panel {
    id: root

    required property var editor
    property int columns: 1

    EmptyState {
        objectName: "editorEmpty"
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.space6
        visible: !root.editor.isOpen
        icon: "sliders"
        title: qsTr("选一项来修改")
    }
    Item {
        anchors.fill: parent
        anchors.margins: Theme.space5
        visible: root.editor.isOpen

        Column {
            id: head
            width: parent.width
            spacing: Theme.space1

            Row {
                width: parent.width
                spacing: Theme.space3

                Txt {
                    objectName: "editorTitle"
                    width: Math.min(implicitWidth, parent.width - (dirty.visible ? dirty.width + parent.spacing : 0))
                    role: "room"
                    bold: true
                    text: root.editor.title
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                    elide: Text.ElideRight
                }
                CornerTone {
                    id: dirty
                    objectName: "dirty"
                    anchors.verticalCenter: parent.verticalCenter
                    visible: root.editor.isDirty
                    icon: "upload"
                    tone: "warn"
                    text: qsTr("未保存")
                }
            }
            Txt {
                width: parent.width
                visible: text !== ""
                text: root.editor.detail
                color: Theme.text2
                wrapMode: Text.Wrap
            }
        }
        Flickable {
            id: scroll
            anchors.top: head.bottom
            anchors.topMargin: Theme.space4
            anchors.bottom: foot.top
            anchors.bottomMargin: Theme.space3
            width: parent.width
            clip: true
            contentHeight: body.height
            boundsBehavior: Flickable.StopAtBounds

            Column {
                id: body
                width: scroll.width
                spacing: Theme.space4

                CornerLarge {
                    width: parent.width
                    visible: root.editor.large !== ""
                    text: root.editor.large
                }
                Loader {
                    width: parent.width
                    active: root.editor.address !== ""
                    visible: active
                    sourceComponent: CornerQr {
                        source: root.editor.qr
                        address: root.editor.address
                    }
                }
                Repeater {
                    model: root.editor.facts

                    CornerFact {
                        width: body.width
                    }
                }
                Flow {
                    width: parent.width
                    spacing: Theme.space4

                    Repeater {
                        model: root.editor.fields

                        FormField {
                            form: root.editor
                            width: Math.floor((body.width - (root.columns - 1) * Theme.space4) / root.columns)
                        }
                    }
                }
                CornerActs {
                    editor: root.editor
                    width: body.width
                }
            }
        }
        ScrollMark {
            of: scroll
            x: scroll.width + Theme.space2
        }
        Column {
            id: foot
            anchors.bottom: parent.bottom
            width: parent.width
            spacing: Theme.space3

            Strip {
                objectName: "editorWarning"
                width: parent.width
                visible: text !== ""
                icon: "bell"
                text: root.editor.warning
                fill: Theme.cleanBg
                ink: Theme.clean
                line: Theme.cleanLine
            }
            Strip {
                objectName: "editorSummary"
                width: parent.width
                visible: text !== ""
                icon: "clock"
                text: root.editor.summary
            }
            Strip {
                objectName: "editorProblem"
                width: parent.width
                visible: text !== ""
                icon: "triangle"
                text: root.editor.problem
                fill: Theme.dangerBg
                ink: Theme.danger
                line: Theme.dangerLine
            }
            PushButton {
                objectName: "save"
                width: parent.width
                height: 64
                visible: root.editor.saveWord !== ""
                kind: "primary"
                role: "title"
                enabled: root.editor.canSave
                key: "Ctrl+S"
                text: root.editor.isBusy ? qsTr("正在送出") : root.editor.saveWord
                onTapped: root.editor.save()
            }
        }
    }
}
