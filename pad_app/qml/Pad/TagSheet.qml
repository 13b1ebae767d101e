pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Several guests share the room: whose order is it?
Sheet {
    id: root

    required property var basket

    objectName: "tagSheet"
    open: root.basket.asksTag
    title: qsTr("这一单记在谁的手牌上?")
    extent: 600
    onCloseAsked: root.basket.forgetTag()

    Flow {
        width: parent.width
        spacing: Theme.space3

        Repeater {
            model: root.basket.tags

            PushButton {
                required property string modelData
                objectName: "tag-" + modelData
                width: 168
                height: 88
                kind: "outline"
                role: "title"
                text: modelData
                label: qsTr("手牌 %1").arg(modelData)
                onTapped: root.basket.placeFor(modelData)
            }
        }
    }
}
