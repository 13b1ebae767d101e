pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Five steps from the tap to the door; what is reached is filled, what is likely says 约.
Item {
    id: root

    required property var steps
    readonly property real pitch: (width - 120) / 4
    readonly property var words: ({
        "placed": qsTr("已下单"), "received": qsTr("厨房已收到"), "cooking": qsTr("制作中"),
        "served": qsTr("已出餐"), "delivered": qsTr("已送达")
    })
    readonly property var icons: ({
        "placed": "check", "received": "screen", "cooking": "pot", "served": "cloche", "delivered": "house"
    })

    implicitHeight: 154

    Repeater {
        model: root.steps

        Item {
            id: step

            required property var modelData
            required property int index
            readonly property bool isCurrent: step.modelData.isCurrent && step.modelData.step !== "delivered"
            readonly property bool isReached: step.modelData.isReached
            readonly property int reach: step.isCurrent ? 28 : 24

            x: 60 + step.index * root.pitch

            Rectangle {
                visible: step.index > 0
                x: -root.pitch + 30
                y: 33
                width: root.pitch - 60
                height: 4
                radius: 2
                color: step.isReached ? Theme.primary : Theme.border
            }
            Rectangle {
                x: -step.reach
                y: 35 - step.reach
                width: 2 * step.reach
                height: width
                radius: step.reach
                color: step.isCurrent ? Theme.primaryTint : step.isReached ? Theme.primary : Theme.surface
                border.width: step.isCurrent ? 3 : step.isReached ? 0 : Theme.strokeThin
                border.color: step.isCurrent ? Theme.primary : Theme.borderStrong

                Behavior on color {
                    ColorAnimation { duration: Theme.stateMs }
                }
                Icon {
                    anchors.centerIn: parent
                    name: step.isReached && !step.isCurrent ? "check" : root.icons[step.modelData.step]
                    size: step.isCurrent ? 30 : 24
                    color: step.isCurrent ? Theme.primary : step.isReached ? Theme.primaryInk : Theme.text2
                }
            }
            Txt {
                objectName: "step-" + step.modelData.step
                x: -width / 2
                y: 74
                role: "button"
                bold: step.isReached
                text: root.words[step.modelData.step]
                color: step.isCurrent ? Theme.primaryTintInk : step.isReached ? Theme.text : Theme.text2
            }
            Txt {
                objectName: "time-" + step.modelData.step
                x: -width / 2
                y: 101
                role: "body"
                text: step.modelData.dishes > 0 ? qsTr("%1 道已好 %2 道").arg(step.modelData.dishes).arg(step.modelData.done)
                    : step.modelData.isExpected ? qsTr("约 %1").arg(step.modelData.at) : step.modelData.at
                color: Theme.text2
            }
        }
    }
}
