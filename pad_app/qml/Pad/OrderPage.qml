pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Where the food is: the batch that is awaited first, the others below, what can be asked for beside.
Item {
    id: root

    required property var pad
    readonly property var order: root.pad.order
    readonly property var first: root.order.first
    readonly property bool isEmpty: root.first.key === undefined
    readonly property int side: Theme.space6
    readonly property int gap: told.visible ? Theme.space3 : 17
    signal serviceAsked
    signal phoneAsked

    Rectangle {
        id: card
        x: root.side
        y: 13
        width: 836
        height: parent.height - y - root.side
        radius: Theme.radiusXl + 4
        color: Theme.surface
        border.width: Theme.strokeHair
        border.color: Theme.border

        EmptyState {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.space8
            visible: root.isEmpty
            icon: "cutlery"
            title: root.pad.isHidden ? qsTr("连上以后再显示您的订单") : qsTr("还没有订单")
            detail: root.pad.isHidden ? qsTr("菜单可以照常看，点了会自动送出") : qsTr("下单以后，这里看得到每道菜到哪一步了")
            action: qsTr("去点餐")
            actionName: "toMenu"
            onActed: root.pad.showTab(0)
        }
        Flickable {
            id: flick
            objectName: "orderScroll"
            anchors.fill: parent
            anchors.margins: Theme.strokeHair
            visible: !root.isEmpty
            contentHeight: body.implicitHeight + 2 * Theme.space5
            clip: true
            boundsBehavior: Flickable.StopAtBounds

            Column {
                id: body
                width: flick.width
                topPadding: Theme.space5

                OrderHead {
                    x: Theme.space8
                    width: parent.width - 2 * x
                    head: root.first
                }
                UnsentHelp {
                    x: Theme.space8
                    width: parent.width - 2 * x
                    visible: root.first.isUnsent === true
                    head: root.first
                    phone: root.pad.phone
                    onCancelled: root.order.cancelBatch(root.first.key)
                }
                Timeline {
                    x: Theme.space8
                    width: parent.width - 2 * x
                    visible: root.first.isUnsent === false
                    steps: root.order.steps
                }
                Rectangle {
                    x: Theme.space8
                    width: parent.width - 2 * x
                    height: Theme.strokeHair
                    color: Theme.border
                }
                Item {
                    width: 1
                    height: Theme.space2
                }
                Repeater {
                    model: root.order.lines

                    OrderLine {
                        required property int index
                        x: Theme.space8
                        width: body.width - 2 * x
                        hasRule: index > 0
                        onCancelled: root.order.cancel(lineId)
                    }
                }
                Item {
                    width: 1
                    height: Theme.space4
                }
                Repeater {
                    model: root.order.others

                    BatchCard {
                        x: Theme.space5
                        width: body.width - 2 * x
                        onLineCancelled: id => root.order.cancel(id)
                        onCancelled: root.order.cancelBatch(key)
                    }
                }
            }
        }
    }
    NeedsCard {
        id: needs
        anchors.left: card.right
        anchors.leftMargin: Theme.space5
        anchors.right: parent.right
        anchors.rightMargin: root.side
        y: card.y
        pad: root.pad
        onServiceAsked: root.serviceAsked()
    }
    TextsCard {
        id: told
        anchors.left: needs.left
        anchors.right: needs.right
        anchors.top: needs.bottom
        anchors.topMargin: visible ? root.gap : 0
        height: visible ? implicitHeight : 0
        visible: !root.isEmpty && (root.pad.texts.state.isOffered || root.pad.texts.state.textsTo !== "")
        texts: root.pad.texts
        onPhoneAsked: root.phoneAsked()
    }
    StayTotal {
        anchors.left: needs.left
        anchors.right: needs.right
        anchors.top: told.bottom
        anchors.topMargin: root.gap
        anchors.bottom: card.bottom
        pad: root.pad
    }
}
