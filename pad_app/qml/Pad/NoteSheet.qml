import QtQuick
import Zaotai.Ui

// What the whole order needs: allergies go with every dish, notes with the order.
Sheet {
    id: root

    required property var basket
    readonly property var chips: [QT_TRANSLATE_NOOP("ShopWords", "不要辣"), QT_TRANSLATE_NOOP("ShopWords", "少盐"),
        QT_TRANSLATE_NOOP("ShopWords", "少油"), QT_TRANSLATE_NOOP("ShopWords", "不要葱"),
        QT_TRANSLATE_NOOP("ShopWords", "不要香菜"), QT_TRANSLATE_NOOP("ShopWords", "不要蒜"),
        QT_TRANSLATE_NOOP("ShopWords", "有孩子"), QT_TRANSLATE_NOOP("ShopWords", "多一套餐具"),
        QT_TRANSLATE_NOOP("ShopWords", "放在门口"), QT_TRANSLATE_NOOP("ShopWords", "一起送来")]

    objectName: "noteSheet"
    title: qsTr("过敏或备注")
    extent: 600

    Column {
        width: parent.width
        spacing: Theme.space5

        ChipBox {
            width: parent.width
            visible: root.basket.offered.length > 0
            title: qsTr("过敏，会醒目地告诉厨房")
            prefix: "allergy-"
            isWarning: true
            chips: root.basket.offered
            chosen: root.basket.allergies
            onToggled: word => root.basket.toggleAllergy(word)
        }
        ChipBox {
            width: parent.width
            title: qsTr("备注")
            prefix: "note-"
            chips: root.chips
            chosen: root.basket.words
            onToggled: word => root.basket.toggleWord(word)
        }
        Txt {
            width: parent.width
            role: "detail"
            text: qsTr("没有列出的，请呼叫服务员告诉我们")
            color: Theme.text2
            wrapMode: Text.Wrap
        }
    }
    PushButton {
        objectName: "noteDone"
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.layout.orderButton
        kind: "primary"
        role: "list"
        text: qsTr("好了")
        onTapped: root.closeAsked()
    }
}
