import QtQuick
import Zaotai.Ui

// Notes, warnings, the total and the order button; or why nothing can be ordered now.
Column {
    id: root

    required property var pad
    required property var basket
    readonly property bool isEmpty: root.basket.count === 0
    readonly property string notes: [...root.basket.allergies.map(each => qsTr("%1过敏").arg(qsTranslate("ShopWords", each))),
        ...root.basket.words.map(each => qsTranslate("ShopWords", each))].join(" · ")
    signal noteAsked

    spacing: 0
    bottomPadding: caption.visible ? 0 : Theme.space4

    Pressable {
        id: note
        objectName: "openNote"
        label: qsTr("过敏或备注") + " " + root.notes
        width: parent.width
        height: 64
        visible: !root.isEmpty
        onTapped: root.noteAsked()

        Rectangle {
            anchors.fill: parent
            radius: Theme.radiusL
            color: root.basket.allergies.length > 0 ? Theme.dangerBg : Theme.surface2
        }
        Tone {
            down: note.down
            radius: Theme.radiusL
        }
        Icon {
            id: bubble
            x: 18
            anchors.verticalCenter: parent.verticalCenter
            name: root.basket.allergies.length > 0 ? "triangle-solid" : "bubble"
            size: 20
            color: root.basket.allergies.length > 0 ? Theme.danger : Theme.text2
        }
        Column {
            x: 52
            width: parent.width - x - 44
            anchors.verticalCenter: parent.verticalCenter

            Txt {
                role: "body"
                bold: true
                text: qsTr("过敏或备注")
            }
            Txt {
                objectName: "orderNotes"
                width: parent.width
                role: "label"
                text: root.notes !== "" ? root.notes : qsTr("例：花生过敏，不要辣")
                color: root.basket.allergies.length > 0 ? Theme.danger : Theme.text2
                elide: Text.ElideRight
            }
        }
        Icon {
            anchors.right: parent.right
            anchors.rightMargin: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron-right"
            color: Theme.text2
        }
        FocusRing {
            shown: note.activeFocus
            radius: Theme.radiusL
        }
    }
    Txt {
        objectName: "allergyWarning"
        width: parent.width
        topPadding: Theme.space2
        visible: root.basket.warnings.length > 0
        role: "label"
        bold: true
        text: root.basket.warnings.map(each => qsTr("%1 含%2").arg(each.dish).arg(each.what)).join(qsTr("；"))
        color: Theme.danger
        wrapMode: Text.Wrap
        maximumLineCount: 2
        elide: Text.ElideRight
    }
    Item {
        width: parent.width
        height: 76
        visible: !root.isEmpty

        Txt {
            x: Theme.space2
            y: 28
            role: "button"
            text: qsTr("合计")
            color: Theme.text2
        }
        Txt {
            objectName: "basketTotal"
            anchors.right: parent.right
            anchors.rightMargin: Theme.space2
            y: 18
            role: "hero"
            bold: true
            text: "¥" + root.basket.total
        }
    }
    Txt {
        x: Theme.space2
        width: parent.width - 2 * x
        height: 40
        visible: !root.isEmpty && root.pad.isShopOpen
        role: "detail"
        text: qsTr("记入 %1 房账单，退房时结算").arg(root.pad.roomName)
        color: Theme.text2
        elide: Text.ElideRight
    }
    ClosedCard {
        width: parent.width
        visible: !root.pad.isShopOpen
        pad: root.pad
    }
    PushButton {
        objectName: "placeOrder"
        width: parent.width
        height: Theme.layout.orderButton
        visible: !root.isEmpty && root.pad.isShopOpen
        enabled: root.basket.canPlace
        kind: "primary"
        role: "dish"
        text: root.basket.placing ? qsTr("正在下单") : qsTr("下单 · 约 %1 送达").arg(root.basket.arrives)
        onTapped: root.basket.place()
    }
    Txt {
        id: caption
        anchors.horizontalCenter: parent.horizontalCenter
        height: 44
        topPadding: 9
        visible: !root.isEmpty && root.pad.isShopOpen
        role: "label"
        text: qsTr("厨房开始制作前可取消")
        color: Theme.text2
    }
}
