import QtQuick
import Zaotai.Ui

// 801 房间, or 手牌 208: big enough for two metres; a long name of a room shrinks.
Row {
    id: root

    required property string place
    required property bool isTag
    required property color ink
    required property color kindInk
    required property real space
    // A room with a name of words needs no 房间 behind it; it takes two smaller lines.
    readonly property bool isLong: root.place.length > 5

    spacing: Theme.space2
    layoutDirection: root.isTag ? Qt.RightToLeft : Qt.LeftToRight

    Txt {
        id: name
        role: "room"
        pixelSize: root.isLong ? Theme.size.option : Theme.size.room
        bold: true
        width: root.isLong ? root.space : implicitWidth
        text: root.place
        color: root.isTag ? root.ink : Theme.late
        wrapMode: root.isLong ? Text.Wrap : Text.NoWrap
        maximumLineCount: 2
    }
    Txt {
        id: kind
        visible: !root.isLong && name.implicitWidth + root.spacing + implicitWidth <= root.space
        anchors.baseline: name.baseline
        role: "option"
        bold: true
        text: root.isTag ? qsTr("手牌") : qsTr("房间")
        color: root.kindInk
    }
}
