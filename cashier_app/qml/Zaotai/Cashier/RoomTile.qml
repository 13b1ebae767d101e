import QtQuick
import Zaotai.Ui

// One room: how it is, since when, what is owed; late food and a calling guest are loud.
Pressable {
    id: root

    required property string name
    required x
    required y
    required property string look
    required property string word
    required property string detail
    required property int late
    required property bool hasCall
    required property bool isSelected
    required property bool isUnsent
    readonly property var looks: ({
        "food": [Theme.foodBg, Theme.food, Theme.foodLine, "bowl"],
        "inUse": [Theme.inUseBg, Theme.inUse, Theme.inUseLine, "person"],
        "clean": [Theme.cleanBg, Theme.clean, Theme.cleanLine, "broom"],
        "free": [Theme.freeBg, Theme.free, Theme.border, "ring"],
        "out": [Theme.surface2, Theme.text2, Theme.border, "forbid"]
    })
    readonly property var tones: root.looks[root.look]
    // Four figures stand large; a name of many letters is made smaller, then two lines.
    readonly property bool isLong: root.name.length > 4
    readonly property bool isFree: root.look === "free" || root.look === "out"

    label: root.name + " " + root.word + " " + root.detail
    width: 116
    height: Theme.layout.tileHeight

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusM
        color: root.tones[0]
        border.width: root.isSelected ? Theme.strokeSelect : Theme.strokeHair
        border.color: root.isSelected ? Theme.select : root.tones[2]
    }
    Tone {
        down: root.down
        radius: Theme.radiusM
    }
    Txt {
        x: 12
        y: root.isLong ? 6 : 10
        height: root.isLong ? 46 : implicitHeight
        verticalAlignment: Text.AlignVCenter
        width: root.isLong ? parent.width - 18 - (root.hasCall ? 32 : 0) : implicitWidth
        role: root.isLong ? "body" : "room"
        bold: true
        text: root.name
        wrapMode: root.isLong ? Text.WrapAnywhere : Text.NoWrap
        maximumLineCount: 2
        elide: Text.ElideRight
        color: root.isFree ? Theme.text2 : Theme.text
    }
    Row {
        x: 12
        y: 52
        spacing: 6

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: root.tones[3]
            size: 18
            color: root.tones[1]
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, root.width - 12 - 18 - 6 - 4)
            role: "body"
            bold: !root.isFree
            text: root.word
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 13
            color: root.tones[1]
        }
    }
    Row {
        x: 12
        y: 81
        visible: !root.isUnsent && root.late >= 0
        spacing: 4

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "triangle-solid"
            size: 16
            color: Theme.danger
        }
        Txt {
            anchors.verticalCenter: parent.verticalCenter
            role: "label"
            bold: true
            text: qsTr("超时 %1 分").arg(root.late)
            color: Theme.danger
        }
    }
    Txt {
        x: 12
        y: 83
        width: parent.width - 16
        visible: root.isUnsent || root.late < 0
        role: "label"
        bold: root.isUnsent
        text: root.isUnsent ? qsTr("待确认") : root.detail
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 13
        color: root.isUnsent ? Theme.clean : Theme.text2
        elide: Text.ElideRight
    }
    Rectangle {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: 6
        visible: root.hasCall
        width: 32
        height: 32
        radius: 16
        color: Theme.danger

        Icon {
            anchors.centerIn: parent
            name: "bell"
            size: 18
            color: Theme.surface
        }
    }
    FocusRing {
        shown: root.activeFocus && !root.isSelected
        radius: Theme.radiusM
    }
}
