import QtQuick

// The key that does the same as the button it stands on.
Rectangle {
    id: root

    required property string key
    property color ink: Theme.text

    visible: root.key !== ""
    implicitWidth: Math.max(implicitHeight, word.implicitWidth + 2 * Theme.space2)
    implicitHeight: Math.round(Theme.size.key * 1.6)
    color: "transparent"
    radius: Theme.radiusS
    border.width: Theme.strokeThin
    border.color: root.ink

    Txt {
        id: word
        anchors.centerIn: parent
        role: "key"
        bold: true
        text: root.key
        color: root.ink
    }
}
