import QtQuick
import Zaotai.Ui

// What is owed in all, what waits for a cook's word, and the two lists behind buttons.
Rectangle {
    id: root

    required property var side
    signal asked(string sheet)

    radius: Theme.radiusL
    color: Theme.bar
    border.width: Theme.strokeThin
    border.color: Theme.border

    Item {
        id: head
        x: Theme.space5
        width: parent.width - 2 * Theme.space5
        height: 64

        Txt {
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: 6
            role: "heading"
            pixelSize: 30
            bold: true
            text: qsTr("合计待做")
        }
        Txt {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.verticalCenterOffset: 6
            role: "label"
            bold: root.side.asOf !== ""
            text: root.side.asOf === "" ? root.side.totals : root.side.asOf
            color: root.side.asOf === "" ? Theme.text2 : Theme.unsent
        }
    }
    OwedList {
        anchors.top: head.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: acks.top
        anchors.leftMargin: Theme.space3
        anchors.rightMargin: Theme.space3
        anchors.bottomMargin: Theme.space2
        side: root.side
        onTapped: root.asked("dishes")
    }
    AckSummary {
        id: acks
        objectName: "toAcknowledge"
        anchors.bottom: buttons.top
        anchors.bottomMargin: Theme.space2
        x: Theme.space3
        width: parent.width - 2 * Theme.space3
        count: root.side.acks
        title: root.side.ackTitle
        detail: root.side.ackDetail
        serial: root.side.pulse
        onTapped: root.side.toOldest()
    }
    Row {
        id: buttons
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space3
        x: Theme.space3
        width: parent.width - 2 * Theme.space3
        spacing: Theme.touchGap

        PushButton {
            objectName: "soldOut"
            width: (parent.width - parent.spacing) / 2
            icon: "forbid"
            text: root.side.soldOut
            activeFocusOnTab: false
            onTapped: root.asked("soldOut")
        }
        PushButton {
            objectName: "recall"
            width: (parent.width - parent.spacing) / 2
            icon: "history"
            text: qsTr("找回")
            activeFocusOnTab: false
            onTapped: root.asked("recall")
        }
    }
}
