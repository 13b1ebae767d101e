pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// How the sentence in the editor will be shown and said, to be heard from this desk's speaker.
Panel {
    id: root

    required property var page

    Column {
        x: Theme.space5
        y: Theme.space5
        width: parent.width - 2 * x
        spacing: Theme.space4

        Txt {
            role: "title"
            bold: true
            text: qsTr("听听看")
        }
        Txt {
            width: parent.width
            visible: root.page.samples.count === 0
            text: root.page.isWrong ? qsTr("句子里有写错的地方，改好了再听") : qsTr("选一条消息，这里显示它怎么写、怎么念")
            color: root.page.isWrong ? Theme.danger : Theme.text2
            wrapMode: Text.Wrap
        }
        Repeater {
            model: root.page.samples

            Column {
                id: each

                required property string key
                required property string title
                required property string shown
                required property string spoken
                width: parent.width
                spacing: Theme.space2

                Txt {
                    role: "label"
                    bold: true
                    text: each.title
                    color: Theme.text2
                }
                Rectangle {
                    width: parent.width
                    height: words.height + 2 * Theme.space4
                    radius: Theme.radiusM
                    color: Theme.surface2
                    border.width: Theme.strokeHair
                    border.color: Theme.border

                    Column {
                        id: words
                        x: Theme.space4
                        y: Theme.space4
                        width: parent.width - 2 * x
                        spacing: Theme.space3

                        Row {
                            width: parent.width
                            spacing: Theme.space3

                            Icon {
                                name: "screen"
                                size: 22
                                color: Theme.text2
                            }
                            Txt {
                                objectName: "shown-" + each.key
                                width: parent.width - 34
                                bold: true
                                text: each.shown
                                wrapMode: Text.Wrap
                            }
                        }
                        Row {
                            width: parent.width
                            spacing: Theme.space3

                            Icon {
                                name: each.spoken !== "" ? "speaker" : "muted"
                                size: 22
                                color: each.spoken !== "" ? Theme.inUse : Theme.text2
                            }
                            Txt {
                                objectName: "spoken-" + each.key
                                width: parent.width - 34
                                text: each.spoken !== "" ? each.spoken : qsTr("只显示，不念")
                                color: each.spoken !== "" ? Theme.inUse : Theme.text2
                                wrapMode: Text.Wrap
                            }
                        }
                    }
                }
                PushButton {
                    objectName: "rehearse-" + each.key
                    visible: each.spoken !== ""
                    icon: "speaker"
                    text: qsTr("试听")
                    onTapped: root.page.rehearse(each.key)
                }
            }
        }
        Txt {
            visible: root.page.placeholders.count > 0
            role: "label"
            bold: true
            text: qsTr("句子里能放的词，点一下加到最后")
            color: Theme.text2
            topPadding: Theme.space3
        }
        Flow {
            width: parent.width
            spacing: Theme.space2

            Repeater {
                model: root.page.placeholders

                PushButton {
                    id: insert

                    required property string name
                    required property string word
                    objectName: "insert-" + insert.name
                    padding: Theme.space3
                    icon: "plus"
                    enabled: root !== null && !root.page.editor.isLocked // null: while it is taken away
                    text: insert.word + "  {" + insert.name + "}"
                    onTapped: root.page.insert(insert.name)
                }
            }
        }
    }
}
