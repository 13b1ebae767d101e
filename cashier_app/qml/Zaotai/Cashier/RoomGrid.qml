pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Every room of the house by floor; filters above.
Panel {
    id: root

    required property var rooms
    // Told a row of tiles at a time, not every pixel.
    readonly property int seenFrom: Math.floor(page.contentY / Theme.layout.tileHeight) * Theme.layout.tileHeight

    function look(): void {
        root.rooms.lookAt(root.seenFrom, page.height);
    }
    function reveal(y: int): void {
        const most = page.contentHeight - page.height;
        const least = y + Theme.layout.tileHeight + Theme.space4 - page.height;
        const wanted = Math.min(y - Theme.space12, Math.max(page.contentY, least));
        page.contentY = Math.max(0, Math.min(wanted, most));
    }

    onSeenFromChanged: root.look()

    Row {
        id: filters
        x: Theme.space4
        y: Theme.space4
        spacing: Theme.space2

        Repeater {
            model: root.rooms.filters

            FilterChip {
                required property string key
                objectName: "filter-" + (key === "" ? "all" : key)
                tone: key
                onTapped: root.rooms.filterBy(key)
            }
        }
    }
    Flickable {
        id: page
        x: Theme.space4
        y: 80
        width: parent.width - 2 * x
        height: parent.height - y - 1
        clip: true
        contentHeight: root.rooms.height + Theme.space4
        boundsBehavior: Flickable.StopAtBounds
        onHeightChanged: root.look()

        Repeater {
            model: root.rooms.floors

            Txt {
                required property string title
                required property int index
                required y
                role: "label"
                bold: true
                text: title
                color: Theme.text2
            }
        }
        Repeater {
            model: root.rooms.tiles

            RoomTile {
                required property string key
                required property int index
                objectName: "room-" + key
                onTapped: root.rooms.choose(key)
            }
        }
    }
    ScrollMark {
        of: page
        x: page.x + page.width + Theme.space1
    }
    Connections {
        target: root.rooms

        function onRevealed(y: int): void {
            root.reveal(y);
        }
    }
    EmptyState {
        objectName: "noRooms"
        anchors.centerIn: parent
        width: parent.width
        visible: root.rooms.count === 0
        icon: "house"
        title: root.rooms.isSifted ? qsTr("没有这样的房间") : qsTr("还没有房间")
        detail: root.rooms.isSifted ? qsTr("再点一次筛选，看全部房间") : qsTr("店长在店长页里加房间（Ctrl+,）")
    }
}
