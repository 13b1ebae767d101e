pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Hold a dish to take it off every pad; one tap brings it back.
Item {
    id: root

    required property var page

    Txt {
        id: hint
        width: parent.width
        role: "body"
        text: qsTr("按住一道菜沽清，所有平板马上不能再点。到下一个营业日自动恢复。")
        color: Theme.text2
        wrapMode: Text.Wrap
    }
    Rectangle {
        id: question
        objectName: "soldOutQuestion"
        anchors.top: hint.bottom
        anchors.topMargin: Theme.space3
        width: parent.width
        height: visible ? 168 : 0
        visible: root.page.question !== ""
        radius: Theme.radiusM
        color: Theme.cancelBg
        border.width: Theme.strokeThin
        border.color: Theme.cancelLine

        Txt {
            x: Theme.space5
            y: Theme.space4
            role: "title"
            bold: true
            text: root.page.question
            color: Theme.cancelText
        }
        Row {
            x: Theme.space5
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.space4
            spacing: Theme.space3

            PushButton {
                objectName: "keepWaiting"
                kind: "neutral"
                text: qsTr("做完这些再停")
                onTapped: root.page.answer(false)
            }
            PushButton {
                objectName: "cancelWaiting"
                kind: "cancel"
                text: qsTr("取消这些，告诉客人")
                onTapped: root.page.answer(true)
            }
            PushButton {
                objectName: "forgetSoldOut"
                kind: "outline"
                text: qsTr("不沽清了")
                onTapped: root.page.forget()
            }
        }
    }
    GridView {
        id: grid
        objectName: "soldOutGrid"
        anchors.top: question.bottom
        anchors.topMargin: Theme.space4
        anchors.bottom: parent.bottom
        width: parent.width
        clip: true
        cellWidth: Math.floor(width / 3)
        cellHeight: 108
        boundsBehavior: Flickable.StopAtBounds
        model: root.page.tiles

        delegate: GoodsTile {
            id: tile

            width: grid.cellWidth - Theme.space3
            height: grid.cellHeight - Theme.space3
            onMarked: root.page.mark(tile.key)
            onRestored: root.page.restore(tile.key)
        }
    }
}
