import QtQuick
import Zaotai.Ui

// A line of words on a ticket: the guest's note for the whole order, or where the rest is cooked.
Row {
    id: root

    required property string kind   // note, also
    required property string text
    readonly property bool note: root.kind === "note"

    leftPadding: Theme.space2
    topPadding: root.note ? Theme.space2 : Theme.space1
    spacing: Theme.space2

    Icon {
        y: 4
        name: root.note ? "bubble" : "screen"
        size: 22
        color: root.note ? Theme.note : Theme.text3
    }
    Txt {
        width: root.width - 46
        role: root.note ? "option" : "caption"
        bold: root.note
        text: root.text
        color: root.note ? Theme.note : Theme.text2
        wrapMode: Text.Wrap
    }
}
