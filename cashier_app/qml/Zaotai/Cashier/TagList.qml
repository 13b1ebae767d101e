pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// Guests with a hand tag and no room.
Item {
    id: root

    required property var tags

    Row {
        id: filters
        x: Theme.space4
        y: 2
        spacing: Theme.space2

        PushButton {
            objectName: "tagsUnpaid"
            kind: root.tags.unpaidOnly ? "select" : "outline"
            radius: height / 2
            text: qsTr("未付 %1").arg(root.tags.unpaid)
            onTapped: root.tags.showUnpaid(true)
        }
        PushButton {
            objectName: "tagsAll"
            kind: root.tags.unpaidOnly ? "outline" : "select"
            radius: height / 2
            text: qsTr("全部")
            onTapped: root.tags.showUnpaid(false)
        }
    }
    ListView {
        id: list
        y: 66
        width: parent.width
        height: parent.height - y
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: root.tags.rows
        delegate: TagRow {
            required property string key
            required property int index
            objectName: "tag-" + key
            width: ListView.view.width
            onTapped: root.tags.choose(key)
        }
    }
    ScrollMark {
        of: list
    }
    EmptyState {
        anchors.centerIn: parent
        width: parent.width
        visible: root.tags.rows.count === 0
        icon: "tag"
        title: root.tags.unpaidOnly ? qsTr("手牌都付清了") : qsTr("没有手牌客人")
    }
}
