pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The day's bars, two columns: by method and dish, by hour, by room and person.
Item {
    id: root

    required property var report
    required property int tab
    readonly property real half: root.width / 2 - Theme.space6

    BarChart {
        width: root.half
        visible: root.tab === 0
        title: qsTr("收款方式")
        bars: root.report.methods
    }
    BarChart {
        y: 230
        width: root.half
        visible: root.tab === 0
        title: qsTr("其他收费")
        bars: root.report.charges
    }
    BarChart {
        x: root.width / 2 + Theme.space6
        width: root.half
        visible: root.tab === 0
        title: qsTr("卖得最多的菜")
        bars: root.report.dishes
    }
    BarChart {
        width: root.width
        visible: root.tab === 1
        title: qsTr("按小时")
        bars: root.report.hours
        rowHeight: 28
    }
    BarChart {
        width: root.half
        visible: root.tab === 2
        title: qsTr("房间、手牌")
        bars: root.report.rooms
    }
    BarChart {
        x: root.width / 2 + Theme.space6
        width: root.half
        visible: root.tab === 2
        title: qsTr("收银员")
        bars: root.report.staff
    }
}
