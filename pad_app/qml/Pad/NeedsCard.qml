pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// What the guest may want now: more food, a word to the kitchen, a service.
Rectangle {
    id: root

    required property var pad
    readonly property var rushing: root.pad.order.rushing
    signal serviceAsked

    implicitHeight: body.implicitHeight + 2 * Theme.space4 + 2
    radius: Theme.radiusXl + 4
    color: Theme.surface
    border.width: Theme.strokeHair
    border.color: Theme.border

    Column {
        id: body
        x: Theme.space4
        y: 18
        width: parent.width - 2 * x
        spacing: Theme.space3

        Txt {
            x: Theme.space2
            height: 38
            role: "list"
            pixelSize: 25
            serif: true
            text: qsTr("需要什么?")
        }
        PushButton {
            objectName: "orderMore"
            width: parent.width
            height: Theme.layout.orderButton
            kind: "primary"
            role: "list"
            icon: "plus"
            text: qsTr("再加点菜")
            onTapped: root.pad.showTab(0)
        }
        RushButton {
            width: parent.width
            visible: root.rushing.state !== undefined
            rushing: root.rushing
            onRushed: root.pad.order.rush()
        }
        Row {
            width: parent.width
            spacing: Theme.space2

            Repeater {
                model: root.pad.service.few

                ServiceTile {
                    width: (body.width - 2 * Theme.space2) / 3
                    height: 76
                    prefix: "few-"
                    onCalled: root.pad.service.call(text)
                    onAsked: root.serviceAsked()
                }
            }
        }
    }
}
