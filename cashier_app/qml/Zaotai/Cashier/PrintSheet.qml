pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Ctrl+Shift+P: the printers, and the papers that wait, went wrong or came out.
Sheet {
    id: root

    required property var desk
    readonly property var printing: root.desk.printing

    objectName: "printSheet"
    title: qsTr("打印")
    extent: 760
    onCloseAsked: root.desk.show("")
    onOpenChanged: root.printing.open(root.open)

    Column {
        id: printers
        width: parent.width
        spacing: Theme.space2

        Repeater {
            model: root.printing.printers

            Rectangle {
                id: card

                required property string key
                required property string name
                required property string detail
                required property string status
                required property bool isWell
                readonly property color ink: card.isWell ? Theme.inUse : Theme.clean
                objectName: "printer-" + card.key
                width: printers.width
                height: 72
                radius: Theme.radiusM
                color: card.isWell ? Theme.surface2 : Theme.cleanBg
                border.width: Theme.strokeHair
                border.color: card.isWell ? Theme.border : Theme.cleanLine
                Accessible.role: Accessible.StaticText
                Accessible.name: card.name + " " + card.status

                Icon {
                    x: Theme.space4
                    anchors.verticalCenter: parent.verticalCenter
                    name: "printer"
                    size: 26
                    color: card.ink
                }
                Column {
                    x: 60
                    width: state.x - x - Theme.space3
                    anchors.verticalCenter: parent.verticalCenter

                    Txt {
                        width: parent.width
                        role: "body"
                        bold: true
                        text: card.name
                        elide: Text.ElideRight
                    }
                    Txt {
                        width: parent.width
                        role: "label"
                        text: card.detail
                        color: Theme.text2
                        elide: Text.ElideRight
                    }
                }
                Txt {
                    id: state
                    objectName: "printerState"
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.space4
                    anchors.verticalCenter: parent.verticalCenter
                    role: "body"
                    bold: true
                    text: card.status
                    color: card.ink
                }
            }
        }
        EmptyState {
            objectName: "noPrinter"
            width: parent.width
            visible: root.printing.printers.count === 0
            title: qsTr("还没有打印机")
            detail: qsTr("在店长页的“打印机”里添加")
        }
    }
    ListView {
        objectName: "paperList"
        y: printers.height + Theme.space4
        width: parent.width
        height: parent.height - y
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: root.printing.jobs
        delegate: PrintJobLine {
            desk: root.desk
            width: ListView.view.width
        }
    }
    EmptyState {
        y: printers.height + Theme.space8
        width: parent.width
        visible: root.printing.jobs.count === 0 && root.printing.printers.count > 0
        title: qsTr("没有要打的单")
    }
}
