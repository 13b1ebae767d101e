import QtQuick
import Zaotai.Ui

// A line of the editor that is only read.
Item {
    id: root

    required property string key
    required property string label
    required property string value
    required property string icon
    required property string tone

    implicitHeight: Math.max(36, words.implicitHeight)

    Txt {
        width: 150
        role: "label"
        bold: true
        text: root.label
        color: Theme.text2
    }
    CornerTone {
        x: 160
        visible: root.tone !== ""
        text: root.value
        icon: root.icon
        tone: root.tone
    }
    Txt {
        id: words
        objectName: "fact-" + root.key
        x: 160
        width: parent.width - x
        visible: root.tone === ""
        text: root.value
        wrapMode: Text.Wrap
    }
}
