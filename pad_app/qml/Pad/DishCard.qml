import QtQuick
import Zaotai.Ui

// One dish of the menu: picture, words, price, and + or − n +.
Item {
    id: root

    required property string goodsId
    required property string name
    required property string price
    required property string unit
    required property string description
    required property string glyph
    required property int tint
    required property string photo
    required property bool isSignature
    required property string few
    required property bool isSoldOut
    required property var back
    required property int quantity
    required property bool canTakeMore
    required property bool needsChoice
    signal added
    signal takenOff
    signal opened

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusXl
        color: Theme.surface
        border.width: root.quantity > 0 ? Theme.strokeThin : Theme.strokeHair
        border.color: root.quantity > 0 ? Theme.primary : Theme.border
    }
    Pressable {
        id: face
        objectName: "dish-" + root.name
        label: root.name + " " + root.description + " ¥" + root.price
        width: parent.width
        height: 222
        enabled: !root.isSoldOut
        onTapped: root.opened()

        DishPlate {
            id: plate
            x: Theme.space2
            y: Theme.space2
            width: parent.width - 2 * Theme.space2
            height: Theme.layout.photo[1]
            glyph: root.glyph
            tint: root.tint
            photo: root.photo
            isSoldOut: root.isSoldOut
        }
        Tone {
            down: face.down
            radius: Theme.radiusXl
        }
        FocusRing {
            shown: face.activeFocus
            radius: Theme.radiusXl
        }
    }
    Pill {
        anchors.right: parent.right
        anchors.rightMargin: 18
        y: 18
        visible: root.few !== "" || (root.isSignature && !root.isSoldOut)
        text: root.few !== "" ? qsTr("仅剩 %1").arg(root.few) : qsTr("招牌")
        padding: 10
        implicitHeight: 30
        fill: root.few !== "" ? Theme.warnBg : Theme.surface
        ink: root.few !== "" ? Theme.warn : Theme.ph1Ink
    }
    SoldStamp {
        visible: root.isSoldOut
        x: plate.x + plate.width - width - 18
        y: 32
    }
    Txt {
        x: 18
        y: 152
        width: parent.width - 2 * x
        role: "dish"
        bold: true
        text: root.name
        color: root.isSoldOut ? Theme.soldText : Theme.text
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.size.body
        elide: Text.ElideRight
    }
    Txt {
        x: 18
        y: 186
        width: parent.width - 2 * x
        role: "detail"
        text: root.description
        color: Theme.text2
        elide: Text.ElideRight
    }
    Row {
        id: cost
        x: 18
        y: 236
        height: 40

        Txt {
            anchors.baseline: amount.baseline
            role: "detail"
            bold: true
            text: "¥"
            color: amount.color
        }
        Txt {
            id: amount
            role: "price"
            bold: true
            text: root.price
            color: root.isSoldOut ? Theme.soldText : Theme.price
        }
        Txt {
            anchors.baseline: amount.baseline
            visible: root.quantity === 0 && !root.isSoldOut
            role: "detail"
            text: " / " + root.unit
            color: Theme.text2
        }
    }
    Txt {
        anchors.right: parent.right
        anchors.rightMargin: 18
        anchors.verticalCenter: cost.verticalCenter
        visible: root.isSoldOut
        role: "label"
        text: returnWords.text
        color: Theme.soldText

        ReturnWords {
            id: returnWords
            back: root.back
        }
    }
    PushButton {
        objectName: "add-" + root.name
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        y: 228
        width: 60
        height: 60
        visible: root.quantity === 0 && !root.isSoldOut
        padding: 0
        kind: "primary"
        icon: "plus"
        iconSize: 26
        label: qsTr("加入 %1").arg(root.name)
        onTapped: root.added()
    }
    Stepper {
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3 - 2
        y: 228
        width: 146
        visible: root.quantity > 0 && !root.isSoldOut
        name: "card-" + root.name + "-"
        label: root.name
        value: root.quantity
        to: root.canTakeMore ? 99 : root.quantity
        tinted: true
        onIncreased: root.added()
        onDecreased: root.takenOff()
    }
}
