import QtQuick
import Zaotai.Ui

// One line of the basket; its words open the dish's sheet.
Item {
    id: root

    required property int index
    required property string key
    required property string name
    required property string options
    required property string note
    required property var allergies
    required property string price
    required property int quantity
    required property bool canChoose
    required property bool canTakeMore
    required property bool isShort
    property bool isLast: false
    readonly property string avoided: root.allergies.map(each => qsTr("%1过敏").arg(each)).join(" · ")
    readonly property string details: [root.options, root.note, root.avoided].filter(each => each !== "").join(" · ")
    signal opened
    signal increased
    signal decreased

    height: Math.max(112, words.implicitHeight + 2 * Theme.space3)

    Pressable {
        id: face
        objectName: "basket-" + root.name
        label: root.name + " " + root.details
        anchors.left: parent.left
        anchors.right: stepper.left
        height: parent.height
        onTapped: root.opened()

        Tone {
            down: face.down
        }
        Column {
            id: words
            x: Theme.space2
            width: parent.width - Theme.space2 - Theme.space1
            anchors.verticalCenter: parent.verticalCenter

            Txt {
                width: parent.width
                role: "list"
                bold: true
                text: root.name
                wrapMode: Text.Wrap
            }
            Txt {
                objectName: "basketDetails"
                width: parent.width
                visible: text !== ""
                role: "detail"
                text: root.isShort ? qsTr("不够了，请减少或去掉") : root.details !== "" ? root.details : root.canChoose ? qsTr("可选口味 ›") : ""
                color: root.isShort ? Theme.danger : Theme.text2
                wrapMode: Text.Wrap
                maximumLineCount: 2
                elide: Text.ElideRight
            }
            Txt {
                role: "button"
                bold: true
                text: "¥" + root.price
                color: Theme.price
            }
        }
        FocusRing {
            shown: face.activeFocus
        }
    }
    Stepper {
        id: stepper
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        name: "basket-" + root.name + "-"
        label: root.name
        value: root.quantity
        to: root.canTakeMore ? 99 : root.quantity
        onIncreased: root.increased()
        onDecreased: root.decreased()
    }
    Rectangle {
        visible: !root.isLast
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.strokeHair
        color: Theme.border
    }
}
