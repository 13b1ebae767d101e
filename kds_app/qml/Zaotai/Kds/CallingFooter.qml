import QtQuick
import Zaotai.Ui

// How fresh this is, and what to do with a number. Turns to the hint colour when it may be late.
Rectangle {
    id: root

    required property string freshness
    required property bool stale

    objectName: "footer"
    color: root.stale ? Theme.hint : Theme.bg

    Rectangle {
        visible: !root.stale
        x: 56
        anchors.verticalCenter: parent.verticalCenter
        width: 16
        height: 16
        radius: 8
        color: Theme.text2
    }
    Icon {
        visible: root.stale
        x: 50
        anchors.verticalCenter: parent.verticalCenter
        name: "triangle"
        size: 36
        color: Theme.ready
    }
    Txt {
        objectName: "freshness"
        x: root.stale ? 100 : 84
        width: Theme.layout.sheetX + 20 - x
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 22
        anchors.verticalCenter: parent.verticalCenter
        role: "caption"
        bold: root.stale
        pixelSize: root.stale ? 34 : 28
        text: root.freshness
        color: root.stale ? Theme.ready : Theme.text2
    }
    Txt {
        x: Theme.layout.sheetX + 40
        width: parent.width - x - Theme.space6
        anchors.verticalCenter: parent.verticalCenter
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 22
        role: "caption"
        pixelSize: 30
        text: qsTr("凭手牌或小票取餐，过号 10 分钟请到收银台询问")
        color: root.stale ? Theme.ready : Theme.text
    }
}
