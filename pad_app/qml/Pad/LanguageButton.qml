import QtQuick
import Zaotai.Ui

// The other language, in its own words: who needs it cannot read this one.
PushButton {
    id: root

    required property var language
    readonly property var names: ({ "zh_CN": "中文", "en": "EN" })

    objectName: "language"
    height: Theme.touch
    kind: "outline"
    padding: Theme.space3
    text: root.names[root.language.other]
    onTapped: root.language.choose(root.language.other)
}
