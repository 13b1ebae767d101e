pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// One dish: how it is to be made, what must not be in it, how many.
Sheet {
    id: root

    required property var dish
    required property var offered
    readonly property var facts: root.dish.dish
    readonly property var chips: [QT_TRANSLATE_NOOP("ShopWords", "不要辣"), QT_TRANSLATE_NOOP("ShopWords", "少盐"),
        QT_TRANSLATE_NOOP("ShopWords", "不要葱"), QT_TRANSLATE_NOOP("ShopWords", "不要香菜"),
        QT_TRANSLATE_NOOP("ShopWords", "不要蒜"), QT_TRANSLATE_NOOP("ShopWords", "请趁热送")]

    objectName: "dishSheet"
    open: root.dish.isOpen
    title: root.facts.name ?? ""
    extent: 600
    onCloseAsked: root.dish.close()

    Flickable {
        id: flick
        anchors.top: parent.top
        anchors.bottom: foot.top
        anchors.bottomMargin: Theme.space3
        width: parent.width
        contentHeight: list.implicitHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: list
            width: parent.width
            spacing: Theme.space4

            Txt {
                width: parent.width
                role: "body"
                text: root.facts.description ?? ""
                color: Theme.text2
                wrapMode: Text.Wrap
            }
            Txt {
                objectName: "dishAllergens"
                width: parent.width
                visible: (root.facts.allergens ?? []).length > 0
                role: "body"
                text: qsTr("含：%1").arg((root.facts.allergens ?? []).join(qsTr("、")))
                color: Theme.text2
                wrapMode: Text.Wrap
            }
            Repeater {
                model: root.dish.groups

                OptionGroupBox {
                    width: list.width
                    chosen: root.dish.chosen
                    isMissing: root.dish.missing.includes(name)
                    onToggled: id => root.dish.toggle(id)
                }
            }
            ChipBox {
                width: list.width
                title: qsTr("备注")
                prefix: "dishNote-"
                chips: root.chips.filter(each => !root.dish.optionNames.includes(each))
                chosen: root.dish.words
                onToggled: word => root.dish.toggleWord(word)
            }
            ChipBox {
                width: list.width
                visible: root.offered.length > 0
                title: qsTr("过敏，会醒目地告诉厨房")
                prefix: "dishAllergy-"
                isWarning: true
                chips: root.offered
                chosen: root.dish.allergies
                onToggled: word => root.dish.toggleAllergy(word)
            }
        }
    }
    Column {
        id: foot
        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.space3

        Txt {
            objectName: "dishWarning"
            width: parent.width
            visible: root.dish.warned.length > 0
            role: "body"
            bold: true
            text: qsTr("这道菜含%1，请确认").arg(root.dish.warned.join(qsTr("、")))
            color: Theme.danger
            wrapMode: Text.Wrap
        }
        Item {
            width: parent.width
            height: Theme.layout.orderButton

            Stepper {
                id: count
                anchors.verticalCenter: parent.verticalCenter
                width: 168
                name: "dish-"
                label: root.title
                value: root.dish.quantity
                from: 1
                to: root.dish.canMore ? 99 : root.dish.quantity
                onIncreased: root.dish.more()
                onDecreased: root.dish.fewer()
            }
            PushButton {
                objectName: "confirmDish"
                anchors.left: count.right
                anchors.leftMargin: Theme.space4
                anchors.right: parent.right
                height: parent.height
                kind: "primary"
                role: "list"
                enabled: root.dish.missing.length === 0
                text: root.dish.missing.length > 0 ? qsTr("请选%1").arg(root.dish.missing[0])
                    : root.dish.isEdit ? qsTr("改好了 · ¥%1").arg(root.dish.sum) : qsTr("加入 · ¥%1").arg(root.dish.sum)
                onTapped: root.dish.confirm()
            }
        }
    }
}
