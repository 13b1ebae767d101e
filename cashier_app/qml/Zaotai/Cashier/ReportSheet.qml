pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The business day in figures: what came in, by method, by dish, by hour.
Sheet {
    id: root

    required property var desk
    readonly property var report: root.desk.report
    readonly property var sums: root.report.sums

    objectName: "reportSheet"
    open: root.desk.sheet === "report"
    title: qsTr("营业日报 %1").arg(root.sums.day)
    extent: 1100
    onCloseAsked: root.desk.show("")
    onOpenChanged: if (root.open) root.report.load()

    Row {
        id: days
        spacing: Theme.space2

        PushButton {
            objectName: "dayBefore"
            kind: "outline"
            icon: "chevron-left"
            text: qsTr("前一天")
            onTapped: root.report.turn(-1)
        }
        PushButton {
            objectName: "dayAfter"
            kind: "outline"
            icon: "chevron-right"
            text: qsTr("后一天")
            onTapped: root.report.turn(1)
        }
        PushButton {
            objectName: "dayToday"
            kind: "outline"
            text: qsTr("今天")
            onTapped: root.report.load()
        }
    }
    Txt {
        id: turnover
        objectName: "reportTurnover"
        y: 68
        role: "total"
        bold: true
        text: "¥" + root.sums.turnover
    }
    Txt {
        anchors.left: turnover.right
        anchors.leftMargin: Theme.space6
        anchors.right: parent.right
        anchors.verticalCenter: turnover.verticalCenter
        role: "body"
        text: qsTr("营业额 · 实收 %1 · 退 %2 · 优惠 %3 · %4 单 · %5 人").arg(root.sums.taken).arg(root.sums.refunded)
            .arg(root.sums.discount).arg(root.sums.orders).arg(root.sums.guests)
        color: Theme.text2
        elide: Text.ElideRight
    }
    Strip {
        objectName: "reportProblem"
        y: 140
        width: parent.width
        visible: text !== ""
        icon: "triangle"
        text: root.report.problem
        fill: Theme.dangerBg
        ink: Theme.danger
        line: Theme.dangerLine
    }
    Column {
        y: 150
        width: parent.width / 2 - Theme.space6
        visible: root.report.problem === ""
        spacing: Theme.space6

        BarChart {
            width: parent.width
            title: qsTr("收款方式")
            bars: root.report.methods
        }
        BarChart {
            width: parent.width
            title: qsTr("卖得最多的菜")
            bars: root.report.dishes
        }
    }
    BarChart {
        x: parent.width / 2 + Theme.space6
        y: 150
        width: parent.width / 2 - Theme.space6
        visible: root.report.problem === ""
        title: qsTr("按小时")
        bars: root.report.hours
        rowHeight: 28
    }
}
