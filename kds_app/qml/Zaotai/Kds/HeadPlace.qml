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

    spacing: Theme.space2
    layoutDirection: root.isTag ? Qt.RightToLeft : Qt.LeftToRight

    Txt {
        id: name
        role: "room"
        bold: true
        width: Math.min(implicitWidth, Math.max(80, root.space - kind.width - root.spacing))
        text: root.place
        color: root.isTag ? root.ink : Theme.late
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.size.option
        maximumLineCount: 1
    }
    Txt {
        id: kind
        anchors.baseline: name.baseline
        role: "option"
        bold: true
        text: root.isTag ? qsTr("手牌") : qsTr("房间")
        color: root.kindInk
    }
}
