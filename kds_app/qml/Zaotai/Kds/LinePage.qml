import QtQuick
import Zaotai.Ui

// The line under the cursor: everything about it, and what else can be done to it.
Flickable {
    id: root

    required property var page

    objectName: "linePage"
    clip: true
    contentHeight: body.height
    boundsBehavior: Flickable.StopAtBounds

    Column {
        id: body
        width: parent.width
        spacing: Theme.space4

        Txt {
            width: parent.width
            role: "title"
            bold: true
            text: root.page.title
            wrapMode: Text.Wrap
        }
        FactList {
            width: parent.width
            facts: root.page.facts
        }
        PushButton {
            objectName: "stepBack"
            width: parent.width
            visible: root.page.back !== ""
            icon: "undo"
            text: root.page.back
            onTapped: root.page.stepBack()
        }
        Row {
            visible: root.page.quantity > 1
            spacing: Theme.space4

            Stepper {
                name: "part"
                label: qsTr("份数")
                value: root.page.part
                from: 1
                to: root.page.quantity
                onDecreased: root.page.changePart(-1)
                onIncreased: root.page.changePart(1)
            }
            PushButton {
                objectName: "split"
                enabled: root.page.canSplit
                text: qsTr("拆出 %1 份单独做").arg(root.page.part)
                onTapped: root.page.split()
            }
        }
        Txt {
            visible: root.page.canRemake
            role: "label"
            text: qsTr("重做 %1 份，不收钱，排到最前").arg(root.page.part)
            color: Theme.text2
        }
        Row {
            visible: root.page.canRemake
            spacing: Theme.space3

            PushButton {
                objectName: "remakeDropped"
                icon: "refresh"
                text: qsTr("掉了")
                onTapped: root.page.remake(qsTr("掉了"))
            }
            PushButton {
                objectName: "remakeWrong"
                icon: "refresh"
                text: qsTr("做错了")
                onTapped: root.page.remake(qsTr("做错了"))
            }
            PushButton {
                objectName: "remakeReturned"
                icon: "refresh"
                text: qsTr("客人退回")
                onTapped: root.page.remake(qsTr("客人退回"))
            }
        }
        Row {
            visible: root.page.canCancel
            spacing: Theme.space3

            HoldButton {
                objectName: "cancelMistake"
                width: 350
                icon: "cross"
                text: qsTr("按住：下错了，取消")
                onConfirmed: root.page.cancel("mistake")
            }
            HoldButton {
                objectName: "cancelSoldOut"
                width: 350
                icon: "forbid"
                text: qsTr("按住：没料了，取消")
                onConfirmed: root.page.cancel("sold_out")
            }
        }
    }
}
