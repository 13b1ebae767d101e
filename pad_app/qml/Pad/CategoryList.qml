pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The categories, each with how much of it is chosen.
ListView {
    id: root

    required property var categories
    required property string current
    signal chosen(string id)

    model: root.categories
    spacing: Theme.space2
    clip: true
    boundsBehavior: Flickable.StopAtBounds

    delegate: Pressable {
        id: tab

        required property string categoryId
        required property string name
        required property int count
        readonly property bool isCurrent: tab.categoryId === root.current

        objectName: "category-" + tab.name
        label: tab.count > 0 ? tab.name + " " + tab.count : tab.name
        width: root.width
        height: 64
        Accessible.role: Accessible.PageTab
        Accessible.selected: tab.isCurrent
        onTapped: root.chosen(tab.categoryId)

        Rectangle {
            anchors.fill: parent
            radius: Theme.radiusL
            color: tab.isCurrent ? Theme.primaryTint : "transparent"

            Behavior on color {
                ColorAnimation { duration: Theme.stateMs }
            }
        }
        Rectangle {
            visible: tab.isCurrent
            anchors.verticalCenter: parent.verticalCenter
            width: 4
            height: 36
            radius: 2
            color: Theme.primary
        }
        Tone {
            down: tab.down
            radius: Theme.radiusL
        }
        Txt {
            anchors.left: parent.left
            anchors.leftMargin: Theme.space4
            anchors.right: badge.visible ? badge.left : parent.right
            anchors.verticalCenter: parent.verticalCenter
            role: "button"
            pixelSize: 21
            bold: tab.isCurrent
            text: tab.name
            color: tab.isCurrent ? Theme.primaryTintInk : Theme.text
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.size.label
        }
        Rectangle {
            id: badge
            visible: tab.count > 0
            anchors.right: parent.right
            anchors.rightMargin: 3
            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(height, number.implicitWidth + Theme.space2)
            height: 24
            radius: height / 2
            color: Theme.primary

            Txt {
                id: number
                anchors.centerIn: parent
                role: "label"
                bold: true
                text: tab.count
                color: Theme.primaryInk
            }
        }
        FocusRing {
            shown: tab.activeFocus
            radius: Theme.radiusL
        }
    }
}
