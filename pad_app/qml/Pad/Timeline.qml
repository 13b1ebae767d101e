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
            id: dot

            required property int index
            required property string step
            required property bool isReached
            required property bool isCurrent
            required property bool isExpected
            required property string at
            required property int done
            required property int dishes
            readonly property bool isHere: dot.isCurrent && dot.step !== "delivered"
            readonly property int reach: dot.isHere ? 28 : 24

            x: 60 + dot.index * root.pitch

            Rectangle {
                visible: dot.index > 0
                x: -root.pitch + 30
                y: 33
                width: root.pitch - 60
                height: 4
                radius: 2
                color: dot.isReached ? Theme.primary : Theme.border
            }
            Rectangle {
                x: -dot.reach
                y: 35 - dot.reach
                width: 2 * dot.reach
                height: width
                radius: dot.reach
                color: dot.isHere ? Theme.primaryTint : dot.isReached ? Theme.primary : Theme.surface
                border.width: dot.isHere ? 3 : dot.isReached ? 0 : Theme.strokeThin
                border.color: dot.isHere ? Theme.primary : Theme.borderStrong

                Behavior on color {
                    ColorAnimation { duration: Theme.stateMs }
                }
                Icon {
                    anchors.centerIn: parent
                    name: dot.isReached && !dot.isHere ? "check" : root.icons[dot.step]
                    size: dot.isHere ? 30 : 24
                    color: dot.isHere ? Theme.primary : dot.isReached ? Theme.primaryInk : Theme.text2
                }
            }
            Txt {
                objectName: "step-" + dot.step
                x: -width / 2
                y: 74
                role: "button"
                bold: dot.isReached
                text: root.words[dot.step]
                color: dot.isHere ? Theme.primaryTintInk : dot.isReached ? Theme.text : Theme.text2
            }
            Txt {
                objectName: "time-" + dot.step
                x: -width / 2
                y: 101
                role: "body"
                text: dot.dishes > 0 ? qsTr("%1 道已好 %2 道").arg(dot.dishes).arg(dot.done)
                    : dot.isExpected ? qsTr("约 %1").arg(dot.at) : dot.at
                color: Theme.text2
            }
        }
    }
}
