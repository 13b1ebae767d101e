pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// F11: who works here, what the drawer should hold, opening and ending a shift.
Sheet {
    id: root

    required property var desk
    readonly property var staff: root.desk.staff

    objectName: "shiftSheet"
    title: qsTr("当班与交班")
    extent: 720
    onCloseAsked: root.desk.show("")
    onOpenChanged: if (root.open) root.staff.refresh()

    Column {
        width: parent.width
        spacing: Theme.space4

        Item {
            width: parent.width
            height: Theme.buttonHeight

            Txt {
                objectName: "staffName"
                anchors.verticalCenter: parent.verticalCenter
                role: "title"
                bold: true
                text: root.staff.isSignedIn ? root.staff.who : qsTr("没有登录员工")
            }
            PushButton {
                objectName: root.staff.isSignedIn ? "signOut" : "signIn"
                anchors.right: parent.right
                kind: "outline"
                icon: "person"
                text: root.staff.isSignedIn ? qsTr("退出登录") : qsTr("员工登录")
                onTapped: root.staff.isSignedIn ? root.staff.signOut() : root.staff.signIn()
            }
        }
        Txt {
            objectName: "shiftState"
            width: parent.width
            text: root.staff.hasShift ? qsTr("%1 开班 · 备用金 ¥%2").arg(root.staff.since).arg(root.staff.floatText) : qsTr("还没有开班，不能收款")
            color: root.staff.hasShift ? Theme.text2 : Theme.danger
        }
        Strip {
            objectName: "oldShift"
            width: parent.width
            visible: root.staff.isOldShift
            icon: "triangle"
            text: qsTr("上一个营业日的班还没有交，请先交班再开新班")
            fill: Theme.cleanBg
            ink: Theme.clean
            line: Theme.cleanLine
        }
        Repeater {
            model: root.staff.methods

            Item {
                id: row

                required property string name
                required property string payments
                required property string taken
                required property string refunded
                required property string expected
                width: parent?.width ?? 0
                height: 52

                Txt {
                    anchors.verticalCenter: parent.verticalCenter
                    bold: true
                    text: row.name
                }
                Txt {
                    x: 110
                    anchors.verticalCenter: parent.verticalCenter
                    role: "label"
                    text: row.payments
                    color: Theme.text2
                }
                Txt {
                    x: 200
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("收 %1").arg(row.taken)
                }
                Txt {
                    x: 360
                    anchors.verticalCenter: parent.verticalCenter
                    visible: row.refunded !== ""
                    text: qsTr("退 %1").arg(row.refunded)
                    color: Theme.discount
                }
                Txt {
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    bold: true
                    text: qsTr("应有 %1").arg(row.expected)
                }
                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: Theme.strokeHair
                    color: Theme.border
                }
            }
        }
        Repeater {
            model: root.staff.unsettled

            Strip {
                required property string modelData
                required property int index
                objectName: "unsettled-" + index
                width: parent?.width ?? 0
                icon: "triangle"
                text: modelData
                fill: Theme.cleanBg
                ink: Theme.clean
                line: Theme.cleanLine
            }
        }
        Strip {
            objectName: "shiftSaved"
            width: parent.width
            visible: text !== ""
            icon: "check"
            text: root.staff.saved
            fill: Theme.inUseBg
            ink: Theme.inUse
            line: Theme.inUseLine
        }
        Strip {
            objectName: "shiftProblem"
            width: parent.width
            visible: text !== ""
            icon: "triangle"
            text: root.staff.problem
            fill: Theme.dangerBg
            ink: Theme.danger
            line: Theme.dangerLine
        }
    }
    Row {
        id: files
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.layout.pay + Theme.buttonHeight + 2 * Theme.space3
        width: parent.width
        spacing: Theme.space3
        visible: root.staff.canSave

        PushButton {
            objectName: "saveShiftCsv"
            width: (files.width - files.spacing) / 2
            kind: "outline"
            icon: "receipt"
            text: qsTr("本班存 CSV")
            onTapped: root.staff.save("csv")
        }
        PushButton {
            objectName: "saveShiftXlsx"
            width: (files.width - files.spacing) / 2
            kind: "outline"
            icon: "receipt"
            text: qsTr("本班存 Excel")
            onTapped: root.staff.save("xlsx")
        }
    }
    PushButton {
        objectName: "dayReport"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.layout.pay + Theme.space3
        width: parent.width
        kind: "outline"
        icon: "receipt"
        text: qsTr("营业日报")
        onTapped: root.desk.show("report")
    }
    PushButton {
        objectName: root.staff.hasShift ? "closeShift" : "openShift"
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.layout.pay
        kind: "primary"
        role: "title"
        icon: "cash"
        enabled: root.desk.link.whyNoMoney === ""
        text: root.staff.hasShift ? qsTr("交班：数钱") : qsTr("开班")
        onTapped: root.staff.hasShift ? root.staff.closeShift() : root.staff.openShift()
    }
}
