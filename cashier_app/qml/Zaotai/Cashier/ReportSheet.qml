pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The business day in figures: what came in, by method, by dish, by hour.
Sheet {
    id: root

    required property var desk
    readonly property var report: root.desk.report
    readonly property var sums: root.report.sums
    property int tab: 0

    objectName: "reportSheet"
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
    Row {
        anchors.right: parent.right
        spacing: Theme.space2

        PushButton {
            objectName: "saveDayCsv"
            kind: "outline"
            icon: "receipt"
            text: qsTr("存 CSV")
            enabled: root.report.problem === ""
            onTapped: root.report.save("csv")
        }
        PushButton {
            objectName: "saveDayXlsx"
            kind: "outline"
            icon: "receipt"
            text: qsTr("存 Excel")
            enabled: root.report.problem === ""
            onTapped: root.report.save("xlsx")
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
        y: 210
        width: parent.width
        visible: text !== ""
        icon: "triangle"
        text: root.report.problem
        fill: Theme.dangerBg
        ink: Theme.danger
        line: Theme.dangerLine
    }
    SegmentedTabs {
        id: tabs
        y: 132
        tabs: [
            { name: "reportSales", text: qsTr("怎么付、卖什么"), count: -1 },
            { name: "reportHours", text: qsTr("时段"), count: -1 },
            { name: "reportPlaces", text: qsTr("房间、人"), count: -1 }
        ]
        current: root.tab
        onChosen: index => root.tab = index
    }
    ReportCharts {
        y: tabs.y + tabs.height + Theme.space5
        width: parent.width
        height: parent.height - y - Theme.space3
        visible: root.report.problem === ""
        report: root.report
        tab: root.tab
    }
    Strip {
        objectName: "reportSaved"
        anchors.bottom: parent.bottom
        width: parent.width
        visible: text !== ""
        icon: root.report.saved !== "" ? "check" : "triangle"
        text: root.report.saved !== "" ? root.report.saved : root.report.notSaved
        fill: root.report.saved !== "" ? Theme.inUseBg : Theme.dangerBg
        ink: root.report.saved !== "" ? Theme.inUse : Theme.danger
        line: root.report.saved !== "" ? Theme.inUseLine : Theme.dangerLine
    }
}
