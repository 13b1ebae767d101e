pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Search, filters, the rows, and the button that adds one.
Panel {
    id: root

    required property var page
    property string dragged: ""     // the key of the row in the hand
    property real handY: 0          // px below the top of the rows
    property int from: -1
    property int to: -1

    function aim(): void {
        const at = rows.indexAt(1, rows.contentY + Math.max(0, Math.min(root.handY, rows.height - 1)));
        if (at >= 0)
            root.to = at;
    }
    function drop(): void {
        if (root.to >= 0 && root.to !== root.from)
            root.page.place(root.dragged, root.to);
        root.dragged = "";
        root.to = root.from = -1;
    }

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
            id: row
            width: ListView.view.width
            canArrange: root.page.canArrange
            opacity: root.dragged === key ? 0.5 : 1
            onTapped: root.page.choose(key)
            onStepped: by => root.page.shift(key, by)
            onDragged: y => {
                root.dragged = row.key;
                root.from = row.index;
                root.handY = row.y + y - rows.contentY;
                root.aim();
            }
            onDropped: root.drop()
            onAbandoned: root.dragged = ""
        }
        // What is carried has to live while the list goes by.
        cacheBuffer: root.dragged === "" ? 320 : Math.max(320, rows.contentHeight)
        onContentYChanged: if (root.dragged !== "") root.aim()
        onAtYEndChanged: if (rows.atYEnd && root.page.hasMore) root.page.more()
    }
    ScrollMark {
        of: rows
    }
    Timer {
        interval: 16
        repeat: true
        running: root.dragged !== "" && (root.handY < Theme.touch || root.handY > rows.height - Theme.touch)
        onTriggered: {
            const next = rows.contentY + (root.handY < Theme.touch ? -8 : 8);
            rows.contentY = Math.max(0, Math.min(next, rows.contentHeight - rows.height));
        }
    }
    Rectangle {
        readonly property Item target: root.dragged !== "" && root.to >= 0 ? rows.itemAtIndex(root.to) : null
        objectName: "dropLine"
        visible: target !== null && root.to !== root.from
        y: target ? rows.y + target.y - rows.contentY + (root.to > root.from ? target.height : 0) - 2 : 0
        width: parent.width
        height: Theme.strokeSelect
        color: Theme.primary
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
