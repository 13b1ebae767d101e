pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Hand tags, what waits to be collected, what was ordered last.
Panel {
    id: root

    required property var desk
    readonly property var tabs: [
        { name: "tabTags", text: qsTr("手牌"), count: root.desk.tags.count },
        { name: "tabCollect", text: qsTr("待取餐"), count: root.desk.collect.rows.count },
        { name: "tabFeed", text: qsTr("新单"), count: -1 }
    ]

    SegmentedTabs {
        x: Theme.space3
        y: Theme.space3
        tabs: root.tabs
        current: root.desk.tab
        onChosen: index => root.desk.showTab(index)
    }
    PushButton {
        objectName: "openTag"
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        y: Theme.space3
        visible: root.desk.tab === 0
        kind: "outline"
        padding: Theme.space3
        icon: "plus"
        text: qsTr("发牌")
        onTapped: root.desk.act("openTag")
    }
    Loader {
        x: Theme.strokeHair
        y: 76
        width: parent.width - 2 * x
        height: parent.height - y - Theme.space2
        active: root.desk.tab === 0
        visible: active
        sourceComponent: TagList {
            tags: root.desk.tags
        }
    }
    Loader {
        x: Theme.strokeHair
        y: 76
        width: parent.width - 2 * x
        height: parent.height - y - Theme.space2
        active: root.desk.tab === 1
        visible: active
        sourceComponent: CollectList {
            collect: root.desk.collect
        }
    }
    Loader {
        x: Theme.strokeHair
        y: 76
        width: parent.width - 2 * x
        height: parent.height - y - Theme.space2
        active: root.desk.tab === 2
        visible: active
        sourceComponent: FeedList {
            collect: root.desk.collect
        }
    }
}
