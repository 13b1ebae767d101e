pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Search, filters, the rows, and the button that adds one.
Panel {
    id: root

    required property var page

    Row {
        id: head
        x: Theme.space4
        y: Theme.space4
        width: parent.width - 2 * x
        spacing: Theme.space3

        CornerSearch {
            page: root.page
            width: parent.width - (addButton.visible ? addButton.width + parent.spacing : 0)
        }
        PushButton {
            id: addButton
            objectName: "add"
            visible: root.page.wordNew !== ""
            height: Theme.touch
            kind: "primary"
            icon: root.page.iconNew
            padding: Theme.space4
            text: root.page.wordNew
            onTapped: root.page.add()
        }
    }
    Flow {
        id: filters
        x: Theme.space4
        width: parent.width - 2 * x
        anchors.top: head.bottom
        anchors.topMargin: Theme.space3
        spacing: Theme.space2

        Repeater {
            model: root.page.chips

            FilterChip {
                required property string key
                objectName: "filter-" + key
                tone: ""
                onTapped: root.page.filterBy(key)
            }
        }
    }
    Strip {
        id: problem
        objectName: "pageProblem"
        x: Theme.space4
        anchors.top: filters.bottom
        anchors.topMargin: visible ? Theme.space3 : 0
        width: parent.width - 2 * x
        height: visible ? implicitHeight : 0
        visible: text !== ""
        icon: "triangle"
        text: root.page.problem
        fill: Theme.cleanBg
        ink: Theme.clean
        line: Theme.cleanLine
    }
    Rectangle {
        id: rule
        anchors.top: problem.bottom
        anchors.topMargin: Theme.space3
        width: parent.width
        height: Theme.strokeHair
        color: Theme.border
    }
    ListView {
        id: rows
        objectName: "rows"
        anchors.top: rule.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        clip: true
        model: root.page.rows
        boundsBehavior: Flickable.StopAtBounds
        section.property: "section"
        section.delegate: Txt {
            required property string section
            x: Theme.space5
            height: visible ? 40 : 0
            visible: section !== ""
            verticalAlignment: Text.AlignBottom
            bottomPadding: Theme.space1
            role: "label"
            bold: true
            text: section
            color: Theme.text2
        }
        delegate: CornerRow {
            width: ListView.view.width
            onTapped: root.page.choose(key)
        }
        onAtYEndChanged: if (rows.atYEnd && root.page.hasMore) root.page.more()
    }
    ScrollMark {
        of: rows
    }
    EmptyState {
        objectName: "listEmpty"
        anchors.centerIn: rows
        width: rows.width - 2 * Theme.space6
        visible: root.page.rows.count === 0
        icon: root.page.isLoading ? "hourglass" : "search"
        title: root.page.isLoading ? qsTr("正在取") : root.page.emptyTitle
        detail: root.page.isLoading ? "" : root.page.emptyDetail
    }
}
