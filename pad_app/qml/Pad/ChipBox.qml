pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// A titled box of words to tap; they are sent as they are, and shown in the guest's language.
Column {
    id: root

    required property string title
    required property string prefix
    required property var chips
    required property var chosen
    property bool isWarning: false
    signal toggled(string word)

    spacing: Theme.space2

    Txt {
        role: "button"
        bold: true
        text: root.title
    }
    Flow {
        width: parent.width
        spacing: Theme.space2

        Repeater {
            model: root.chips

            ChoiceChip {
                required property string modelData
                objectName: root.prefix + modelData
                text: qsTranslate("ShopWords", modelData)
                isWarning: root.isWarning
                chosen: root.chosen.includes(modelData)
                onTapped: root.toggled(modelData)
            }
        }
    }
}
