import QtQuick
import Zaotai.Ui

// The number that is being called, for 8 s; then a quiet plate that says what to do.
Rectangle {
    id: root

    required property string number
    required property string place
    required property bool isTag
    required property string calls
    readonly property bool calling: root.number !== ""

    objectName: "hero"
    height: Theme.layout.hero
    radius: 28
    color: root.calling ? Theme.hero : Theme.readyCard
    border.width: root.calling ? 0 : Theme.strokeThin
    border.color: Theme.readyBorder

    Behavior on color {
        ColorAnimation { duration: Theme.stateMs }
    }
    Icon {
        x: root.calling ? 50 : 56
        y: root.calling ? 50 : (root.height - height) / 2
        name: "bell"
        size: root.calling ? 48 : 96
        color: root.calling ? Theme.heroInk : Theme.hero
    }
    Txt {
        x: root.calling ? 116 : 190
        y: root.calling ? 38 : root.height / 2 - 110
        role: "title"
        pixelSize: root.calling ? Theme.size.title : 88
        bold: true
        text: qsTr("请取餐")
        color: root.calling ? Theme.heroInk : Theme.readyText
    }
    Txt {
        visible: !root.calling
        x: 192
        y: root.height / 2 + 26
        pixelSize: 44
        text: qsTr("听到叫号，请看下面的号码")
        color: Theme.readyText2
    }
    Txt {
        visible: root.calling
        anchors.right: parent.right
        anchors.rightMargin: 48
        y: 48
        pixelSize: 34
        text: root.calls
        color: Theme.heroInk2
    }
    Txt {
        id: big
        visible: root.calling
        x: 44
        y: 92
        role: "hero"
        bold: true
        text: root.number
        color: Theme.heroInk
        width: Math.min(implicitWidth, root.width * 0.58)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.size.ready
    }
    Rectangle {
        id: divider
        visible: root.calling
        x: Math.max(540, big.x + big.width + 64)
        y: 134
        width: 2
        height: 176
        color: Theme.heroInk2
        opacity: 0.5
    }
    Txt {
        visible: root.calling
        anchors.left: divider.right
        anchors.leftMargin: 58
        y: 114
        pixelSize: 48
        bold: true
        text: root.isTag ? qsTr("手牌") : qsTr("房间")
        color: Theme.heroInk2
    }
    Txt {
        visible: root.calling
        anchors.left: divider.right
        anchors.leftMargin: 54
        y: 156
        role: "heroTag"
        bold: true
        width: Math.min(implicitWidth, root.width - divider.x - 100)
        text: root.place
        color: Theme.heroInk
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.size.readyTag
    }
}
