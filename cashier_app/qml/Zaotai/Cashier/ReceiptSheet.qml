pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// What the paper will say, as the printer sets it, and the button that prints it.
Sheet {
    id: root

    required property var desk
    readonly property var preview: root.desk.receipt.preview

    objectName: "receiptSheet"
    title: root.preview.title
    extent: 736
    onCloseAsked: root.desk.show("")
    Keys.onReturnPressed: root.desk.receipt.print()
    Keys.onEnterPressed: root.desk.receipt.print()

    Strip {
        id: problem
        objectName: "receiptProblem"
        width: parent.width
        visible: text !== ""
        icon: "triangle"
        text: root.preview.problem
        fill: Theme.dangerBg
        ink: Theme.danger
        line: Theme.dangerLine
    }
    Rectangle {
        y: problem.visible ? problem.height + Theme.space3 : 0
        width: parent.width
        height: printButton.y - y - Theme.space4
        radius: Theme.radiusM
        color: Theme.surface2

        Flickable {
            id: pane
            anchors.fill: parent
            anchors.margins: Theme.space3
            contentWidth: width
            contentHeight: paper.height
            clip: true
            boundsBehavior: Flickable.StopAtBounds

            Image {
                id: paper
                objectName: "receiptPicture"
                anchors.horizontalCenter: parent.horizontalCenter
                source: root.preview.picture
                Accessible.role: Accessible.Graphic
                Accessible.name: root.preview.title
            }
        }
    }
    PushButton {
        id: printButton
        objectName: "printReceipt"
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.layout.pay
        kind: "primary"
        icon: "printer"
        text: root.preview.confirm
        key: "Enter"
        enabled: root.preview.canPrint && !root.preview.isBusy
        onTapped: root.desk.receipt.print()
    }
}
