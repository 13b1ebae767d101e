import QtQuick
import Zaotai.Ui

// A heading with its caption, or a caption alone.
Column {
    id: root

    property string title: ""
    property string caption: ""

    Txt {
        visible: text !== ""
        role: "heading"
        bold: true
        text: root.title
        bottomPadding: Theme.space2
    }
    Txt {
        width: root.width
        visible: text !== ""
        role: "caption"
        text: root.caption
        color: Theme.text3
        wrapMode: Text.Wrap
    }
}
