import QtQuick
import Zaotai.Ui

// The menu is on its way: its places, and after 5 s what is awaited.
Item {
    id: root

    required property bool waitsLong

    objectName: "loading"

    SkeletonBlock {
        x: Theme.space6
        y: 12
        width: 272
        height: Theme.touch
    }
    Column {
        x: Theme.space6
        y: 88
        spacing: Theme.space2

        Repeater {
            model: 8

            SkeletonBlock {
                width: Theme.layout.categories
                height: 64
            }
        }
    }
    Grid {
        x: 176
        y: 140
        columns: Theme.layout.columns
        spacing: Theme.layout.cardGap

        Repeater {
            model: 6

            SkeletonBlock {
                width: 239
                height: Theme.layout.cardHeight
                radius: Theme.radiusXl
            }
        }
    }
    SkeletonBlock {
        x: parent.width - width
        y: 80
        width: Theme.layout.basket
        height: parent.height - y
        radius: Theme.radiusXl
    }
    Txt {
        objectName: "awaited"
        anchors.horizontalCenter: parent.horizontalCenter
        y: 96
        visible: root.waitsLong
        role: "list"
        bold: true
        text: qsTr("正在取菜单，请稍候。一直没有出现的话，请联系服务员。")
        color: Theme.text2
    }
}
