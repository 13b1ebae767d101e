pragma ComponentBehavior: Bound

import QtQuick
import Zaotai.Ui

// The calling screen: dark and quiet what is being made, light and large what is to be collected.
Rectangle {
    id: root

    required property var calling

    objectName: "calling"
    color: Theme.bg

    Icon {
        x: 58
        y: 34
        name: "leaf"
        size: 42
        color: Theme.text2
    }
    Txt {
        x: 120
        y: 30
        serif: true
        pixelSize: 40
        text: root.calling.venue
    }
    Txt {
        objectName: "clock"
        anchors.right: parent.right
        anchors.rightMargin: 56
        y: 22
        role: "title"
        bold: true
        text: root.calling.clock
    }
    MakingList {
        x: 56
        y: 132
        width: Theme.layout.sheetX - 56 - 48
        rows: root.calling.making
        count: root.calling.makingCount
        more: root.calling.moreMaking
    }
    Rectangle {
        x: Theme.layout.sheetX
        y: Theme.layout.header
        width: parent.width - x
        height: parent.height - Theme.layout.header - Theme.layout.footer
        topLeftRadius: 36
        bottomLeftRadius: 36
        color: Theme.ready

        CallingHero {
            id: hero
            visible: !root.calling.isEmpty
            x: 40
            y: 40
            width: parent.width - 40 - 56
            number: root.calling.heroNumber
            place: root.calling.heroPlace
            isTag: root.calling.heroIsTag
            calls: root.calling.heroCalls
        }
        ReadyCards {
            visible: !root.calling.isEmpty
            x: 40
            anchors.top: hero.bottom
            anchors.topMargin: 24
            width: hero.width
            rows: root.calling.cards
            help: root.calling.helpTitle
        }
        Column {
            visible: root.calling.isEmpty
            anchors.centerIn: parent
            spacing: 32

            Txt {
                anchors.horizontalCenter: parent.horizontalCenter
                serif: true
                pixelSize: 88
                text: root.calling.venue
                color: Theme.readyText
            }
            Txt {
                anchors.horizontalCenter: parent.horizontalCenter
                pixelSize: 44
                text: root.calling.hours === "" ? "" : qsTr("营业时间 %1").arg(root.calling.hours)
                color: Theme.readyText2
            }
        }
    }
    CallingFooter {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.layout.footer
        freshness: root.calling.freshness
        stale: root.calling.isStale
    }
}
